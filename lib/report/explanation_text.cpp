#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "report/escape.h"
#include "report/explanation.h"
#include "report/formula.h"
#include "report/numbers.h"
#include "text/currencies.h"

namespace llmtco {
namespace {

using Steps = std::vector<ExplainedStep>;

bool is_currency(std::string_view code) { return code == dollars_code || currency_at(code).has_value(); }

/// Longer formulas are told by what is in them.
constexpr std::size_t longest_formula = 200;

std::string with_unit(double value, const std::string& unit) {
  const std::string code = unit.substr(0, 3);  // inputs may be in dollars below a figure in another currency
  if (unit.size() >= 3 && (unit.size() == 3 || unit[3] == '/') && is_currency(code)) {
    const MoneyIn currency(code);
    return unit.size() == 3 ? money_to_the_cent(value) : money_sign() + six_digits(value) + unit.substr(3);
  }
  return six_digits(value) + (unit.empty() ? "" : " " + unit);
}

/// Sources that say more are cut: JSON has them whole.
constexpr std::size_t longest_source = 60;

std::string place_of(const Origin& origin, const Style& style) {
  std::string source = origin.source;
  if (origin.kind == Origin::Kind::assumed) return "assumed: " + source;
  if (source.size() > longest_source) {
    std::size_t end = source.rfind(' ', longest_source);
    if (end == std::string::npos) end = longest_source;
    source = source.substr(0, source.find_last_not_of(" ,;(", end) + 1) + " " + style.ellipsis();
  }
  std::string text = origin.place;
  if (!source.empty() && origin.kind != Origin::Kind::override_) text += ", " + source;
  if (!origin.as_of.empty()) text += ", " + origin.as_of;
  return text;
}

class TextTree {
 public:
  TextTree(const Steps& steps, const Style& style)
      : steps_(steps), style_(style), formulas_(steps, style), told_(steps.size()) {}

  std::string text() {
    add(steps_.size() - 1, 0);
    return std::move(text_);
  }

 private:
  void add(std::size_t i, std::size_t depth) {
    told_[i] = true;
    const ExplainedStep& step = steps_[i];
    const ExplainedStep* same = other_name_of(step);
    std::vector<std::size_t> below = same == nullptr ? formulas_.named_in(i) : std::vector<std::size_t>{};
    text_ += std::string(2 * depth, ' ') + (depth == 0 ? style_.bold(formulas_.name(i)) : formulas_.name(i)) +
             " = " + value_of(step) + how(i, below);
    const std::optional<Origin>& origin = same == nullptr ? step.origin : same->origin;
    if (origin) text_ += "   " + style_.dim("[" + for_terminal(place_of(*origin, style_)) + "]");
    if (step.kind == ExplainedStep::Kind::remainder)
      text_ +=
          "   " + style_.dim(step.name == "covariance" ? "mean of the product less product of the means"
                                                       : "mean over the draws less the formula on means");
    text_ += "\n";
    const auto first_told =
        std::stable_partition(below.begin(), below.end(), [&](std::size_t each) { return !told_[each]; });
    for (auto each = below.begin(); each != first_told; ++each) {
      if (!told_[*each]) add(*each, depth + 1);
    }
    add_told({first_told, below.end()}, depth + 1);
  }

  /// What stands above already, on one line.
  void add_told(const std::vector<std::size_t>& steps, std::size_t depth) {
    std::string text;
    for (const std::size_t i : steps)
      text += (text.empty() ? "above: " : ", ") + formulas_.name(i) + " = " + value_of(steps_[i]);
    if (!text.empty()) text_ += std::string(2 * depth, ' ') + style_.dim(text) + "\n";
  }

  /// The input that a step is only another name for; null where it is more.
  const ExplainedStep* other_name_of(const ExplainedStep& step) const {
    if (step.operation != "=" || step.origin) return nullptr;
    const ExplainedStep& other = steps_[step.operands[0]];
    return other.origin && other.operands.empty() ? &other : nullptr;
  }

  std::string how(std::size_t i, const std::vector<std::size_t>& below) const {
    if (below.empty()) return "";
    const std::string whole = formulas_.of(i);
    const bool is_said = steps_[i].is_opaque && steps_[i].operation == steps_[i].name;
    if (!is_said && display_width(whole) <= longest_formula) return "   = " + whole;
    std::string names;
    for (const std::size_t operand : below) names += (names.empty() ? "" : ", ") + formulas_.name(operand);
    return "   from " + names;
  }

  static std::string value_of(const ExplainedStep& step) {
    return for_terminal(with_unit(step.value, step.unit));
  }

  const Steps& steps_;
  const Style& style_;
  Formulas formulas_;
  std::vector<bool> told_;
  std::string text_;
};

std::string differs_text(const Explanation& explanation, const Style& style) {
  std::string text =
      fmt::format("\n{}\n", style.bold(fmt::format("What differs in the {} of the draws around P{:g}",
                                                   percent(explanation.band), *explanation.percentile)));
  if (explanation.differs.empty()) return text + "No input does by more than chance.\n";
  using Align = Table::Align;
  Table table({Align::left, Align::right, Align::left, Align::right, Align::right, Align::left});
  table.row({"input", "there", "instead of", "mean", "moved", "written"});
  for (const MovedInput& input : explanation.differs) {
    table.row({for_terminal(input.name), for_terminal(with_unit(input.there, input.unit)), "instead of",
               for_terminal(with_unit(input.mean, input.unit)), fmt::format("{:+.1f} sd", input.moved),
               for_terminal("[" + place_of(input.origin, style) + "]")});
  }
  for (const std::string& line : table.lines()) text += cut_to_fit(line, style) + "\n";
  return text;
}

std::string which_draws(const Explanation& explanation, const Style& style) {
  const std::string draws = count(static_cast<double>(explanation.draws));
  if (!explanation.draw)
    return fmt::format("mean of {} draws{}seed {}", draws, style.dot(), explanation.seed);
  std::string which = fmt::format("draw {} of {}", *explanation.draw, draws);
  if (explanation.percentile) which += fmt::format(", P{:g} of the figure", *explanation.percentile);
  return fmt::format("{}{}seed {}", which, style.dot(), explanation.seed);
}

}  // namespace

std::string to_text(const Explanation& explanation, const Style& style) {
  std::string text = style.bold(for_terminal(explanation.option)) + ", " + for_terminal(explanation.figure) +
                     ": " + explanation.says + "\n" + style.dim(which_draws(explanation, style)) + "\n\n";
  text += TextTree(explanation.steps, style).text();
  if (explanation.percentile) text += differs_text(explanation, style);
  return text;
}

}  // namespace llmtco
