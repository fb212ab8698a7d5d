#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "scenario/form.h"
#include "yaml/node.h"

namespace llmtco {

/// A value of a scenario file that has passed check(), with what the grammar says of it.
class Place {
 public:
  Place(Node node, const Form& form) : node_(std::move(node)), form_(&form) {}

  const Node& node() const { return node_; }
  /// The form the value has: of an either, the side that was taken.
  const Form& form() const;

  /// The value of a key the grammar knows; nothing where the file leaves it out.
  std::optional<Place> find(std::string_view key) const;
  /// The value of a key the grammar requires. Requires that the file has it.
  Place at(std::string_view key) const;
  /// Whether the grammar knows a key here.
  bool takes(std::string_view key) const;
  bool has(std::string_view key) const { return find(key).has_value(); }
  /// Elements of a list, or values of a mapping with free names.
  std::vector<Place> children() const;

  bool is_mapping_of_keys() const;
  const std::string& text() const { return node_.text(); }
  const std::string& key() const { return node_.key(); }

 private:
  Node node_;
  const Form* form_;
};

}  // namespace llmtco
