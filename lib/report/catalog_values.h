#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace llmtco {

/// A value of an entry as lists show it: a number, a text, or nothing where the entry has none.
struct CatalogValue {
  std::string_view key;      ///< of JSON and CSV, with the unit: usd_per_mtok_input
  std::string_view heading;  ///< of the column of a table; empty: only in JSON and CSV
  std::string text;          ///< as a table shows it; empty where there is none
  std::optional<double> number = {};
};

/// The values that tell entries of a kind apart, the same keys in the same order for every entry of it:
///
///     prices            dollars per million input, output and cached tokens, on the day of the source; context
///     accelerators      memory, bandwidth, FP16 peak, power, dollars an hour on demand (low and high)
///     models            parameters, those used for a token, layers, longest context, year, what a sequence keeps
///     formats           bits per weight, operands of the arithmetic, what the worst tokens lose
///     endpoint_speeds   tokens a second, median TTFT
///     quality           accuracy by task
///     quantization      format, rise of perplexity, MMLU kept
///     tokenizers        tokens of prose, code and tables over the reference's
///     answers           length over that of the median model, thoughts over the answer at the usual effort
///     engines, providers, economics    formats, price tiers, topic and value as it is written
///
/// Texts of an entry may come from an overlay and are as they were written.
std::vector<CatalogValue> values_of(const Catalog& catalog, const CatalogRow& row);

}  // namespace llmtco
