#pragma once
#include <string>
#include <utility>
#include <vector>

#include "scenario/form.h"
#include "units/units.h"

/// What the grammar of a reader is made of.
namespace llmtco::forms {

inline constexpr bool required = true, optional = false;

/// At least zero.
template <class Q>
FormPtr amount(double low = 0) {
  return form(NumberForm{.dimension = Q::dimension, .low = low});
}
/// At least zero, and the same in every draw.
template <class Q>
FormPtr fixed_amount() {
  return form(NumberForm{.dimension = Q::dimension, .low = 0, .certain = true});
}
inline FormPtr plain(double low, double high) { return form(NumberForm{.low = low, .high = high}); }
/// A share that may be more than all, as a growth of 150%.
inline FormPtr share_to(double low, double high) {
  return form(NumberForm{.low = low, .high = high, .share = true});
}
inline FormPtr share() { return plain(0, 1); }
inline FormPtr fixed_share() { return form(NumberForm{.low = 0, .high = 1, .certain = true}); }
inline FormPtr count(double low) {
  return form(NumberForm{.low = low, .high = 1e6, .certain = true, .whole = true});
}
inline FormPtr boolean() { return form(BooleanForm{}); }
inline FormPtr text() { return form(TextForm{}); }
/// A name of the catalogue, or of an overlay.
inline FormPtr name_of(CatalogKind kind) { return form(TextForm{.names = kind}); }
inline FormPtr choice(std::vector<std::string> of) { return form(ChoiceForm{std::move(of)}); }
inline FormPtr mapping(std::string what, std::vector<Field> fields) {
  return form(MappingForm{std::move(what), std::move(fields)});
}

}  // namespace llmtco::forms
