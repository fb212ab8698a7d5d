#include "scenario/likes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "scenario/distribution_forms.h"
#include "scenario/form.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

const TaggedForm& all_options_form() {
  const auto& fields = std::get<MappingForm>(scenario_form().is).fields;
  const auto options =
      std::find_if(fields.begin(), fields.end(), [](const Field& f) { return f.key == "options"; });
  return std::get<TaggedForm>(std::get<NamedForm>(options->form->is).of->is);
}

const MappingForm* kind_in(const TaggedForm& options, const Node& option) {
  const auto kind = option.find(options.tag);
  if (!kind || !kind->is_scalar()) return nullptr;
  const auto found = std::find_if(options.of.begin(), options.of.end(),
                                  [&](const auto& each) { return each.first == kind->text(); });
  return found == options.of.end() ? nullptr : &found->second;
}

const Form* form_of(const MappingForm& mapping, const std::string& key) {
  const auto found = std::find_if(mapping.fields.begin(), mapping.fields.end(),
                                  [&](const Field& field) { return field.key == key; });
  return found == mapping.fields.end() ? nullptr : found->form.get();
}

/// Whether a value of one form means the same in a place of another.
bool alike(const Form& a, const Form& b) {
  if (a.is.index() != b.is.index()) return false;
  if (const auto* number = std::get_if<NumberForm>(&a.is))
    return number->dimension == std::get<NumberForm>(b.is).dimension;
  if (const auto* choice = std::get_if<ChoiceForm>(&a.is)) return choice->of == std::get<ChoiceForm>(b.is).of;
  return true;
}

/// A value without the keys that a form does not know.
Node fitted(const Node& value, const Form& form) {
  const auto* mapping = std::get_if<MappingForm>(&form.is);
  if (mapping == nullptr || !value.is_mapping()) return value;
  Node fitting = value;
  for (const Node& child : value.children()) {
    const Form* known = form_of(*mapping, child.key());
    fitting =
        known == nullptr ? fitting.without(child.key()) : fitting.with(child.key(), fitted(child, *known));
  }
  return fitting;
}

/// `own` with what `other` has and it lacks, mapping by mapping.
Node filled_up(const Node& own, const Node& other) {
  Node full = own;
  std::vector<std::string> not_taken;
  for (const Node& given : other.children()) {
    const auto mine = own.find(given.key());
    if (!mine) continue;
    not_taken.push_back(given.key());
    if (mine->written_null() && !mine->original()) {
      full = full.without(given.key());
    } else if (mine->original() && mine->original()->is_null()) {
      full = full.with(given.key(), mine->same_change_of(given));
    } else if (mine->is_mapping() && given.is_mapping() && !names_distribution(*mine) &&
               !names_distribution(given)) {
      full = full.with(given.key(), filled_up(*mine, given));
    }
  }
  return full.with_defaults(other, not_taken);
}

/// Fills in what options take from each other.
class Likes {
 public:
  Likes(const Node& section, Diagnostics& diagnostics) : section_(section), diagnostics_(diagnostics) {}

  /// The option as a whole; nothing where it names none to be like, or one that cannot be.
  std::optional<Node> whole(const Node& option) {
    const auto done = whole_.find(option.key());
    if (done != whole_.end()) return done->second;
    chain_.push_back(option.key());
    std::optional<Node> full = option.is_mapping() ? filled(option) : option;
    chain_.pop_back();
    whole_.emplace(option.key(), full);
    return full;
  }

 private:
  std::optional<Node> filled(const Node& option) {
    const auto like = option.find(form_.like);
    if (!like) return option;
    const auto name = text(*like, diagnostics_);
    if (!name) return std::nullopt;
    const auto other = section_.find(*name);
    if (!other || !other->is_mapping()) return unknown(*like);
    if (std::find(chain_.begin(), chain_.end(), *name) != chain_.end()) return circle(*like);
    const auto full = whole(*other);
    return full ? std::optional(taken_from(*full, option.without(form_.like))) : std::nullopt;
  }

  Node taken_from(const Node& other, const Node& own) const {
    Node given = other.without("description");
    const MappingForm* theirs = kind_in(form_, other);
    const MappingForm* mine = own.find(form_.tag) ? kind_in(form_, own) : theirs;
    if (mine != nullptr && theirs != nullptr && mine != theirs) {
      for (const Node& child : given.children()) {
        const Form *here = form_of(*mine, child.key()), *there = form_of(*theirs, child.key());
        const bool fits = here != nullptr && there != nullptr && alike(*here, *there);
        if (child.key() == form_.tag) continue;
        given = fits ? given.with(child.key(), fitted(child, *here)) : given.without(child.key());
      }
    }
    return filled_up(own, given);
  }

