#include "measured/checked_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "measured/row.h"
#include "text/characters.h"
#include "text/closest.h"

namespace llmtco {
namespace {

struct Range {
  const char* column;
  double low, high;
  bool whole;
};
/// Ten times and more beyond the largest system, model and length there is.
constexpr Range ranges[] = {
    {"gpus", 1, 100'000, true},  {"tp", 1, 1'024, true},        {"pp", 1, 1'024, true},
    {"params_b", 0, 1e6, false}, {"weight_gib", 0, 1e6, false}, {"isl", 0, 1e8, false},
    {"osl", 0, 1e8, false},      {"context", 0, 1e8, false},    {"gen_len", 0, 1e8, false},
    {"batch", 0, 1e7, false},    {"load", 0, 1e12, false},      {"value", 0, 1e15, false},
    {"ttft_ms", 0, 1e12, false}, {"tpot_ms", 0, 1e12, false},   {"mean_accepted_tokens", 0, 1e4, false},
    {"speedup", 0, 1e6, false},  {"m", 0, 1e12, false},         {"n", 0, 1e12, false},
    {"k", 0, 1e12, false},       {"bytes", 0, 1e15, false},     {"us", 0, 1e12, false},
};

const std::vector<std::string> throughput_loads = {"offline-max", "mlperf-offline", "mlperf-server",
                                                   "mlperf-interactive"};

class RowChecker {
 public:
  RowChecker(const RowTable& table, Diagnostics& diagnostics) : table_(table), diagnostics_(diagnostics) {}

  void check(std::size_t row) {
    for (const Range& range : ranges) check_range(row, range);
    const double tensor = number(row, "tp").value_or(1), pipeline = number(row, "pp").value_or(1);
    if (const auto gpus = number(row, "gpus"); gpus && tensor * pipeline > *gpus)
      complain(row, fmt::format("a split over {:g} x {:g} GPUs, of which there are {:g}", tensor, pipeline,
                                *gpus));
    if (table_.kind() == RowTable::Kind::throughput) check_load(row);
  }

 private:
  std::optional<double> number(std::size_t row, std::string_view column) const {
    return number_field(table_, row, column);
  }
  void complain(std::size_t row, const std::string& message, const std::string& hint = "") {
    diagnostics_.error({table_.file, table_.lines[row], 1}, message, hint);
  }

  void check_range(std::size_t row, const Range& range) {
    const auto value = number(row, range.column);
    if (!value) return;
    const bool fits =
        range.low <= *value && *value <= range.high && (!range.whole || *value == std::floor(*value));
    if (fits) return;
    complain(row, fmt::format("{} must be {} from {:g} to {:g}, is {}, in column {}", range.column,
                              range.whole ? "a whole number" : "a number", range.low, range.high,
                              shown(table_.field(row, range.column)), range.column));
  }

  /// "batch 64", or one of the words; an empty field is told in the status of its row.
  void check_load(std::size_t row) {
    const std::string load(table_.field(row, "load"));
    if (load.empty() ||
        std::find(throughput_loads.begin(), throughput_loads.end(), load) != throughput_loads.end())
      return;
    if (load.starts_with("batch ")) {
      const auto size = number_in(std::string_view(load).substr(6));
      const double* batch = std::get_if<double>(&size);
      if (batch != nullptr && 1 <= *batch && *batch <= 1e7) return;
    }
    const std::string hint = did_you_mean(load, throughput_loads);
    complain(
        row, fmt::format("unknown load {}", shown(load)),
        hint.empty() ? "it is `batch N`, offline-max, or mlperf-offline, -server or -interactive" : hint);
  }

  const RowTable& table_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_rows(const RowTable& table, Diagnostics& diagnostics) {
  const RowTable::Kind kind = table.kind();
  if (kind == RowTable::Kind::unknown || kind == RowTable::Kind::setup) return;
  RowChecker checker(table, diagnostics);
  for (std::size_t row = 0; row < table.rows.size(); ++row) checker.check(row);
}

}  // namespace llmtco
