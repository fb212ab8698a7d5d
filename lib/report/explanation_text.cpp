#include <fmt/format.h>

#include <algorithm>

#include "report/escape.h"
#include "report/explanation.h"
#include "report/formula.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

using Steps = std::vector<ExplainedStep>;

/// Longer formulas are told by what is in them.
constexpr std::size_t longest_formula = 140;

std::string with_unit(double value, const std::string& unit) {
  if (unit == "USD") return money_to_the_cent(value);
  if (unit.starts_with("USD")) return money_to_the_cent(value) + unit.substr(3);
  return six_digits(value) + (unit.empty() ? "" : " " + unit);
}

std::string place_of(const Origin& origin) {
  if (origin.kind == Origin::Kind::assumed) return "assumed: " + origin.source;
  std::string text = origin.place;
  if (!origin.source.empty() && origin.kind != Origin::Kind::override_) text += ", " + origin.source;
  if (!origin.as_of.empty()) text += ", " + origin.as_of;
  return text;
}

class Tree {
 public:
  Tree(const Steps& steps, const Style& style) : steps_(steps), style_(style), told_(steps.size()) {}

  std::string text() {
    add(steps_.size() - 1, 0);
    return std::move(text_);
  }

 private:
  void add(std::size_t i, std::size_t depth) {
    const ExplainedStep& step = steps_[i];
    const std::string name = for_terminal(step.name);
    text_ += std::string(2 * depth, ' ') + (depth == 0 ? style_.bold(name) : name) + " = " +
             for_terminal(with_unit(step.value, step.unit));
    const std::vector<std::size_t> below = named_in(steps_, i);
    if (told_[i] && !below.empty()) {
      text_ += style_.dim("   (as above)") + "\n";
      return;
    }
    told_[i] = true;
    text_ += how(i, below);
    if (step.origin) text_ += "   " + style_.dim("[" + for_terminal(place_of(*step.origin)) + "]");
    if (step.kind == ExplainedStep::Kind::remainder)
      text_ += style_.dim("   of the draws, not of their means");
    text_ += "\n";
    for (const std::size_t operand : below) add(operand, depth + 1);
  }

  std::string how(std::size_t i, const std::vector<std::size_t>& below) const {
    const std::string whole = formula(steps_, i, style_);
    if (whole.empty() || below.empty()) return "";
    if (display_width(whole) <= longest_formula) return "   = " + whole;
    std::string names;
    for (const std::size_t operand : below)
      names += (names.empty() ? "" : ", ") + for_terminal(steps_[operand].name);
    return "   from " + names;
  }

  const Steps& steps_;
  const Style& style_;
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
               for_terminal("[" + place_of(input.origin) + "]")});
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
  text += Tree(explanation.steps, style).text();
  if (explanation.percentile) text += differs_text(explanation, style);
  return text;
}

}  // namespace llmtco
