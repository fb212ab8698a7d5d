#include "scenario/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "random/cdf.h"
#include "random/farthest.h"
#include "scenario/distribution_forms.h"
#include "scenario/distribution_reader.h"
#include "scenario/number_hints.h"
#include "text/characters.h"
#include "text/closest.h"
#include "units/parse.h"
#include "units/units.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::string_view at_least = "at least ", at_most = "at most ";

/// Reads one text; what is wrong goes to the diagnostics at the node's place.
class NumberReader {
 public:
  NumberReader(const Node& node, const NumberForm& form, const InputFolder& folder, Diagnostics& diagnostics)
      : node_(node), form_(form), folder_(folder), diagnostics_(diagnostics) {}

  std::optional<WrittenNumber> read() {
    if (const auto original = node_.original()) return changed(*original);
    if (node_.is_mapping()) return mapping();
    if (!node_.is_scalar()) {
      wrong_kind(node_, wanted(), diagnostics_);
      return std::nullopt;
    }
    const std::string& text = node_.text();
    if (!text.empty() && text.front() == '=') return formula(text.substr(1));
    if (form_.or_more && text.starts_with(at_least)) {
      auto least = value(text.substr(at_least.size()));
      if (least) least->or_more = true;
      return least;
    }
    if (form_.or_less && text.starts_with(at_most)) return value(text.substr(at_most.size()));
    if (!form_.word.empty() && text.find_first_of("0123456789") == text.npos) {
      if (text == form_.word) return WrittenNumber{.is = 0.0, .dimension = form_.dimension, .word = true};
      const std::string meant = did_you_mean(text, std::vector<std::string>{form_.word});
      return error(fmt::format("{} is no number, nor {}", shown(text), form_.word),
                   meant.empty() ? fmt::format("write a number, or {}", form_.word) : meant);
    }
    const std::size_t to = text.find(" to ");
    if (text.ends_with(" to") || text.starts_with("to ")) {
      return error(fmt::format("the interval {} lacks one end", shown(text)),
                   "write both, as 8M to 12M/month");
    }
    return to == std::string::npos ? value(text) : interval(text.substr(0, to), text.substr(to + 4));
  }

 private:
  std::string wanted() const {
    return (form_.any_dimension ? "a number" : wanted_text(form_.dimension)) +
           (form_.word.empty() ? "" : ", or " + form_.word);
  }
  std::nullopt_t error(const std::string& message, const std::string& hint = "") {
    diagnostics_.error(node_.location(), message + at_path(node_), hint);
    return std::nullopt;
  }
  std::nullopt_t certain_only() {
    return error(fmt::format("{} must be a known value here", shown(node_.text())));
  }

  /// A number times a factor: the original as it stands, and the product in its range.
  std::optional<WrittenNumber> changed(const Node& original) {
    if (original.is_null())
      return error(fmt::format("there is no number to change by {}", node_.change()),
                   "the scenario leaves it out; give a value");
    auto read = NumberReader(original, form_, folder_, diagnostics_).read();
    if (!read) return std::nullopt;
    const double* value = std::get_if<double>(&read->is);
    if (read->word) return error(fmt::format("{} is no number to change by {}", form_.word, node_.change()));
    if (is_value_too(*read)) {
      return error(
          fmt::format("{} can be read in two ways where a number may be negative", shown(node_.change())),
          fmt::format("write *{:.6g} for the change, {:.6g} for the value", node_.factor(),
                      node_.factor() - 1));
    }
    if (value == nullptr) return read;
    const double product = *value * node_.factor();
    const std::string what = fmt::format("{} changed by {}", shown(original.text()), node_.change());
    if (form_.whole && product != std::floor(product))
      return error(fmt::format("{} is {:.6g}, no whole number", what, product));
    if (!(std::fabs(product) <= largest_quantity)) return error(fmt::format("{} is too large", what));
    if (!within(product)) return error(fmt::format("{} is out of range: {}", what, range_text()));
    read->is = product;
    return read;
  }

