#include "scenario/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/number.h"
#include "yaml/closest.h"
#include "yaml/fields.h"
#include "yaml/scalar.h"
#include "yaml/text.h"

namespace llmtco {
namespace {

class Checker {
 public:
  Checker(const std::string& directory, Diagnostics& diagnostics) : directory_(directory), diagnostics_(diagnostics) {}

  void check(const Node& node, const Form& form) {
    std::visit([&](const auto& is) { check(node, is); }, form.is);
  }

 private:
  void check(const Node& node, const NumberForm& number) { read_number(node, number, directory_, diagnostics_); }
  void check(const Node& node, const TextForm&) { text(node, diagnostics_); }
  void check(const Node& node, const BooleanForm&) { boolean(node, diagnostics_); }
  void check(const Node& node, const DateForm&) { date(node, diagnostics_); }

  void check(const Node& node, const ChoiceForm& choice) {
    const auto chosen = text(node, diagnostics_);
    if (!chosen || std::find(choice.of.begin(), choice.of.end(), *chosen) != choice.of.end()) return;
    std::string hint = did_you_mean(*chosen, choice.of);
    if (hint.empty()) hint = fmt::format("it must be one of {}", fmt::join(choice.of, ", "));
    diagnostics_.error(node.location(), fmt::format("unknown {} {}{}", node.key(), shown(*chosen), at_path(node)), hint);
  }

  void check(const Node& node, const ListForm& list) {
    if (!node.is_sequence()) return wrong_kind(node, "a list", diagnostics_);
    if (node.size() == 0) diagnostics_.error(node.location(), fmt::format("the list{} is empty", at_path(node)));
    for (const Node& element : node.children()) check(element, *list.of);
  }

  void check(const Node& node, const NamedForm& named) {
    if (!node.is_mapping()) return wrong_kind(node, fmt::format("a mapping from {} names", named.what), diagnostics_);
    if (node.size() == 0) {
      diagnostics_.error(node.location(), fmt::format("there is no {}{}", named.what, at_path(node)));
    }
    for (const Node& child : node.children()) {
      if (child.is_null()) {
        diagnostics_.error(child.key_location(), fmt::format("{} {} has no value", named.what, shown(child.key())));
      } else {
        check_name(child, named.what);
        check(child, *named.of);
      }
    }
  }

  void check_name(const Node& child, const std::string& what) {
    if (has_control_characters(child.key()) || child.key().size() > 100) {
      diagnostics_.error(child.key_location(), fmt::format("{} is no name for a {}", shown(child.key()), what),
                         "a name is a line of at most 100 characters");
    }
  }

  void check(const Node& node, const MappingForm& mapping) {
    if (!node.is_mapping()) return wrong_kind(node, mapping.what, diagnostics_);
    Fields fields(node, diagnostics_, name_of(node, mapping.what));
    for (const Field& field : mapping.fields) check(fields, field);
  }

  void check(Fields& fields, const Field& field) {
    const auto value = field.required ? fields.required(field.key) : fields.optional(field.key);
    if (value) check(*value, *field.form);
  }

  void check(const Node& node, const TaggedForm& tagged) {
    if (!node.is_mapping()) return wrong_kind(node, tagged.what, diagnostics_);
    const auto tag = node.find(tagged.tag);
    std::vector<std::string> tags;
    for (const auto& [value, mapping] : tagged.of) tags.push_back(value);
    if (!tag || !tag->is_scalar()) {
      diagnostics_.error(tag ? tag->location() : node.key_location(),
                         fmt::format("{} lacks its {}", name_of(node, tagged.what), tagged.tag),
                         fmt::format("it must be one of {}", fmt::join(tags, ", ")));
      return;
    }
    for (const auto& [value, mapping] : tagged.of) {
      if (value != tag->text()) continue;
      Fields fields(node, diagnostics_, name_of(node, mapping.what));
      fields.required(tagged.tag);
      for (const Field& field : mapping.fields) check(fields, field);
      return;
    }
    std::string hint = did_you_mean(tag->text(), tags);
    if (hint.empty()) hint = fmt::format("it must be one of {}", fmt::join(tags, ", "));
    diagnostics_.error(tag->location(), fmt::format("unknown {} {}{}", tagged.tag, shown(tag->text()), at_path(*tag)), hint);
  }

  void check(const Node& node, const EitherForm& either) {
    // A number may itself be a mapping, a named distribution: it is told by its key.
    if (!node.is_mapping() || is_distribution(node, *either.scalar)) return check(node, *either.scalar);
    check(node, *either.mapping);
  }

  static bool is_distribution(const Node& node, const Form& form) {
    return std::holds_alternative<NumberForm>(form.is) && names_distribution(node);
  }

  /// Where the mapping stands; the grammar's own words for the whole file.
  static std::string name_of(const Node& node, const std::string& what) {
    return node.path().empty() ? what : node.path();
  }

  const std::string& directory_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check(const Node& node, const Form& form, const std::string& directory, Diagnostics& diagnostics) {
  Checker(directory, diagnostics).check(node, form);
}

}  // namespace llmtco