  std::nullopt_t unknown(const Node& like) {
    std::vector<std::string> names;
    for (const Node& option : section_.children()) {
      if (option.key() != chain_.back()) names.push_back(option.key());
    }
    diagnostics_.error(like.location(),
                       fmt::format("{} is no option of this scenario{}", shown(like.text()), at_path(like)),
                       did_you_mean(like.text(), names));
    return std::nullopt;
  }

  std::nullopt_t circle(const Node& like) {
    const bool itself = like.text() == chain_.back();
    diagnostics_.error(like.location(),
                       itself ? fmt::format("{} is like itself{}", shown(like.text()), at_path(like))
                              : fmt::format("{} and {} are like each other in a circle{}",
                                            shown(chain_.back()), shown(like.text()), at_path(like)),
                       "one of them must have its own keys");
    return std::nullopt;
  }

  const Node& section_;
  Diagnostics& diagnostics_;
  const TaggedForm& form_ = all_options_form();
  std::map<std::string, std::optional<Node>> whole_;
  std::vector<std::string> chain_;
};

bool is_note(const Node& child) { return child.key().starts_with("x-"); }
bool is_override(const Node& node) { return node.location().line == 0; }
bool is_removed(const Node& child) { return child.written_null() && !child.original() && is_override(child); }

/// The tree without the values that `gone` names.
template <class Gone>
Node stripped(const Node& node, const Gone& gone) {
  Node rest = node;
  for (const Node& child : node.children()) {
    if (node.is_mapping() && gone(child)) {
      rest = rest.without(child.key());
    } else if (!child.is_scalar()) {
      const Node inner = stripped(child, gone);
      if (inner.tree() != child.tree()) rest = rest.with(child.key(), inner);
    }
  }
  return rest;
}

constexpr std::size_t most_values = 100'000, most_options = 500, most_classes = 100, most_together = 10'000;

/// Takes the values of a tree off those that are left; false where it has more.
bool counted(const Node& node, std::size_t& left) {
  if (left == 0) return false;
  --left;
  const std::vector<Node> children = node.children();
  return std::all_of(children.begin(), children.end(),
                     [&](const Node& child) { return counted(child, left); });
}

/// Refuses more options and classes than can be meant: every option is worked out for every class.
bool is_too_large(const Node& root, Diagnostics& diagnostics) {
  const auto options = root.find("options"), workload = root.find("workload");
  const std::size_t n = options ? options->size() : 0, classes = workload ? workload->size() : 0;
  if (n <= most_options && classes <= most_classes && n * classes <= most_together) return false;
  diagnostics.error(
      root.location(),
      fmt::format("{} options and {} classes: at most {} and {}, and {} of each option with each class", n,
                  classes, most_options, most_classes, most_together));
  return true;
}

/// Warns of notes where a name may have been meant.
void warn_of_notes(const Node& node, const Form& form, Diagnostics& diagnostics) {
  if (const auto* mapping = std::get_if<MappingForm>(&form.is)) {
    for (const Field& field : mapping->fields) {
      if (const auto child = node.find(field.key)) warn_of_notes(*child, *field.form, diagnostics);
    }
  } else if (const auto* named = std::get_if<NamedForm>(&form.is)) {
    for (const Node& child : node.children()) {
      if (!is_note(child)) {
        warn_of_notes(child, *named->of, diagnostics);
      } else if (node.is_mapping()) {
        diagnostics.warning(child.key_location(),
                            fmt::format("the {} {} is not read: keys that begin with x- are notes{}",
                                        named->what, shown(child.key()), at_path(child)));
      }
    }
  } else if (const auto* tagged = std::get_if<TaggedForm>(&form.is)) {
    if (const MappingForm* kind = kind_in(*tagged, node)) warn_of_notes(node, Form{*kind}, diagnostics);
  } else if (const auto* either = std::get_if<EitherForm>(&form.is)) {
    if (node.is_mapping()) warn_of_notes(node, *either->mapping, diagnostics);
  }
}

}  // namespace

Meant meant(const Node& root, Diagnostics& diagnostics) {
  if (is_too_large(root, diagnostics)) return {root, false, true};
  warn_of_notes(root, scenario_form(), diagnostics);
  Meant all{.root = stripped(root, is_note)};
  const auto options = all.root.find("options");
  if (options && options->is_mapping()) {
    Node filled = *options;
    Likes likes(*options, diagnostics);
    for (const Node& option : options->children()) {
      const auto whole = likes.whole(option);
      all.complete = all.complete && whole;
      filled = whole ? filled.with(option.key(), *whole) : filled.without(option.key());
    }
    all.root = all.root.with("options", filled);
  }
  all.root = stripped(all.root, is_removed);
  if (std::size_t left = most_values; !counted(all.root, left)) {
    diagnostics.error(
        root.location(),
        fmt::format("more than {} values once what options are like is filled in", most_values));
    all.refused = true;
  }
  return all;
}

}  // namespace llmtco
