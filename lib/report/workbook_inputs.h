#pragma once
#include <map>
#include <set>
#include <string>

#include "montecarlo/explanation.h"
#include "report/sheet_formula.h"
#include "report/sheet_reach.h"
#include "report/sheet_units.h"
#include "report/xlsx_file.h"

namespace llmtco {

/// The sheet of inputs: every number that the options' bills are computed from, once, in a cell of its own name.
class WorkbookInputs {
 public:
  WorkbookInputs(XlsxFile& file, std::size_t sheet);

  /// How formulas call an input, in base units; its cell is written where it is new: a number, or a formula of the
  /// scenario's author made of `formula`, of names of others.
  std::string reference(const ExplainedStep& step, const std::string& formula = "");
  /// A step within a formula of the author that needs a cell of its own.
  std::string helper(const ExplainedStep& step, const std::string& formula);
  /// Of an input that reference() called so: whether a bill follows it.
  void follow(const std::string& reference, Follows follows);
  /// Writes what bills follow; after all options.
  void finish();
  /// The name of the cell that turns the corrections off.
  static const char* corrections_on() { return "draw_corrections"; }

 private:
  std::string cell_name(const std::string& path);
  void write(const ExplainedStep& step, const std::string& formula, const std::string& name);
  CellPlace at(unsigned short column) const { return {sheet_, row_, column}; }

  XlsxFile& file_;
  std::size_t sheet_;
  unsigned row_ = 0;
  std::map<std::string, std::string> known_;  ///< names by what tells inputs apart
  std::set<std::string> names_;               ///< in lower case
  struct Followed {
    unsigned row = 0;
    Follows follows = Follows::not_used;
  };
  std::map<std::string, Followed> inputs_;  ///< numbers, by how formulas call them
};

}  // namespace llmtco
