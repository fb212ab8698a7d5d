#include <algorithm>
#include <map>
#include <set>

#include "sources.h"

namespace {

using Names = std::set<std::string>;

/// What is in `a` and not in `b`, one after another.
std::string beyond(const Names& a, const Names& b) {
  std::string text;
  for (const std::string& name : a) {
    if (!b.contains(name)) text += (text.empty() ? "" : " ") + name;
  }
  return text;
}

/// Headers of lib that another module, the program or a program of somebody else (tests/consumer) includes,
/// and those that these include: what an installed copy needs.
Names public_headers() {
  std::map<std::string, const house::Source*> headers;
  for (const house::Source& source : house::sources()) {
    if (source.folder() == "lib" && source.is_header()) headers[source.path] = &source;
  }
  Names found;
  std::vector<std::string> open;
  const auto add = [&](const std::string& path) {
    if (headers.contains(path) && found.insert(path).second) open.push_back(path);
  };
  for (const house::Source& source : house::sources()) {
    if (source.folder() == "tests" && source.module() != "tests/consumer") continue;
    for (const std::string& include : source.includes) {
      if (house::module_of(include) != source.module()) add("lib/" + include);
    }
  }
  while (!open.empty()) {
    const std::string path = open.back();
    open.pop_back();
    for (const std::string& include : headers.at(path)->includes) add("lib/" + include);
  }
  return found;
}

}  // namespace

TEST_CASE("USES of a module names the modules its files include, no more and no less") {
  std::map<std::string, Names> included;
  for (const house::Source& source : house::sources()) {
    if (source.folder() != "lib") continue;
    for (const std::string& include : source.includes) {
      const std::string module = house::module_of(include);
      if (!module.empty() && module != source.module()) included[source.module()].insert("llmtco::" + module);
    }
  }
  for (const std::string& module : house::modules()) {
    const std::vector<std::string> words = house::words_of_module(module, "USES");
    const Names named(words.begin(), words.end());
    CAPTURE(module);
    CHECK("missing: " + beyond(included[module], named) == "missing: ");
    CHECK("not included: " + beyond(named, included[module]) == "not included: ");
  }
}

TEST_CASE("PUBLIC of a module names the headers that others need, no more and no less") {
  const Names needed = public_headers();
  CHECK(needed.contains("lib/montecarlo/simulate.h"));
  Names named;
  for (const std::string& module : house::modules()) {
    for (const std::string& header : house::words_of_module(module, "PUBLIC")) {
      named.insert("lib/" + module + "/" + header);
    }
  }
  CHECK("missing: " + beyond(needed, named) == "missing: ");
  CHECK("private: " + beyond(named, needed) == "private: ");
}
