#include "scenario/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/distribution_forms.h"
#include "scenario/number.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/fields.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

class Checker {
 public:
  Checker(const std::string& directory, Diagnostics& diagnostics)
      : directory_(directory), diagnostics_(diagnostics) {}

  void check(const Node& node, const Form& form) {
    std::visit([&](const auto& is) { check(node, is); }, form.is);
  }

 private:
  void check(const Node& node, const NumberForm& number) {
    read_number(node, number, directory_, diagnostics_);
  }
  void check(const Node& node, const TextForm&) { text(node, diagnostics_); }
  void check(const Node& node, const BooleanForm&) { boolean(node, diagnostics_); }
  void check(const Node& node, const DateForm&) { date(node, diagnostics_); }

  void check(const Node& node, const ChoiceForm& choice) {
    const auto chosen = text(node, diagnostics_);
    if (!chosen || std::find(choice.of.begin(), choice.of.end(), *chosen) != choice.of.end()) return;
    std::string hint = did_you_mean(*chosen, choice.of);
    if (hint.empty()) hint = fmt::format("it must be one of {}", fmt::join(choice.of, ", "));
    diagnostics_.error(node.location(),
                       fmt::format("unknown {} {}{}", node.key(), shown(*chosen), at_path(node)), hint);
  }

  void check(const Node& node, const ListForm& list) {
    if (!node.is_sequence()) return wrong_kind(node, "a list", diagnostics_);
    if (node.size() == 0)
      diagnostics_.error(node.location(), fmt::format("the list{} is empty", at_path(node)));
    for (const Node& element : node.children()) check(element, *list.of);
  }

  void check(const Node& node, const NamedForm& named) {
    if (!node.is_mapping())
      return wrong_kind(node, fmt::format("a mapping from {} names", named.what), diagnostics_);
    if (node.size() == 0) {
      diagnostics_.error(node.location(), fmt::format("there is no {}{}", named.what, at_path(node)));
    }
    for (const Node& child : node.children()) {
      if (child.is_null()) {
        diagnostics_.error(child.key_location(),
                           fmt::format("{} {} has no value", named.what, shown(child.key())));
      } else {
        check_name(child, named.what);
        const std::size_t before = diagnostics_.error_count();
        check(child, *named.of);
        if (diagnostics_.error_count() > before) check_meant(child, node, named.what);
      }
    }
  }

  static bool is_override(const Node& child) { return child.key_location().line == 0; }

  /// Keys written in a file have been checked for control characters; those of an override's path have not.
  void check_name(const Node& child, const std::string& what) {
    if ((is_override(child) && has_control_characters(child.key())) || child.key().size() > 100) {
      diagnostics_.error(child.key_location(),
                         fmt::format("the {} name {} cannot be used", what, shown(child.key())),
                         "a name is a line of at most 100 characters");
    }
  }

  /// An override whose path has a mistyped name adds an incomplete element: say which one was probably meant.
  void check_meant(const Node& child, const Node& all, const std::string& what) {
    std::vector<std::string> names;
    for (const Node& other : all.children()) {
      if (!is_override(other)) names.push_back(other.key());
    }
    const std::string hint = did_you_mean(child.key(), names);
    if (is_override(child) && !hint.empty()) {
      diagnostics_.error(child.key_location(), fmt::format("this adds the {} {}", what, shown(child.key())),
                         hint);
    }
  }

  void check(const Node& node, const MappingForm& mapping) {
    if (!node.is_mapping()) return wrong_kind(node, mapping.what, diagnostics_);
    Fields fields(node, diagnostics_, name_of(node));
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
                         fmt::format("{} lacks its {}", name_of(node), tagged.tag),
                         fmt::format("it must be one of {}", fmt::join(tags, ", ")));
      return;
    }
    for (const auto& [value, mapping] : tagged.of) {
      if (value != tag->text()) continue;
      Fields fields(node, diagnostics_, name_of(node));
      fields.required(tagged.tag);
      for (const Field& field : mapping.fields) check(fields, field);
      return;
    }
    std::string hint = did_you_mean(tag->text(), tags);
    if (hint.empty()) hint = fmt::format("it must be one of {}", fmt::join(tags, ", "));
    diagnostics_.error(tag->location(),
                       fmt::format("unknown {} {}{}", tagged.tag, shown(tag->text()), at_path(*tag)), hint);
  }

  void check(const Node& node, const EitherForm& either) {
    // A number may itself be a mapping, a named distribution: it is told by its key.
    if (!node.is_mapping() || is_distribution(node, *either.scalar)) return check(node, *either.scalar);
    check(node, *either.mapping);
  }

  /// A mapping of one distribution, also of a mistyped one.
  static bool is_distribution(const Node& node, const Form& form) {
    if (!std::holds_alternative<NumberForm>(form.is)) return false;
    if (names_distribution(node)) return true;
    if (node.size() != 1 || !node.children().front().is_mapping()) return false;
    std::vector<std::string> names;
    for (const auto& [name, keys] : distribution_forms(NumberForm{})) names.push_back(name);
    return closest(node.children().front().key(), names).has_value();
  }

  /// Where the mapping stands.
  static std::string name_of(const Node& node) { return node.path().empty() ? "the scenario" : node.path(); }

  const std::string& directory_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check(const Node& node, const Form& form, const std::string& directory, Diagnostics& diagnostics) {
  Checker(directory, diagnostics).check(node, form);
}

}  // namespace llmtco
