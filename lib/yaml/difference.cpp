#include "yaml/difference.h"

#include <string_view>
#include <unordered_map>

namespace llmtco {
namespace {

class Difference {
 public:
  void compare(const Node& base, const Node& changed) {
    if (base.tree() == changed.tree()) return;  // an override shares what it leaves alone
    if (base.kind() != changed.kind() || base.text() != changed.text() || base.change() != changed.change()) {
      found_.push_back({base.path(), base, changed});
      return;
    }
    const std::vector<Node> before = base.children(), after = changed.children();
    std::unordered_map<std::string_view, const Node*> by_key;  // of a list: its indices
    for (const Node& child : after) by_key.emplace(child.key(), &child);
    for (const Node& child : before) {
      const auto other = by_key.find(child.key());
      if (other == by_key.end()) {
        found_.push_back({child.path(), child, std::nullopt});
      } else {
        compare(child, *other->second);
        by_key.erase(other);
      }
    }
    for (const Node& child : after) {
      if (by_key.contains(child.key())) found_.push_back({child.path(), std::nullopt, child});
    }
  }

  std::vector<ChangedPath> found() && { return std::move(found_); }

 private:
  std::vector<ChangedPath> found_;
};

}  // namespace

std::vector<ChangedPath> changed_paths(const Node& base, const Node& changed) {
  Difference difference;
  difference.compare(base, changed);
  return std::move(difference).found();
}

}  // namespace llmtco
