#include "yaml/node.h"

#include <algorithm>
#include <cassert>

#include "yaml/tree.h"

namespace llmtco {

std::shared_ptr<const detail::Tree> detail::changed(std::shared_ptr<const Tree> original, double factor,
                                                    std::string change, SourcePlace place) {
  auto tree = std::make_shared<Tree>(*original);
  tree->place = std::move(place);
  tree->factor *= factor;
  tree->change += (tree->change.empty() ? "" : " ") + change;
  if (tree->original == nullptr) tree->original = std::move(original);
  return tree;
}

Node::Node(std::shared_ptr<const detail::Tree> tree) : tree_(std::move(tree)) {
  assert(tree_ != nullptr);
  key_place_ = tree_->place;
}

Node::Kind Node::kind() const { return tree_->kind; }
const std::string& Node::text() const { return tree_->text; }
bool Node::quoted() const { return tree_->quoted; }
bool Node::written_null() const { return tree_->written_null; }
double Node::factor() const { return tree_->factor; }
const std::string& Node::change() const { return tree_->change; }
std::size_t Node::size() const { return tree_->entries.size(); }
const std::shared_ptr<const Source>& Node::source() const { return tree_->place.source; }
Location Node::location() const { return is_null() ? key_location() : tree_->place.location(); }
Location Node::key_location() const { return key_place_.location(); }

Node Node::child(const detail::TreeEntry& entry, std::size_t index) const {
  Node node(entry.value);
  node.key_ = is_mapping() ? entry.key : std::to_string(index);
  node.path_ = path_.empty() ? node.key_ : path_ + '.' + node.key_;
  node.key_place_ = entry.key_place;
  return node;
}

std::vector<Node> Node::children() const {
  std::vector<Node> nodes;
  nodes.reserve(size());
  for (const detail::TreeEntry& entry : tree_->entries) nodes.push_back(child(entry, nodes.size()));
  return nodes;
}

std::optional<Node> Node::find(std::string_view key) const {
  if (!is_mapping()) return std::nullopt;
  for (const detail::TreeEntry& entry : tree_->entries) {
    if (entry.key == key) return child(entry, 0);
  }
  return std::nullopt;
}

Node Node::with_defaults(const Node& other, const std::vector<std::string>& not_taken) const {
  assert(is_mapping() && other.is_mapping());
  auto tree = std::make_shared<detail::Tree>(*tree_);
  for (const detail::TreeEntry& entry : other.tree_->entries) {
    const bool wanted = std::find(not_taken.begin(), not_taken.end(), entry.key) == not_taken.end();
    if (wanted && !find(entry.key)) tree->entries.push_back(entry);
  }
  Node node = *this;
  node.tree_ = std::move(tree);
  return node;
}

Node Node::without(std::string_view key) const {
  assert(is_mapping());
  auto tree = std::make_shared<detail::Tree>(*tree_);
  std::erase_if(tree->entries, [&](const detail::TreeEntry& entry) { return entry.key == key; });
  Node node = *this;
  node.tree_ = std::move(tree);
  return node;
}

Node Node::renamed(std::string_view key, std::string name) const {
  auto tree = std::make_shared<detail::Tree>(*tree_);
  for (detail::TreeEntry& entry : tree->entries) {
    if (entry.key == key) entry.key = name;
  }
  Node node = *this;
  node.tree_ = std::move(tree);
  return node;
}

Node Node::with(std::string_view key, const Node& value) const {
  auto tree = std::make_shared<detail::Tree>(*tree_);
  for (std::size_t i = 0; i < tree->entries.size(); ++i) {
    detail::TreeEntry& entry = tree->entries[i];
    if ((is_mapping() ? entry.key : std::to_string(i)) == key) entry.value = value.tree_;
  }
  Node node = *this;
  node.tree_ = std::move(tree);
  return node;
}

Node Node::with_text(std::string text) const {
  auto tree = std::make_shared<detail::Tree>(*tree_);
  tree->text = std::move(text);
  Node node = *this;
  node.tree_ = std::move(tree);
  return node;
}

std::optional<Node> Node::original() const {
  if (tree_->original == nullptr) return std::nullopt;
  Node node = *this;
  node.tree_ = tree_->original;
  return node;
}

Node Node::same_change_of(const Node& value) const {
  assert(tree_->original != nullptr);
  Node node = value;
  node.tree_ = detail::changed(value.tree_, tree_->factor, tree_->change, tree_->place);
  return node;
}

const char* Node::kind_name() const {
  switch (kind()) {
    case Kind::null:
      return "nothing";
    case Kind::scalar:
      return "a single value";
    case Kind::sequence:
      return "a list";
    case Kind::mapping:
      return "a mapping";
  }
  return "";
}

}  // namespace llmtco
