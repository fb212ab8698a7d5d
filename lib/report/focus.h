#pragma once
#include <string>
#include <vector>

#include "montecarlo/month_bills.h"
#include "montecarlo/result.h"
#include "text/names.h"

namespace llmtco {

/// A version of the FinOps Open Cost and Usage Specification.
enum class FocusVersion { v1_2, v1_3, v1_5 };
inline constexpr Names<FocusVersion, 3> focus_versions{
    {{{FocusVersion::v1_2, "1.2"}, {FocusVersion::v1_3, "1.3"}, {FocusVersion::v1_5, "1.5"}}}};

/// Which lines become rows: those that somebody sends an invoice of, capital included; or people, expected damage and
/// prices on emissions as well.
enum class FocusScope { invoiced, all };
inline constexpr Names<FocusScope, 2> focus_scopes{
    {{{FocusScope::invoiced, "invoiced"}, {FocusScope::all, "all"}}}};

struct FocusForm {
  FocusVersion version = FocusVersion::v1_2;
  FocusScope scope = FocusScope::all;
};

/// The bills of one option, month by month.
struct FocusOption {
  std::string name;
  std::vector<BillOfMonth> months;
  std::vector<ServedPart> served;
};

/// A FOCUS data set as CSV: a row per line of a month's bill. The first month of the horizon is charged to the calendar
/// month of the study's day.
///
///     sum of BilledCost     what is paid: invoices, people, capital when it is bought or sold
///     sum of EffectiveCost  what is to be paid: capital spread over its life in place of that
///
/// Of a reservation each month has a Purchase of all its hours (BilledCost the fee, EffectiveCost 0) and Usage of those
/// used and unused (BilledCost 0). Expected damage and prices on emissions are paid to nobody: their rows cost 0, and
/// the amount stands in x_ExpectedCost. docs/focus.md has every column.
std::string to_focus(const Result& result, const std::vector<FocusOption>& options, const FocusForm& form);

}  // namespace llmtco
