#pragma once
#include <string>
#include <vector>

#include "report/workbook_inputs.h"

namespace llmtco {

/// The steps of an explanation as cells of a sheet: what has a name, is used more than once, is corrected for the draws
/// or is given by no formula has a cell of its own, the figure first; all else stands within the formulas.
class SheetSteps {
 public:
  /// Steps and inputs outlive it.
  SheetSteps(const std::vector<ExplainedStep>& steps, WorkbookInputs& inputs);

  /// Writes the cells, from `first` downward; needs rows() rows.
  void write(XlsxFile& file, const CellPlace& first);
  unsigned rows() const { return static_cast<unsigned>(cells_.size()); }
  /// Names of the cells that no formula gives; valid after write().
  std::string values_of_the_run() const;
  /// How formulas of the same sheet call a step; valid after write().
  const std::string& reference(std::size_t step) const { return texts_[step]; }

 private:
  /// How a step is written.
  enum class Kind { literal, input, within, cell, helper };
  void choose();
  Kind kind_of(std::size_t step) const;
  using Texts = std::vector<std::string>;
  std::string formula(std::size_t step, const Texts& operands) const;
  /// Names of what its formula is made of.
  std::string made_of(std::size_t step) const;
  /// Tells the sheet of inputs which of them the figure follows.
  void tell_what_follows() const;
  void write_cell(XlsxFile& file, std::size_t step, const CellPlace& at) const;

  const std::vector<ExplainedStep>& steps_;
  WorkbookInputs& inputs_;
  std::vector<std::size_t> users_, size_;  ///< of each step: how many use it, steps within its formula
  std::vector<bool> in_author_;            ///< used by formulas of the scenario's author alone
  std::vector<Kind> kinds_;
  std::vector<std::size_t> cells_;  ///< steps with cells, the figure first
  Texts texts_, elsewhere_;         ///< how formulas of the same sheet call each step, and those of others
};

}  // namespace llmtco
