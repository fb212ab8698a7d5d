#include "report/workbook_inputs.h"

#include <fmt/format.h>

#include <cctype>

#include "variables/origin.h"

namespace llmtco {
namespace {

/// Columns of the sheet.
enum InputColumn : unsigned short {
  cell_column,
  value_column,
  unit_column,
  p5_column,
  p95_column,
  source_column,
  follows_column,
  place_column,
  kind_column,
  date_column,
  path_column,
  correction_column
};
constexpr const char* input_columns[] = {"cell name",
                                         "value",
                                         "unit",
                                         "P5",
                                         "P95",
                                         "as written, or source",
                                         "do the bills follow it?",
                                         "place",
                                         "kind",
                                         "as of",
                                         "name",
                                         "correction for the draws"};

bool is_numeric(unsigned short column) {
  return column == value_column || column == p5_column || column == p95_column || column == correction_column;
}

const char* words_of(Follows follows) {
  switch (follows) {
    case Follows::exactly:
      return "yes";
    case Follows::nearly:
      return "nearly";
    case Follows::in_part:
      return "in part";
    case Follows::not_at_all:
      return "no";
    case Follows::not_used:
      break;
  }
  return "";
}

constexpr const char* input_notes[] = {
    "Change a yellow value, and the bills of all options follow. Of what is drawn the value is the mean: "
    "another "
    "mean stands for a distribution stretched by as much.",
    "Do the bills follow? yes: to the cent, as `llmtco what-if` says. nearly: thresholds, and uncertain sums "
    "that are "
    "multiplied, are decided at the means.",
    "in part, no: values that the run fixed stand between and stay as they are, as searched counts of "
    "machines and "
    "simulated speeds (grey on the options' sheets): ask `llmtco what-if`."};

}  // namespace

WorkbookInputs::WorkbookInputs(XlsxFile& file, std::size_t sheet) : file_(file), sheet_(sheet) {
  file.widths(sheet, {40, 14, 15, 12, 12, 46, 11, 24, 10, 10, 36, 14});
  file.text(at(0), "Inputs", CellLook::title);
  for (const char* note : input_notes) {
    ++row_;
    file.text(at(0), note, CellLook::note);
  }
  ++row_;
  file.text(at(cell_column), corrections_on(), CellLook::plain);
  file.number(at(value_column), 1, CellLook::input);
  file.text(
      at(source_column),
      "1: means over all draws, as `run` prints them. 0: the bill at the means of all inputs, without what "
      "uncertain numbers do together");
  file.name(at(value_column), corrections_on());
  names_.insert(corrections_on());
  row_ += 2;
  for (unsigned short i = 0; i < std::size(input_columns); ++i)
    file.text(at(i), input_columns[i], is_numeric(i) ? CellLook::number_head : CellLook::head);
  file.print(at(0), path_column);
  ++row_;
  file.freeze({sheet, row_, 1});
}

std::string WorkbookInputs::cell_name(const std::string& path) {
  std::string name = "in_";  // no reference to a cell reads so
  for (const char c : path) {
    const bool fits = std::isalnum(static_cast<unsigned char>(c)) != 0 && static_cast<unsigned char>(c) < 128;
    if (fits || name.back() != '_') name += fits ? c : '_';
  }
  constexpr std::size_t most = 200;
  if (name.size() > most) name.resize(most);
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  std::string unlike = name;
  for (int n = 2; !names_.insert(lower(unlike)).second; ++n) unlike = fmt::format("{}_{}", name, n);
  return unlike;
}

void WorkbookInputs::write(const ExplainedStep& step, const std::string& formula, const std::string& name) {
  file_.text(at(cell_column), name);
  const DrawCorrection correction = draw_correction(step);
  const SheetUnit unit = name.empty() ? SheetUnit{step.unit} : sheet_unit(step);
  const double value = step.value * unit.per_base;
  if (formula.empty()) {
    file_.number(at(value_column), value, CellLook::input);
  } else {
    const std::string made =
        corrected_formula(formula, correction, cell_reference(at(correction_column)), corrections_on());
    file_.formula(at(value_column),
                  unit.per_base == 1 ? made : fmt::format("({})*{:.0f}", made, unit.per_base), value);
  }
  file_.text(at(unit_column), unit.unit);
  if (step.range) {
    file_.number(at(p5_column), step.range->p5 * unit.per_base);
    file_.number(at(p95_column), step.range->p95 * unit.per_base);
  }
  if (step.origin) {
    file_.text(at(source_column), step.origin->source);
    file_.text(at(place_column), step.origin->place);
    file_.text(at(kind_column), std::string(to_text(step.origin->kind)));
    file_.text(at(date_column), step.origin->as_of);
  }
  file_.text(at(path_column), step.name);
  if (correction.kind != DrawCorrection::Kind::none)
    file_.number(at(correction_column), correction.by, CellLook::opaque);
  if (!name.empty()) file_.name(at(value_column), name);
  ++row_;
}

std::string WorkbookInputs::reference(const ExplainedStep& step, const std::string& formula) {
  const Origin& origin = *step.origin;
  const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", to_text(origin.kind), origin.name,
                                      origin.place, step.name, step.value, formula);
  const auto [found, is_new] = known_.try_emplace(key);
  if (is_new) {
    const std::string name = cell_name(step.name.empty() ? origin.name : step.name);
    found->second = in_base_units(name, sheet_unit(step));
    if (formula.empty()) inputs_[found->second].row = row_;
    write(step, formula, name);
  }
  return found->second;
}

void WorkbookInputs::follow(const std::string& reference, Follows follows) {
  const auto found = inputs_.find(reference);
  if (found != inputs_.end()) found->second.follows = together(found->second.follows, follows);
}

void WorkbookInputs::finish() {
  for (const auto& [reference, input] : inputs_)
    file_.text({sheet_, input.row, follows_column}, words_of(input.follows));
}

std::string WorkbookInputs::helper(const ExplainedStep& step, const std::string& formula) {
  const auto [found, is_new] = known_.try_emplace("step\n" + formula + fmt::format("\n{}", step.value));
  if (is_new) {
    found->second = cell_reference(at(1), file_.sheet_name(sheet_));
    write(step, formula, "");
  }
  return found->second;
}

}  // namespace llmtco
