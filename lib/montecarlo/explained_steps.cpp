#include <algorithm>
#include <cmath>

#include "montecarlo/account.h"
#include "units/dimension.h"

namespace llmtco {
namespace {

using Kind = ExplainedStep::Kind;

/// Remainders below this part of a value are rounding.
constexpr double rounding = 1e-11;

/// USD/token, requests/s: what is divided by is one of its kind.
std::string unit_of(const TraceView& view, const StepWords& words) {
  for (const auto& [id, unit] : words.units) {
    if (id == view.id()) return unit;
  }
  if (view.counts() == nullptr || *view.counts() == dimensionless) return "";
  std::string text = unit_text(*view.counts());
  if (text.front() == '$') text.replace(0, 1, "USD");
  for (std::size_t plural = 0; (plural = text.find("s", plural + 1)) != std::string::npos;) {
    const std::size_t slash = text.rfind('/', plural);
    const bool ends = plural + 1 == text.size() || text[plural + 1] == '/';
    if (slash != std::string::npos && ends && plural > slash + 1) text.erase(plural, 1);
  }
  return text;
}

/// Makes steps of nodes, one after the other.
class Steps {
 public:
  Steps(const std::vector<AccountNode>& nodes, const StepWords& words)
      : nodes_(nodes), words_(words), step_of_(nodes.size()), reached_(nodes.size()) {
    reached_.back() = true;
    for (std::size_t i = nodes.size(); i-- > 0;) {
      if (!reached_[i] || nodes[i].closed) continue;
      for (const std::size_t operand : nodes[i].operands) reached_[operand] = true;
    }
  }

  bool is_reached(std::size_t i) const { return reached_[i]; }

  /// Whether a node stands for itself; others are steps on the way to one that does.
  bool is_shown(std::size_t i) const {
    const TraceView& view = nodes_[i].view;
    return i + 1 == nodes_.size() || nodes_[i].closed || view.is_leaf() || view.is_opaque() ||
           !view.name().empty() || view.origin();
  }

  /// What its operation gives of the steps of its operands; nothing of leaves and of functions.
  std::optional<double> worked_out(std::size_t i) const {
    const AccountNode& node = nodes_[i];
    if (node.closed) return std::nullopt;
    std::vector<double> operands;
    for (const std::size_t operand : node.operands) operands.push_back(steps_[step_of_[operand]].value);
    return node.opened ? operands.front() : applied(node.view, operands);
  }

  /// Adds a step whose operation gives nothing on means, as 0 / 0.
  void add_undefined(std::size_t i, double value) {
    add(i, value);
    steps_.back().operation = "mean of " + steps_.back().operation;
  }

  /// Adds the step of a node; `remainder` where its operation does not give the whole value.
  void add(std::size_t i, double value, double remainder = 0) {
    ExplainedStep step = told(i);
    step.value = value;
    if (remainder != 0) {
      ExplainedStep inner{.operation = step.operation, .operands = step.operands, .value = value - remainder};
      ExplainedStep rest{.kind = Kind::remainder,
                         .name = is_polynomial(i) ? "covariance" : "remainder",
                         .value = remainder,
                         .unit = step.unit};
      step.operation = "+";
      step.operands = {steps_.size(), steps_.size() + 1};
      steps_.push_back(std::move(inner));
      steps_.push_back(std::move(rest));
    }
    step_of_[i] = steps_.size();
    steps_.push_back(std::move(step));
  }

  /// Adds the step of a node with what its operation gives, and its range.
  void add_worked_out(std::size_t i, double value, std::optional<MiddleRange> range) {
    flat_ = false;
    const std::optional<double> of_operands = worked_out(i);
    add(i, value);
    steps_.back().worked_out = of_operands;
    steps_.back().range = range;
  }

  /// The steps that the last one needs.
  std::vector<ExplainedStep> needed() && {
    std::vector<bool> used(steps_.size());
    used.back() = true;
    for (std::size_t i = steps_.size(); i-- > 0;) {
      if (!used[i]) continue;
      for (const std::size_t operand : steps_[i].operands) used[operand] = true;
    }
    std::vector<std::size_t> place(steps_.size());
    std::vector<ExplainedStep> kept;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (!used[i]) continue;
      place[i] = kept.size();
      for (std::size_t& operand : steps_[i].operands) operand = place[operand];
      kept.push_back(std::move(steps_[i]));
    }
    return kept;
  }

