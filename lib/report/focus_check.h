#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/focus.h"

namespace llmtco {

/// What a data set breaks of the rules of the specification that its rows can be held against, each with its line:
///
///     line 7: PricingQuantity is null, which Usage does not allow
///
/// Columns: the mandatory ones are there, others are of this version or start with x_ and come last. Cells: numbers,
/// times, JSON and allowed values. Rows: what may be null by ChargeCategory and ChargeClass; unit price x quantity =
/// cost; a service subcategory of its category; periods that end after they start; what commitments have and others
/// have not. All rows: one SkuId of a SkuPriceId; what is paid for a commitment is what its usage costs.
///
/// Left out are rules on what only an invoice or a price list knows. Empty where nothing is broken; the first 100.
std::vector<std::string> focus_problems(std::string_view csv, FocusVersion version);

}  // namespace llmtco
