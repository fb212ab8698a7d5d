#include "yaml/difference.h"

#include <string_view>
#include <unordered_map>

#include "yaml/tree.h"

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

/// The base with what of the changes is taken.
class Mixture {
 public:
  explicit Mixture(const std::set<std::string>& taken) : taken_(taken) {}

  std::shared_ptr<const detail::Tree> mixed(const Node& base, const Node& changed) const {
    if (base.tree() == changed.tree()) return base.tree();
    if (base.kind() != changed.kind() || base.text() != changed.text() || base.change() != changed.change())
      return taken_.contains(base.path()) ? changed.tree() : base.tree();
    auto tree = std::make_shared<detail::Tree>(*base.tree());
    tree->entries.clear();
    const std::vector<Node> before = base.children(), after = changed.children();
    std::unordered_map<std::string_view, std::size_t> by_key;
    for (std::size_t i = 0; i < after.size(); ++i) by_key.emplace(after[i].key(), i);
    for (std::size_t i = 0; i < before.size(); ++i) {
      const auto other = by_key.find(before[i].key());
      if (other == by_key.end()) {
        if (!taken_.contains(before[i].path())) tree->entries.push_back(base.tree()->entries[i]);
        continue;
      }
      detail::TreeEntry entry = base.tree()->entries[i];
      entry.value = mixed(before[i], after[other->second]);
      tree->entries.push_back(std::move(entry));
      by_key.erase(other);
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (by_key.contains(after[i].key()) && taken_.contains(after[i].path()))
        tree->entries.push_back(changed.tree()->entries[i]);
    }
    return tree;
  }

 private:
  const std::set<std::string>& taken_;
};

}  // namespace

Node with_changes(const Node& base, const Node& changed, const std::set<std::string>& taken) {
  return Node(Mixture(taken).mixed(base, changed));
}

std::vector<ChangedPath> changed_paths(const Node& base, const Node& changed) {
  Difference difference;
  difference.compare(base, changed);
  return std::move(difference).found();
}

}  // namespace llmtco