 private:
  ExplainedStep told(std::size_t i) const {
    const AccountNode& node = nodes_[i];
    const TraceView& view = node.view;
    ExplainedStep step{.name = std::string(view.name()), .unit = unit_of(view, words_)};
    step.is_opaque = view.is_opaque() && !node.opened;
    if (view.origin()) {
      step.kind = Kind::input;
      step.origin = words_.origins.at(*view.origin());
    } else if (view.is_leaf()) {
      step.kind = Kind::constant;
    }
    if (view.is_opaque() && step.name.empty()) step.name = view.operation();
    if (node.closed && !view.is_leaf()) {
      step.is_opaque = true;
      step.operation = "differs from draw to draw";
    } else if (!view.is_leaf()) {
      set_operation(node, step);
    }
    return step;
  }

  /// a + b + c, which the code adds one after the other, is one sum.
  void set_operation(const AccountNode& node, ExplainedStep& step) const {
    step.operation = node.opened ? "=" : node.view.operation();
    const bool chain = step.operation == "+" || step.operation == "*";
    const std::string all = step.operation == "+" ? "sum" : "product";
    for (const std::size_t operand : node.operands) {
      const std::size_t at = step_of_[operand];
      const ExplainedStep& before = steps_[at];
      const bool first = step.operands.empty();
      const bool joins = flat_ && chain && first && !is_shown(operand) &&
                         (before.operation == std::string(node.view.operation()) || before.operation == all);
      if (joins) {
        step.operands = before.operands;
      } else {
        step.operands.push_back(at);
      }
    }
    if (chain && step.operands.size() > 2) step.operation = all;
  }

  /// Whether only sums and products lead from shown nodes to it.
  bool is_polynomial(std::size_t i) const {
    const std::string_view operation = nodes_[i].view.operation();
    if (operation != "+" && operation != "-" && operation != "*" && operation != "sum" && operation != "/")
      return false;
    if (operation == "/" && !nodes_[nodes_[i].operands[1]].view.is_nameless_constant()) return false;
    return std::all_of(nodes_[i].operands.begin(), nodes_[i].operands.end(),
                       [&](std::size_t operand) { return is_shown(operand) || is_polynomial(operand); });
  }

  const std::vector<AccountNode>& nodes_;
  const StepWords& words_;
  std::vector<std::size_t> step_of_;  ///< by node
  std::vector<bool> reached_;         ///< by node: the result is explained by it
  std::vector<ExplainedStep> steps_;
  bool flat_ = true;  ///< sums of sums are one sum
};

}  // namespace

std::vector<ExplainedStep> steps_in_draw(const std::vector<AccountNode>& nodes, std::size_t draw,
                                         const StepWords& words) {
  Steps steps(nodes, words);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (steps.is_reached(i)) steps.add(i, nodes[i].view.value(draw));
  }
  return std::move(steps).needed();
}

std::vector<ExplainedStep> every_step_of_means(const MeanAccount& account, const StepWords& words) {
  const std::vector<AccountNode>& nodes = account.nodes();
  const std::vector<double> means = account.means();
  Steps steps(nodes, words);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (steps.is_reached(i)) steps.add_worked_out(i, means[i], account.range(i));
  }
  return std::move(steps).needed();
}

std::vector<ExplainedStep> steps_of_means(const std::vector<AccountNode>& nodes,
                                          const std::vector<double>& means, const StepWords& words) {
  Steps steps(nodes, words);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!steps.is_reached(i)) continue;
    const std::optional<double> of_means = steps.worked_out(i);
    if (!of_means) {
      steps.add(i, means[i]);
    } else if (!std::isfinite(*of_means)) {
      steps.add_undefined(i, means[i]);
    } else if (!steps.is_shown(i)) {
      steps.add(i, *of_means);
    } else {
      const double rest = means[i] - *of_means;
      const bool exact = !(std::abs(rest) > rounding * std::max(std::abs(means[i]), std::abs(*of_means)));
      steps.add(i, means[i], exact ? 0 : rest);
    }
  }
  return std::move(steps).needed();
}

}  // namespace llmtco
