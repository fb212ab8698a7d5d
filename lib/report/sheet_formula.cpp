#include "report/sheet_formula.h"

#include <fmt/format.h>

#include <cmath>

namespace llmtco {
namespace {

/// Below this part of a value a difference is rounding.
constexpr double sheet_rounding = 1e-12;

/// Functions of one number: what stands before and behind it.
struct SheetFunction {
  std::string_view operation, before, behind;
};
constexpr SheetFunction sheet_functions[] = {{"=", "", ""},
                                             {"negate", "(-", ")"},
                                             {"abs", "ABS(", ")"},
                                             {"sqrt", "SQRT(", ")"},
                                             {"floor", "INT(", ")"},
                                             {"ceil", "(-INT(-", "))"},
                                             {"exp", "EXP(", ")"},
                                             {"log", "LN(", ")"},
                                             {"log1p", "LN(1+", ")"},
                                             {"normal_cdf", "NORMSDIST(", ")"},
                                             {"normal_quantile", "NORMSINV(", ")"}};

/// Operations between two numbers or more: the sign between them.
struct SheetSign {
  std::string_view operation, sign;
};
constexpr SheetSign sheet_signs[] = {{"+", "+"}, {"sum", "+"},     {"-", "-"},
                                     {"*", "*"}, {"product", "*"}, {"/", "/"}};
constexpr SheetSign sheet_comparisons[] = {{"<", "<"}, {"<=", "<="}, {"==", "="}};

std::string joined(const std::vector<std::string>& operands, std::string_view between) {
  return fmt::format("{}", fmt::join(operands, between));
}

}  // namespace

std::optional<std::string> sheet_operation(const std::string& operation,
                                           const std::vector<std::string>& operands) {
  if (operands.empty()) return std::nullopt;
  for (const SheetFunction& each : sheet_functions) {
    if (each.operation == operation && operands.size() == 1)
      return fmt::format("{}{}{}", each.before, operands[0], each.behind);
  }
  for (const SheetSign& each : sheet_signs) {
    if (each.operation == operation) return "(" + joined(operands, each.sign) + ")";
  }
  for (const SheetSign& each : sheet_comparisons) {
    if (each.operation == operation) return "IF(" + joined(operands, each.sign) + ",1,0)";
  }
  if (operation == "min") return "MIN(" + joined(operands, ",") + ")";
  if (operation == "max") return "MAX(" + joined(operands, ",") + ")";
  if (operation == "pow") return "POWER(" + joined(operands, ",") + ")";
  if (operands.size() != 3) return std::nullopt;
  if (operation == "fma") return fmt::format("({}*{}+{})", operands[0], operands[1], operands[2]);
  if (operation == "if") return fmt::format("IF({}<>0,{},{})", operands[0], operands[1], operands[2]);
  return std::nullopt;
}

bool has_sheet_operation(const ExplainedStep& step) {
  return !step.is_opaque && step.worked_out && std::isfinite(*step.worked_out) &&
         sheet_operation(step.operation, std::vector<std::string>(step.operands.size(), "A1"));
}

std::string sheet_number(double value) {
  std::string digits = fmt::format("{}", value);
  for (char& c : digits) c = c == 'e' ? 'E' : c;
  return value < 0 ? "(" + digits + ")" : digits;
}

DrawCorrection draw_correction(const ExplainedStep& step) {
  if (!has_sheet_operation(step)) return {};
  const double mean = step.value, made = *step.worked_out;
  if (!(std::abs(mean - made) > sheet_rounding * std::max(std::abs(mean), std::abs(made)))) return {};
  const double factor = mean / made;
  if (std::isfinite(factor) && factor > 0) return {DrawCorrection::Kind::factor, factor};
  return {DrawCorrection::Kind::summand, mean - made};
}

std::string corrected_formula(const std::string& formula, const DrawCorrection& correction,
                              const std::string& correction_cell, const std::string& on) {
  switch (correction.kind) {
    case DrawCorrection::Kind::factor:
      return fmt::format("{}*IF({}=0,1,{})", formula, on, correction_cell);
    case DrawCorrection::Kind::summand:
      return fmt::format("{}+IF({}=0,0,{})", formula, on, correction_cell);
    case DrawCorrection::Kind::none:
      break;
  }
  return formula;
}

bool is_own_number(const ExplainedStep& step) {
  if (step.kind != ExplainedStep::Kind::input) return false;
  return step.operands.empty() ||
         (step.operation == "=" && step.origin && !step.origin->source.starts_with("="));
}

bool is_formula_literal(const ExplainedStep& step) {
  return step.kind == ExplainedStep::Kind::input && step.operands.empty() && step.origin &&
         step.origin->source.starts_with("=");
}

}  // namespace llmtco
