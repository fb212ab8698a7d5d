#include "report/sheet_steps.h"

#include <map>
#include <set>

#include "report/sheet_reach.h"

namespace llmtco {
namespace {

using StepKind = ExplainedStep::Kind;

/// Formulas of so many steps are divided: spreadsheets hold 8,192 characters, and people read fewer.
constexpr std::size_t most_steps_within = 12;

/// The end of the names of inputs on which the speed of a machine hangs without a step that says so.
constexpr std::string_view decides_speed = "_gpus_per_replica";

/// $B$12 as people write it.
std::string without_dollars(std::string cell) {
  std::erase(cell, '$');
  return cell;
}

}  // namespace

SheetSteps::SheetSteps(const std::vector<ExplainedStep>& steps, WorkbookInputs& inputs)
    : steps_(steps),
      inputs_(inputs),
      users_(steps.size()),
      size_(steps.size(), 1),
      in_author_(steps.size(), true),
      kinds_(steps.size(), Kind::within),
      texts_(steps.size()),
      elsewhere_(steps.size()) {
  in_author_.back() = false;
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (is_own_number(steps[i])) continue;
    const bool author = steps[i].kind == StepKind::input || (in_author_[i] && i + 1 < steps.size());
    for (const std::size_t operand : steps[i].operands) {
      ++users_[operand];
      if (!author) in_author_[operand] = false;
    }
  }
  choose();
}

void SheetSteps::choose() {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    kinds_[i] = kind_of(i);
    if (kinds_[i] != Kind::within) {
      size_[i] = 1;
      continue;
    }
    for (const std::size_t operand : steps_[i].operands) size_[i] += size_[operand];
    if (size_[i] > most_steps_within) kinds_[i] = in_author_[i] ? Kind::helper : Kind::cell;
    if (kinds_[i] != Kind::within) size_[i] = 1;
  }
  for (std::size_t i = steps_.size(); i-- > 0;) {
    if (kinds_[i] == Kind::cell) cells_.push_back(i);
  }
}

SheetSteps::Kind SheetSteps::kind_of(std::size_t i) const {
  const ExplainedStep& step = steps_[i];
  const bool is_figure = i + 1 == steps_.size();
  if (is_formula_literal(step)) return Kind::literal;
  if (step.kind == StepKind::input && !is_figure) return Kind::input;
  if (step.kind == StepKind::constant && step.name.empty() && !is_figure) return Kind::literal;
  const bool alone = is_figure || !step.name.empty() || users_[i] > 1 || !has_sheet_operation(step) ||
                     draw_correction(step).kind != DrawCorrection::Kind::none;
  if (!alone) return Kind::within;
  return in_author_[i] ? Kind::helper : Kind::cell;
}

std::string SheetSteps::formula(std::size_t i, const Texts& texts) const {
  if (!has_sheet_operation(steps_[i]) || is_own_number(steps_[i])) return "";
  std::vector<std::string> operands;
  for (const std::size_t operand : steps_[i].operands) operands.push_back(texts[operand]);
  return sheet_operation(steps_[i].operation, operands).value_or("");
}

void SheetSteps::write(XlsxFile& file, const CellPlace& first) {
  constexpr unsigned short value_column = 1;
  for (unsigned row = 0; row < rows(); ++row) {
    const CellPlace cell{first.sheet, first.row + row, value_column};
    texts_[cells_[row]] = cell_reference(cell);
    elsewhere_[cells_[row]] = cell_reference(cell, file.sheet_name(first.sheet));
  }
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const bool unused = users_[i] == 0 && i + 1 < steps_.size();
    if (kinds_[i] == Kind::cell || unused) continue;
    if (kinds_[i] == Kind::literal) texts_[i] = sheet_number(steps_[i].value);
    if (kinds_[i] == Kind::input) texts_[i] = inputs_.reference(steps_[i], formula(i, elsewhere_));
    if (kinds_[i] == Kind::helper) texts_[i] = inputs_.helper(steps_[i], formula(i, elsewhere_));
    if (kinds_[i] == Kind::within) texts_[i] = formula(i, texts_);
    elsewhere_[i] = kinds_[i] == Kind::within ? formula(i, elsewhere_) : texts_[i];
  }
  for (unsigned row = 0; row < rows(); ++row)
    write_cell(file, cells_[row], {first.sheet, first.row + row, first.column});
  tell_what_follows();
}

void SheetSteps::tell_what_follows() const {
  std::map<std::string, std::vector<bool>> moved;  // an input may be several steps
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (kinds_[i] == Kind::input && users_[i] > 0 && is_own_number(steps_[i]))
      moved.try_emplace(texts_[i], steps_.size()).first->second[i] = true;
  }
  for (const auto& [reference, where] : moved) {
    const Follows all = follows(steps_, where);
    const bool shapes = reference.ends_with(decides_speed) && all != Follows::not_used;
    inputs_.follow(reference, shapes ? together(all, Follows::in_part) : all);
  }
}

std::string SheetSteps::values_of_the_run() const {
  std::string names;
  std::set<std::string> told;
  for (const std::size_t i : cells_) {
    const bool value = !has_sheet_operation(steps_[i]) && !steps_[i].operands.empty();
    if (!value || steps_[i].name.empty() || !told.insert(steps_[i].name).second) continue;
    names += (names.empty() ? "" : ", ") + steps_[i].name;
  }
  return names;
}

void SheetSteps::write_cell(XlsxFile& file, std::size_t i, const CellPlace& at) const {
  const ExplainedStep& step = steps_[i];
  const auto beside = [&](unsigned short column) {
    return CellPlace{at.sheet, at.row, static_cast<unsigned short>(at.column + column)};
  };
  file.text(at, step.name.empty() ? "(in between)" : step.name);
  const std::string made = formula(i, texts_);
  const DrawCorrection correction = draw_correction(step);
  if (made.empty()) {
    file.number(beside(1), step.value, CellLook::opaque);
  } else {
    file.formula(
        beside(1),
        corrected_formula(made, correction, cell_reference(beside(3)), WorkbookInputs::corrections_on()),
        step.value);
  }
  file.text(beside(2), step.unit);
  if (correction.kind != DrawCorrection::Kind::none) file.number(beside(3), correction.by, CellLook::opaque);
  const std::string from = made_of(i);
  if (from.empty()) return;
  file.text(beside(4), made.empty() ? "a value: " + step.operation + " of " + from : from);
}

std::string SheetSteps::made_of(std::size_t i) const {
  std::string names;
  std::vector<std::size_t> open(steps_[i].operands.rbegin(), steps_[i].operands.rend());
  while (!open.empty()) {
    const std::size_t now = open.back();
    open.pop_back();
    const ExplainedStep& step = steps_[now];
    if (!step.name.empty() && kinds_[now] != Kind::literal) {
      if (names.find(step.name) == std::string::npos) names += (names.empty() ? "" : ", ") + step.name;
    } else if (kinds_[now] == Kind::within) {
      open.insert(open.end(), step.operands.rbegin(), step.operands.rend());
    } else if (kinds_[now] == Kind::cell) {
      names += (names.empty() ? "" : ", ") + without_dollars(texts_[now]);
    }
  }
  return names;
}

}  // namespace llmtco