  /// Whether a change, `-5%`, could be the number itself. A sign in front of a variable that may be anything is a
  /// change if it is a plus.
  bool is_value_too(const WrittenNumber& original) const {
    const std::string& change = node_.change();
    const bool sign = change.starts_with('-') || (change.starts_with('+') && !form_.any_dimension);
    const bool is_formula = std::holds_alternative<std::string>(original.is);
    const bool plain = original.dimension == dimensionless && !(is_formula && form_.any_dimension);
    return sign && plain && form_.low < 0;
  }

  std::optional<WrittenNumber> mapping() {
    if (!names_distribution(node_)) {
      std::vector<std::string> names;
      for (const auto& [name, keys] : distribution_forms(form_)) names.push_back(name);
      const std::string first = node_.size() == 1 ? node_.children().front().key() : "";
      if (const auto example = without_mapping(first)) {
        return error(fmt::format("the parameters of {} stand in a mapping", first),
                     fmt::format("write {}", *example));
      }
      std::string hint = did_you_mean(first, names);
      if (hint.empty()) hint = fmt::format("a distribution is one of {}", fmt::join(names, ", "));
      return error(fmt::format("expected {}, found a mapping", wanted()), hint);
    }
    if (form_.certain) return error("a known value must stand here, not a distribution");
    auto read = read_distribution(node_, form_, folder_, diagnostics_);
    if (!read) return std::nullopt;
    return bounded(std::move(*read));
  }

  /// "{normal: {mean: ..., sd: ...}}" for `name` of a distribution whose parameters are no mapping.
  std::optional<std::string> without_mapping(const std::string& name) const {
    for (const auto& [known, keys] : distribution_forms(form_)) {
      if (known != name) continue;
      std::string parameters;
      for (const Field& field : keys.fields) {
        if (field.required) parameters += fmt::format("{}{}: ...", parameters.empty() ? "" : ", ", field.key);
      }
      return fmt::format("{{{}: {{{}}}}}", name, parameters);
    }
    return std::nullopt;
  }

  std::optional<WrittenNumber> formula(const std::string& text) {
    if (form_.certain) return error("a known value must stand here, not a formula");
    const std::size_t start = text.find_first_not_of(' ');
    if (start == std::string::npos) return error("the formula is empty");
    return WrittenNumber{text.substr(start), dimensionless, {}};
  }

  /// A quantity of the wanted dimension, or the complaint.
  std::optional<Measured> measured(const std::string& text) {
    const auto read = parse_quantity(text);
    if (const auto* wrong = std::get_if<QuantityError>(&read)) {
      std::string hint = hints::shell_took_dollar(node_, text, form_.dimension);
      if (hint.empty()) hint = hints::unreadable(text, *wrong);
      return error(fmt::format("{}: expected {}", wrong->message, wanted()), hint);
    }
    const Measured value = std::get<Measured>(read);
    if (!form_.any_dimension && !stands_for(value.dimension, form_.dimension)) {
      const std::string found =
          value.dimension == dimensionless ? "is a plain number" : "counts " + unit_text(value.dimension);
      return error(fmt::format("{} {}: expected {}", shown(text), found, wanted()),
                   hints::other_unit(node_, text, value, form_.dimension));
    }
    const std::string readings =
        hints::two_readings(text, form_.any_dimension ? value.dimension : form_.dimension);
    if (!readings.empty()) return error(fmt::format("{} can be read in two ways", shown(text)), readings);
    if (form_.share && is_bare(text) && value.value >= 1)
      return error(fmt::format("{} is {:.6g} % as it stands", shown(text), 100 * value.value),
                   fmt::format("did you mean '{0}%'? If not, write {1:.6g}%", text, 100 * value.value));
    return value;
  }

  std::optional<WrittenNumber> value(const std::string& text) {
    const auto read = measured(text);
    if (!read) return std::nullopt;
    if (form_.whole && read->value != std::floor(read->value))
      return error(fmt::format("{} must be a whole number", shown(text)));
    if (!within(read->value))
      return error(fmt::format("{} is out of range: {}", shown(text), range_text()),
                   percent_meant(text, read->value));
    return WrittenNumber{read->value, read->dimension, std::string(read->currency)};
  }

