#include "report/workbook_inputs.h"

#include <fmt/format.h>

#include <cctype>

#include "variables/origin.h"

namespace llmtco {
namespace {

constexpr const char* input_columns[] = {"cell name",
                                         "value",
                                         "unit",
                                         "P5",
                                         "P95",
                                         "as written, or source",
                                         "place",
                                         "kind",
                                         "as of",
                                         "name",
                                         "correction for the draws"};

}  // namespace

WorkbookInputs::WorkbookInputs(XlsxFile& file, std::size_t sheet) : file_(file), sheet_(sheet) {
  file.widths(sheet, {44, 16, 14, 14, 14, 60, 34, 11, 11, 40, 16});
  file.text(at(0), "Inputs", CellLook::title);
  row_ = 1;
  file.text(at(0),
            "Change a value, and the bills of all options follow. Of what is drawn the value is the mean; "
            "another mean "
            "stands for a distribution stretched by as much. Values are in base units (dollars, tokens, "
            "seconds, joules, "
            "bytes). Grey cells are values that no formula here gives.",
            CellLook::note);
  row_ = 2;
  file.text(at(0), corrections_on(), CellLook::plain);
  file.number(at(1), 1, CellLook::input);
  file.text(
      at(5),
      "1: means over all draws, as `run` prints them. 0: the bill at the means of all inputs, without what "
      "uncertain numbers do together");
  file.name(at(1), corrections_on());
  names_.insert(corrections_on());
  row_ = 4;
  for (unsigned short i = 0; i < std::size(input_columns); ++i)
    file.text(at(i), input_columns[i], CellLook::head);
  file.freeze({sheet, 5, 1});
  row_ = 5;
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
  file_.text(at(0), name);
  const DrawCorrection correction = draw_correction(step);
  if (formula.empty()) {
    file_.number(at(1), step.value, CellLook::input);
  } else {
    file_.formula(at(1), corrected_formula(formula, correction, cell_reference(at(10)), corrections_on()),
                  step.value);
  }
  file_.text(at(2), step.unit);
  if (step.range) {
    file_.number(at(3), step.range->p5);
    file_.number(at(4), step.range->p95);
  }
  if (step.origin) {
    file_.text(at(5), step.origin->source);
    file_.text(at(6), step.origin->place);
    file_.text(at(7), std::string(to_text(step.origin->kind)));
    file_.text(at(8), step.origin->as_of);
  }
  file_.text(at(9), step.name);
  if (correction.kind != DrawCorrection::Kind::none) file_.number(at(10), correction.by, CellLook::opaque);
  if (!name.empty()) file_.name(at(1), name);
  ++row_;
}

std::string WorkbookInputs::reference(const ExplainedStep& step, const std::string& formula) {
  const Origin& origin = *step.origin;
  const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", to_text(origin.kind), origin.name,
                                      origin.place, step.name, step.value, formula);
  const auto [found, is_new] = known_.try_emplace(key);
  if (is_new) {
    found->second = cell_name(step.name.empty() ? origin.name : step.name);
    write(step, formula, found->second);
  }
  return found->second;
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
