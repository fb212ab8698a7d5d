#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llmtco::serving {

/// What a column of a trace holds.
enum class TraceColumn { arrival, input, output, ids };

/// Which columns of a trace hold what, by their names.
struct TraceColumns {
  std::optional<std::size_t> arrival, input, output, ids;
  double seconds_per_unit = 1;  ///< of arrivals that are numbers
};
TraceColumns trace_columns(const std::vector<std::string>& names);

/// What is missing among the names, with a hint; empty when all that is needed is there.
struct MissingColumn {
  std::string message, hint;
};
std::vector<MissingColumn> missing_columns(const TraceColumns& columns,
                                           const std::vector<std::string>& names);

/// Seconds since 1970 of "2023-11-16 18:15:46.6805900", with T for the blank and Z or an offset +01:00 behind it, too;
/// nothing for another text.
std::optional<double> date_time_in(std::string_view text);

/// Ids with blanks or commas between, perhaps in brackets; nothing where one is no whole number from 0 on.
std::optional<std::vector<std::uint64_t>> ids_in(std::string_view cell);

}  // namespace llmtco::serving
