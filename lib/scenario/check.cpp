#include "scenario/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "scenario/distribution_forms.h"
#include "scenario/mistyped.h"
#include "scenario/number.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using Usable = std::optional<Node>;  ///< a value that can be read on; nothing where it cannot

class Checker {
 public:
  Checker(const InputFolder& folder, Diagnostics& diagnostics) : folder_(folder), diagnostics_(diagnostics) {}

  bool lacks_options = false;

  Usable check(const Node& node, const Form& form) {
    const bool number =
        std::holds_alternative<NumberForm>(form.is) || std::holds_alternative<EitherForm>(form.is);
    if (node.original() && !number) return no_number(node);
    return std::visit([&](const auto& is) { return check(node, is); }, form.is);
  }

 private:
  static Usable if_read(const Node& node, bool read) { return read ? Usable(node) : std::nullopt; }

  /// A wrong number that may be drawn is read as nothing by whoever reads it; a known one is counted with.
  Usable check(const Node& node, const NumberForm& number) {
    if (node.original() && node.original()->is_null()) return node;  // of a default, which its reader knows
    return if_read(node, read_number(node, number, folder_, diagnostics_) || !number.certain);
  }
  Usable check(const Node& node, const TextForm& form) {
    return if_read(node, (form.lines ? paragraph(node, diagnostics_) : text(node, diagnostics_)).has_value());
  }
  Usable check(const Node& node, const BooleanForm&) {
    return if_read(node, boolean(node, diagnostics_).has_value());
  }
  Usable check(const Node& node, const DateForm&) {
    return if_read(node, date(node, diagnostics_).has_value());
  }

  Usable check(const Node& node, const ChoiceForm& choice) {
    const auto chosen = text(node, diagnostics_);
    if (!chosen) return std::nullopt;
    if (std::find(choice.of.begin(), choice.of.end(), *chosen) != choice.of.end()) return node;
    diagnostics_.error(node.location(),
                       fmt::format("unknown {} {}{}", node.key(), shown(*chosen), at_path(node)),
                       one_of(*chosen, choice.of));
    return std::nullopt;
  }

  Usable check(const Node& node, const ListForm& list) {
    if (list.or_one && !node.is_sequence()) return check(node, *list.of);
    if (!node.is_sequence()) return wrong(node, "a list");
    bool usable = node.size() > 0;
    if (!usable) diagnostics_.error(node.location(), fmt::format("the list{} is empty", at_path(node)));
    Node readable = node;
    for (const Node& element : node.children()) {
      const Usable each = check(element, *list.of);
      usable = usable && each;
      if (each && each->tree() != element.tree()) replace(readable, *each);
    }
    return if_read(readable, usable);
  }

  Usable check(const Node& node, const NamedForm& named) {
    if (!node.is_mapping()) return wrong(node, fmt::format("a mapping from {} names", named.what));
    if (node.size() == 0) {
      diagnostics_.error(node.location(), fmt::format("there is no {}{}", named.what, at_path(node)));
    }
    Node readable = node;
    std::size_t lost = 0;
    for (const Node& child : node.children()) {
      const Usable each = named_child(child, node, named);
      if (each) {
        replace(readable, *each);
      } else {
        readable = readable.without(child.key());
        ++lost;
      }
    }
    const bool options = node.path() == "options";
    lacks_options = lacks_options || (options && lost > 0);
    return if_read(readable, readable.size() > 0 && (lost == 0 || options));
  }

