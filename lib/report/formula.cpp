#include "report/formula.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "report/escape.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

using Kind = ExplainedStep::Kind;
using Steps = std::vector<ExplainedStep>;

/// A part of a formula, and how tightly it holds together.
struct Piece {
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
  Writer(const Steps& steps, const std::vector<std::string>& names, const Style& style)
      : steps_(steps), names_(names), style_(style) {}

  /// A step where it is an operand of another.
  Piece operand(std::size_t i) const {
    const ExplainedStep& step = steps_[i];
    if (has_line(step) || step.kind == Kind::input) return {names_[i]};
    return step.operands.empty() ? Piece{six_digits(step.value)} : written(i);
  }

  /// A step by its operation.
  Piece written(std::size_t i) const {
    const ExplainedStep& step = steps_[i];
    const std::string& operation = step.operation;
    if (is_product(step)) return product(i);
    if (operation == "+" || operation == "sum") return {joined(step, " + ", Piece::summed), Piece::summed};
    if (operation == "-")
      return {operand(step.operands[0]).within(Piece::summed) + " - " +
                  operand(step.operands[1]).within(Piece::multiplied),
              Piece::summed};
    if (operation == "<" || operation == "<=" || operation == "==")
      return {joined(step, " " + operation + " ", Piece::summed), Piece::compared};
    if (operation == "negate")
      return {"-" + operand(step.operands[0]).within(Piece::alone), Piece::multiplied};
    if (operation == "=") return operand(step.operands[0]);
    return {for_terminal(operation) + "(" + joined(step, ", ", Piece::compared) + ")"};
  }

 private:
  std::string joined(const ExplainedStep& step, const std::string& between, Piece::Holds least) const {
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

  Piece product(std::size_t i) const {
    Factors factors;
    collect(i, true, factors);
    std::vector<std::string> over, under;
    for (const std::size_t factor : factors.over) over.push_back(operand(factor).within(Piece::multiplied));
    for (const std::size_t factor : factors.under) under.push_back(operand(factor).within(Piece::alone));
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
    return {text, over.size() + under.size() == 1 ? Piece::alone : Piece::multiplied};
  }

  const Steps& steps_;
  const std::vector<std::string>& names_;
  const Style& style_;
};

/// The ends of a path at its dots, the shortest first, it itself last: calls, agent.calls, ...
std::vector<std::string> ends_of(const std::string& path) {
  std::vector<std::string> ends;
  for (std::size_t dot = path.size(); dot > 0 && (dot = path.rfind('.', dot - 1)) != std::string::npos;)
    ends.push_back(path.substr(dot + 1));
  ends.push_back(path);
  return ends;
}

std::vector<std::string> short_names(const Steps& steps) {
  std::map<std::string, std::set<std::string>> paths_of_end;
  for (const ExplainedStep& step : steps) {
    if (!has_line(step)) continue;
    for (const std::string& end : step.kind == Kind::input ? ends_of(step.name) : std::vector{step.name})
      paths_of_end[end].insert(step.name);
  }
  std::vector<std::string> names;
  for (const ExplainedStep& step : steps) {
    std::string name = step.name;
    if (has_line(step) && step.kind == Kind::input) {
      const std::vector<std::string> ends = ends_of(step.name);
      name = *std::find_if(ends.begin(), ends.end(), [&](const std::string& end) {
        const bool is_word = end.find_first_not_of("0123456789") != std::string::npos;
        return end == step.name || (is_word && paths_of_end[end].size() == 1);
      });
    }
    names.push_back(for_terminal(name));
  }
  return names;
}

}  // namespace

bool has_line(const ExplainedStep& step) {
  // A number in a formula of the scenario's author, as the 3 of `= query_tokens / 3`, is said by the formula.
  const bool is_literal =
      step.kind == Kind::input && step.operands.empty() && step.origin->source.starts_with("=");
  return !step.name.empty() && !is_literal;
}

Formulas::Formulas(const Steps& steps, const Style& style)
    : steps_(steps), style_(style), names_(short_names(steps)) {}

std::string Formulas::of(std::size_t step) const {
  if (steps_[step].operands.empty()) return "";
  if (steps_[step].is_opaque) return for_terminal(steps_[step].operation);
  return Writer(steps_, names_, style_).written(step).text;
}

std::vector<std::size_t> Formulas::named_in(std::size_t step) const {
  std::vector<std::size_t> found, open(steps_[step].operands.rbegin(), steps_[step].operands.rend());
  std::vector<bool> seen(steps_.size());
  while (!open.empty()) {
    const std::size_t now = open.back();
    open.pop_back();
    if (seen[now]) continue;
    seen[now] = true;
    if (has_line(steps_[now])) {
      found.push_back(now);
    } else {
      open.insert(open.end(), steps_[now].operands.rbegin(), steps_[now].operands.rend());
    }
  }
  return found;
}

}  // namespace llmtco
