#include <map>
#include <set>

#include "sources.h"

namespace {

using Graph = std::map<std::string, std::set<std::string>>;

/// Files of the program that each one includes.
Graph includes() {
  Graph graph;
  for (const house::Source& source : house::sources()) {
    if (source.folder() != "tests") graph[source.path];
  }
  for (const house::Source& source : house::sources()) {
    if (source.folder() == "tests") continue;
    for (const std::string& include : source.includes) {
      for (const std::string& path : {"lib/" + include, "app/" + include}) {
        if (graph.contains(path)) graph[source.path].insert(path);
      }
    }
  }
  return graph;
}

/// The first cycle found, as "a -> b -> a"; empty if there is none.
class Walk {
 public:
  explicit Walk(const Graph& graph) : graph_(graph) {
    for (const auto& [file, included] : graph) visit(file);
  }
  const std::string& cycle() const { return cycle_; }

 private:
  void visit(const std::string& file) {
    if (done_.contains(file) || !cycle_.empty()) return;
    path_.push_back(file);
    for (const std::string& next : graph_.at(file)) {
      for (std::size_t i = 0; i < path_.size() && cycle_.empty(); ++i) {
        if (path_[i] != next) continue;
        for (; i < path_.size(); ++i) cycle_ += path_[i] + " -> ";
        cycle_ += next;
      }
      visit(next);
    }
    path_.pop_back();
    done_.insert(file);
  }

  const Graph& graph_;
  std::vector<std::string> path_;
  std::set<std::string> done_;
  std::string cycle_;
};

}  // namespace

TEST_CASE("a cycle of includes is found and named") {
  CHECK(Walk({{"a.h", {"b.h"}}, {"b.h", {"c.h"}}, {"c.h", {}}}).cycle().empty());
  CHECK(Walk({{"a.h", {"b.h"}}, {"b.h", {"c.h"}}, {"c.h", {"b.h"}}}).cycle() == "b.h -> c.h -> b.h");
}

TEST_CASE("no file includes itself by way of others") {
  const Graph graph = includes();
  CHECK(graph.at("lib/deployment/endpoint.h").contains("lib/deployment/context.h"));
  CHECK(Walk(graph).cycle() == "");
}

TEST_CASE("a source includes its own header first, so that the header is known to compile alone") {
  const Graph graph = includes();
  for (const house::Source& source : house::sources()) {
    if (source.folder() == "tests" || !source.path.ends_with(".cpp")) continue;
    const std::string header = source.path.substr(0, source.path.size() - 3) + "h";
    if (!graph.contains(header)) continue;
    CAPTURE(source.path);
    REQUIRE_FALSE(source.includes.empty());
    CHECK(header.ends_with("/" + source.includes.front()));
  }
}

TEST_CASE("headers are guarded, and sources are not included") {
  for (const house::Source& source : house::sources()) {
    CAPTURE(source.path);
    if (source.is_header()) CHECK(source.text.find("#pragma once\n") != std::string::npos);
    for (const std::string& include : source.includes) CHECK_FALSE(include.ends_with(".cpp"));
  }
}