  Usable named_child(const Node& child, const Node& all, const NamedForm& named) {
    if (child.is_null() && !child.original()) {
      diagnostics_.error(child.key_location(),
                         fmt::format("{} {} has no value", named.what, shown(child.key())));
      return std::nullopt;
    }
    check_name(child, named.what);
    const std::size_t before = diagnostics_.error_count();
    Usable usable = check(child, *named.of);
    if (diagnostics_.error_count() > before) check_meant(child, all, named.what);
    return usable;
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

  Usable check(const Node& node, const MappingForm& mapping) {
    if (!node.is_mapping()) return wrong(node, mapping.what);
    return check_fields(node, mapping.fields, {});
  }

  /// `more` are known keys that are read elsewhere.
  Usable check_fields(const Node& node, const std::vector<Field>& fields,
                      const std::vector<std::string>& more) {
    std::vector<std::string> known = more;
    for (const Field& field : fields) known.push_back(field.key);
    Node readable = with_known_keys(node, known, diagnostics_);
    bool usable = true;
    for (const Field& field : fields) usable = check_field(readable, field) && usable;
    return if_read(readable, usable);
  }

  bool check_field(Node& readable, const Field& field) {
    const auto value = readable.find(field.key);
    if (!value) {
      if (field.required)
        diagnostics_.error(readable.key_location(),
                           fmt::format("the key '{}' is missing in {}", field.key, name_of(readable)));
      return !field.required;
    }
    if (value->is_null() && !value->original()) {
      diagnostics_.error(value->key_location(),
                         fmt::format("the key '{}' in {} has no value", field.key, name_of(readable)),
                         "give it one or remove it");
      return false;
    }
    if (const Usable each = check(*value, *field.form)) {
      if (each->tree() != value->tree()) readable = readable.with(field.key, *each);
      return true;
    }
    if (field.required || !std::holds_alternative<NumberForm>(field.form->is)) return false;
    readable = readable.without(field.key);
    return true;
  }

  Usable check(const Node& node, const TaggedForm& tagged) {
    if (!node.is_mapping()) return wrong(node, tagged.what);
    std::vector<std::string> tags, more{tagged.tag};
    for (const auto& [value, mapping] : tagged.of) tags.push_back(value);
    if (!tagged.like.empty()) more.push_back(tagged.like);
    const auto tag = tag_of(node, tagged);
    if (!tag || !tag->is_scalar()) {
      if (!tag && mistyped_like(node, tagged, diagnostics_)) return std::nullopt;
      diagnostics_.error(tag ? tag->location() : node.key_location(),
                         fmt::format("{} lacks its {}", name_of(node), tagged.tag),
                         fmt::format("it must be one of {}", fmt::join(tags, ", ")));
      return std::nullopt;
    }
    if (!tag->change().empty()) return no_number(*tag);
    std::string kind = tag->text();
    const bool known = std::find(tags.begin(), tags.end(), kind) != tags.end();
    if (!known) {
      diagnostics_.error(tag->location(),
                         fmt::format("unknown {} {}{}", tagged.tag, shown(kind), at_path(*tag)),
                         one_of(kind, tags));
      kind = closest(kind, tags).value_or("");
    }
    for (const auto& [value, mapping] : tagged.of) {
      if (value != kind) continue;
      const Usable usable = check_fields(node, mapping.fields, more);
      return known ? usable : std::nullopt;
    }
    return std::nullopt;
  }

  Usable check(const Node& node, const EitherForm& either) {
    // A number may itself be a mapping, a named distribution: it is told by its key.
    if (!node.is_mapping() || names_distribution(node)) return check(node, *either.scalar);
    if (mistypes_distribution(node, *either.scalar)) {
      check(node, *either.scalar);
      return std::nullopt;
    }
    return check(node, *either.mapping);
  }

  static bool mistypes_distribution(const Node& node, const Form& form) {
    if (!std::holds_alternative<NumberForm>(form.is)) return false;
    if (node.size() != 1 || node.children().front().is_scalar()) return false;
    std::vector<std::string> names;
    for (const auto& [name, keys] : distribution_forms(NumberForm{})) names.push_back(name);
    return closest(node.children().front().key(), names).has_value();
  }

  Usable no_number(const Node& node) {
    std::string hint;
    for (const Node& child : node.children()) {
      if (hint.empty() && child.is_scalar())
        hint = fmt::format("name one of its values, as {}", child.path());
    }
    diagnostics_.error(node.location(),
                       fmt::format("{} changes a number, which {} is not", node.change(), node.path()), hint);
    return std::nullopt;
  }

  Usable wrong(const Node& node, const std::string& expected) {
    wrong_kind(node, expected, diagnostics_);
    return std::nullopt;
  }

  static std::string one_of(const std::string& word, const std::vector<std::string>& words) {
    const std::string hint = did_you_mean(word, words);
    return hint.empty() ? fmt::format("it must be one of {}", fmt::join(words, ", ")) : hint;
  }

  static void replace(Node& all, const Node& child) {
    const auto old = all.is_mapping() ? all.find(child.key()) : std::nullopt;
    if (!old || old->tree() != child.tree()) all = all.with(child.key(), child);
  }

  const InputFolder& folder_;
  Diagnostics& diagnostics_;
};

}  // namespace

Checked check(const Node& node, const Form& form, const InputFolder& folder, Diagnostics& diagnostics) {
  Checker checker(folder, diagnostics);
  Usable readable = checker.check(node, form);
  return {std::move(readable), checker.lacks_options};
}

}  // namespace llmtco