  std::optional<WrittenNumber> interval(const std::string& low_text, const std::string& high_text) {
    if (form_.certain) return certain_only();
    const auto high = measured(high_text);
    if (!high) return std::nullopt;
    // "8M to 12M/month", "300 to 900 ms": the low end may leave its unit to the high end.
    const NumberTail low_tail = number_tail(low_text), high_tail = number_tail(high_text);
    if (high_tail.multiplied && !low_tail.multiplied && written(low_text) <= written(high_text)) {
      return error(fmt::format("{} can be read in two ways", shown(node_.text())),
                   "write k, M or B on both ends");
    }
    const auto alone = parse_quantity(low_text);
    std::string completed = low_text;
    if (const auto* read = std::get_if<Measured>(&alone);
        read != nullptr && !(read->dimension == high->dimension)) {
      completed += std::string(high_tail.unit);
    }
    const auto low = measured(completed);
    if (!low) return std::nullopt;
    if (!(low->dimension == high->dimension) || low->currency != high->currency)
      return error(fmt::format("the ends of {} count different things", shown(node_.text())));
    if (!within(low->value) || !within(high->value))
      return error(fmt::format("{} is out of range: {}", shown(node_.text()), range_text()));
    if (low->value > high->value) {
      return error(fmt::format("the interval {} begins at {}, above its end {}", shown(node_.text()),
                               displayable(low_text), displayable(high_text)));
    }
    return bounded({interval90(low->value, high->value), high->dimension, std::string(high->currency)});
  }

  /// Cuts a distribution at the ends of the range, so that no draw lies outside, and says so where that
  /// changes it.
  std::optional<WrittenNumber> bounded(WrittenNumber number) {
    auto* distribution = std::get_if<Distribution>(&number.is);
    if (distribution != nullptr && !(farthest(*distribution) <= farthest_draw))
      return error(fmt::format("draws of this distribution reach beyond {:g}", farthest_draw),
                   "give it less spread");
    if (distribution == nullptr || (std::isinf(form_.low) && std::isinf(form_.high))) return number;
    const double inside = probability_between(*distribution, form_.low, form_.high);
    if (inside >= 1) return number;
    if (inside < 0.5) return error(fmt::format("most of the distribution is out of range: {}", range_text()));
    if (inside < 0.99) {
      diagnostics_.warning(node_.location(),
                           fmt::format("{:.0f} % of the distribution is out of range ({}) and cut off{}",
                                       100 * (1 - inside), range_text(), at_path(node_)));
    }
    *distribution = truncated(std::move(*distribution), form_.low, form_.high);
    return number;
  }

  /// The number at the start of a quantity as it is written, without k, M or B: 900 of "$900 to 1.2k".
  static double written(const std::string& text) {
    double value = 0;
    const std::size_t start = std::min(text.find_first_of("0123456789."), text.size());
    std::from_chars(text.data() + start, text.data() + text.size(), value);
    return value;
  }

  /// A number without a sign, a multiplier or a unit.
  static bool is_bare(const std::string& text) {
    return text.find_first_not_of("0123456789.") == std::string::npos;
  }

  /// "50" where a share must stand was meant as "50%".
  std::string percent_meant(const std::string& text, double value) const {
    return form_.high == 1 && form_.dimension == dimensionless && is_bare(text) && value > 1 && value <= 100
               ? fmt::format("did you mean '{}%'?", text)
               : "";
  }

  bool within(double value) const { return form_.low <= value && value <= form_.high; }
  std::string range_text() const {
    constexpr double smallest_shown = 1e-9;  // a lower bound below it only keeps zero out
    if (std::isinf(form_.high)) {
      return form_.low == 0               ? "it must not be negative"
             : form_.low < smallest_shown ? "it must be more than nothing"
                                          : fmt::format("it must be at least {}", form_.low);
    }
    return fmt::format("it must be from {} to {}", form_.low, limit_text(form_.high, form_.dimension));
  }

  const Node& node_;
  const NumberForm& form_;
  const InputFolder& folder_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<WrittenNumber> read_number(const Node& node, const NumberForm& form, const InputFolder& folder,
                                         Diagnostics& diagnostics) {
  return NumberReader(node, form, folder, diagnostics).read();
}

}  // namespace llmtco
