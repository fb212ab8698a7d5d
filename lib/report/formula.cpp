#include "report/formula.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/escape.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

using Kind = ExplainedStep::Kind;
using Steps = std::vector<ExplainedStep>;

/// A part of a formula, and how tightly it holds together.
struct Part {
  enum Holds { compared, summed, multiplied, alone };
  std::string text;
  Holds holds = alone;

  std::string within(Holds least) const { return holds < least ? "(" + text + ")" : text; }
};

bool is_product(const ExplainedStep& step) {
  return step.operation == "*" || step.operation == "product" || step.operation == "/";
}

class Writer {
 public:
  Writer(const Steps& steps, const Style& style) : steps_(steps), style_(style) {}

  /// A step where it is an operand of another.
  Part operand(std::size_t i) const {
    const ExplainedStep& step = steps_[i];
    if (has_line(step) || step.kind == Kind::input) return {for_terminal(step.name)};
    return step.operands.empty() ? Part{six_digits(step.value)} : written(i);
  }

  /// A step by its operation.
  Part written(std::size_t i) const {
    const ExplainedStep& step = steps_[i];
    const std::string& operation = step.operation;
    if (is_product(step)) return product(i);
    if (operation == "+" || operation == "sum") return {joined(step, " + ", Part::summed), Part::summed};
    if (operation == "-")
      return {operand(step.operands[0]).within(Part::summed) + " - " +
                  operand(step.operands[1]).within(Part::multiplied),
              Part::summed};
    if (operation == "<" || operation == "<=" || operation == "==")
      return {joined(step, " " + operation + " ", Part::summed), Part::compared};
    if (operation == "negate") return {"-" + operand(step.operands[0]).within(Part::alone), Part::multiplied};
    if (operation == "=") return operand(step.operands[0]);
    const bool said = operation == step.name;
    return {(said ? "of " : for_terminal(operation) + "(") + joined(step, ", ", Part::compared) +
            (said ? "" : ")")};
  }

 private:
  std::string joined(const ExplainedStep& step, const std::string& between, Part::Holds least) const {
    std::string text;
    for (const std::size_t operand_of : step.operands)
      text += (text.empty() ? "" : between) + operand(operand_of).within(least);
    return text;
  }

  struct Factors {
    std::vector<std::size_t> over, under;
    double constant = 1;
  };
  /// The factors of a product of products and quotients.
  void collect(std::size_t i, bool over, Factors& factors) const {
    const ExplainedStep& step = steps_[i];
    for (std::size_t k = 0; k < step.operands.size(); ++k) {
      const bool above = step.operation == "/" && k == 1 ? !over : over;
      const std::size_t next = step.operands[k];
      const ExplainedStep& factor = steps_[next];
      if (factor.kind != Kind::input && !has_line(factor) && factor.operands.empty()) {
        factors.constant = above ? factors.constant * factor.value : factors.constant / factor.value;
      } else if (!has_line(factor) && is_product(factor)) {
        collect(next, above, factors);
      } else {
        (above ? factors.over : factors.under).push_back(next);
      }
    }
  }

  Part product(std::size_t i) const {
    Factors factors;
    collect(i, true, factors);
    std::vector<std::string> over, under;
    for (const std::size_t factor : factors.over) over.push_back(operand(factor).within(Part::multiplied));
    for (const std::size_t factor : factors.under) under.push_back(operand(factor).within(Part::alone));
    const bool is_one = std::abs(factors.constant - 1) < 1e-12;
    // 12 months are divided by, 1 / 12 of them are not written.
    const double turned = 1 / factors.constant;
    const bool divides =
        std::abs(factors.constant) < 1 && std::abs(turned - std::round(turned)) < 1e-9 * turned;
    if (!is_one && !divides) over.push_back(six_digits(factors.constant));
    if (!is_one && divides) under.push_back(six_digits(turned));
    if (over.empty()) over.push_back("1");
    std::string text = fmt::format("{}", fmt::join(over, style_.times()));
    for (const std::string& factor : under) text += " / " + factor;
    return {text, over.size() + under.size() == 1 ? Part::alone : Part::multiplied};
  }

  const Steps& steps_;
  const Style& style_;
};

}  // namespace

bool has_line(const ExplainedStep& step) {
  // A number in a formula of the scenario's author, as the 3 of `= query_tokens / 3`, is said by the formula.
  const bool is_literal =
      step.kind == Kind::input && step.operands.empty() && step.origin->source.starts_with("=");
  return !step.name.empty() && !is_literal;
}

std::string formula(const Steps& steps, std::size_t step, const Style& style) {
  return steps[step].operands.empty() ? "" : Writer(steps, style).written(step).text;
}

std::vector<std::size_t> named_in(const Steps& steps, std::size_t step) {
  std::vector<std::size_t> found, open(steps[step].operands.rbegin(), steps[step].operands.rend());
  std::vector<bool> seen(steps.size());
  while (!open.empty()) {
    const std::size_t now = open.back();
    open.pop_back();
    if (seen[now]) continue;
    seen[now] = true;
    if (has_line(steps[now])) {
      found.push_back(now);
    } else {
      open.insert(open.end(), steps[now].operands.rbegin(), steps[now].operands.rend());
    }
  }
  return found;
}

}  // namespace llmtco
