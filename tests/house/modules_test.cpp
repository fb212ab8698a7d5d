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
