#include "report/sheet_reach.h"

#include <algorithm>
#include <cmath>

#include "report/sheet_formula.h"

namespace llmtco {
namespace {

/// How a step moves with the input.
struct Motion {
  enum class Kind { still, power, mixed };
  Kind kind = Kind::still;
  double power = 0;     ///< it grows as so much of the input's factor
  bool near = false;    ///< a correction or a threshold below it may be another
  bool frozen = false;  ///< a value of the run stands between on some way

  bool moves() const { return kind != Kind::still; }
};

Motion as_power(double power) {
  return {power == 0 ? Motion::Kind::still : Motion::Kind::power, power, false, false};
}
const Motion mixed{Motion::Kind::mixed, 0, false, false};

class SheetReach {
 public:
  explicit SheetReach(const std::vector<ExplainedStep>& steps)
      : steps_(steps), motion_(steps.size()), drawn_(steps.size()) {}

  Follows of(const std::vector<bool>& moved) {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      drawn_[i] = is_drawn(i);
      motion_[i] = moved[i] ? as_power(1) : motion_of(i);
    }
    const Motion& root = motion_.back();
    if (root.frozen) return root.moves() ? Follows::in_part : Follows::not_at_all;
    if (!root.moves()) return Follows::not_used;
    return root.near ? Follows::nearly : Follows::exactly;
  }

 private:
  const Motion& operand(std::size_t i, std::size_t number) const {
    return motion_[steps_[i].operands[number]];
  }

  bool is_drawn(std::size_t i) const {
    const ExplainedStep& step = steps_[i];
    if (step.operands.empty()) return step.range || step.kind == ExplainedStep::Kind::computed;
    return std::any_of(step.operands.begin(), step.operands.end(),
                       [&](std::size_t each) { return drawn_[each]; });
  }

  Motion motion_of(std::size_t i) const {
    const ExplainedStep& step = steps_[i];
    if (is_own_number(step)) return {};
    bool any = false, near = false, frozen = false, any_mixed = false;
    for (const std::size_t each : step.operands) {
      any = any || motion_[each].moves();
      any_mixed = any_mixed || motion_[each].kind == Motion::Kind::mixed;
      near = near || motion_[each].near;
      frozen = frozen || motion_[each].frozen;
    }
    if (any && !has_sheet_operation(step)) return {Motion::Kind::still, 0, false, true};
    if (!any) return {Motion::Kind::still, 0, false, frozen};
    Motion motion = by_operation(i);
    const DrawCorrection::Kind correction = draw_correction(step).kind;
    motion.near = near || (correction == DrawCorrection::Kind::factor && any_mixed) ||
                  (correction != DrawCorrection::Kind::none && motion.kind == Motion::Kind::mixed) ||
                  correction == DrawCorrection::Kind::summand || (bends(i) && drawn_[i]);
    motion.frozen = frozen;
    return motion;
  }

  /// Whether the operation is no straight line in what moves, so that its mean is more than it of the means.
  bool bends(std::size_t i) const {
    const std::string& operation = steps_[i].operation;
    for (const char* straight : {"=", "negate", "+", "sum", "-", "*", "product", "fma"}) {
      if (operation == straight) return false;
    }
    return by_operation(i).kind == Motion::Kind::mixed;
  }

  Motion by_operation(std::size_t i) const {
    const ExplainedStep& step = steps_[i];
    const std::string& operation = step.operation;
    if (operation == "=" || operation == "negate" || operation == "abs") return kept(operand(i, 0), 1);
    if (operation == "sqrt") return kept(operand(i, 0), 0.5);
    if (operation == "*" || operation == "product") return product(step.operands);
    if (operation == "/") {
      const Motion below = kept(operand(i, 1), -1), above = kept(operand(i, 0), 1);
      if (below.kind == Motion::Kind::mixed || above.kind == Motion::Kind::mixed) return mixed;
      return as_power(above.power + below.power);
    }
    if (operation == "pow" && !operand(i, 1).moves())
      return kept(operand(i, 0), steps_[step.operands[1]].value);
    if (operation == "fma")
      return alike({product({step.operands[0], step.operands[1]}), seen(step.operands[2])});
    std::vector<Motion> all;
    for (const std::size_t each : step.operands) all.push_back(seen(each));
    const bool of_one_kind = operation == "+" || operation == "sum" || operation == "-" ||
                             operation == "min" || operation == "max";
    return of_one_kind ? alike(all) : mixed;
  }

  static Motion kept(const Motion& of, double times) {
    return of.kind == Motion::Kind::mixed ? mixed : as_power(of.power * times);
  }

  Motion product(const std::vector<std::size_t>& operands) const {
    double power = 0;
    for (const std::size_t each : operands) {
      if (motion_[each].kind == Motion::Kind::mixed) return mixed;
      power += motion_[each].power;
    }
    return as_power(power);
  }

  /// A summand; a nought, which stays one whatever moves, has no power of its own.
  Motion seen(std::size_t i) const {
    const bool nought = !motion_[i].moves() && steps_[i].value == 0 && !drawn_[i];
    return nought ? Motion{Motion::Kind::still, std::nan(""), false, false} : motion_[i];
  }

  /// Of a sum, the least or the most: as its parts where they move as one.
  static Motion alike(const std::vector<Motion>& all) {
    double power = std::nan("");
    for (const Motion& each : all) {
      if (each.kind == Motion::Kind::mixed) return mixed;
      if (std::isnan(each.power)) continue;
      if (!std::isnan(power) && power != each.power) return mixed;
      power = each.power;
    }
    return std::isnan(power) ? Motion{} : as_power(power);
  }

  const std::vector<ExplainedStep>& steps_;
  std::vector<Motion> motion_;
  std::vector<bool> drawn_;
};

}  // namespace

Follows follows(const std::vector<ExplainedStep>& steps, const std::vector<bool>& moved) {
  return SheetReach(steps).of(moved);
}

Follows together(Follows a, Follows b) {
  if (a == Follows::not_used) return b;
  if (b == Follows::not_used || a == b) return a;
  if (a == Follows::not_at_all || b == Follows::not_at_all) return Follows::in_part;
  return std::max(a, b);
}

}  // namespace llmtco
