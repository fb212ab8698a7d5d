#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "calibration/importers.h"
#include "measured/row.h"
#include "text/characters.h"
#include "text/closest.h"

namespace llmtco {
namespace {

constexpr double GiB = 1024.0 * 1024 * 1024;

/// Tells mistakes at the line of a row.
struct Complaints {
  const MeasuredRow& row;
  Diagnostics& diagnostics;

  void add(std::string message) const { diagnostics.error({row.file, row.line, 1}, std::move(message)); }
};

/// What an observation takes numbers from must hold numbers, or nothing.
void check_numbers(const RowTable& table, std::size_t i, const Complaints& complaints) {
  for (const char* column : {"gpus", "params_b", "isl", "osl", "weight_gib", "batch", "context", "gen_len",
                             "value", "load", "ttft_ms", "tpot_ms"}) {
    const bool words = table.kind() == RowTable::Kind::throughput && column == std::string_view("load");
    const std::string_view field = table.field(i, column);
    if (words || field.empty()) continue;
    const auto number = number_field(table, i, column);
    if (!number)
      complaints.add(fmt::format("{} is no number, in column {}", shown(field), column));
    else if (*number < 0)
      complaints.add(fmt::format("{} must not be negative, is {}", column, shown(field)));
  }
}

/// What all three kinds of rows share; 0 for what a row does not state.
Observation common(const MeasuredRow& row, Provenance provenance) {
  Observation o;
  o.id = row.row_id;
  o.hardware = row.hardware;
  o.gpus = static_cast<int>(row.gpus.value_or(0));
  o.model = row.model;
  o.params_b = row.params_b.value_or(0);
  o.format = row.format;
  o.engine = row.engine;
  o.source = row.source;
  o.isl = row.input.value_or(0);
  o.osl = row.output.value_or(0);
  o.provenance = provenance;
  return o;
}

void add(std::vector<Observation>& found, Observation o, std::string metric, double value,
         const Complaints& complaints) {
  if (value <= 0) {
    complaints.add(fmt::format("{} must be positive, is {:g}", metric, value));
    return;
  }
  o.metric = std::move(metric);
  o.value = {value, value, value, value, 1};
  found.push_back(std::move(o));
}

/// "batch 64" and "offline-max" of a throughput row.
void read_load(const std::string& load, Observation& o) {
  const std::size_t space = load.find(' ');
  o.load_kind = load.substr(0, space);
  o.load = space == std::string::npos ? 0 : std::strtod(load.c_str() + space, nullptr);
}

void add_row(std::vector<Observation>& found, const MeasuredRow& row, Provenance provenance,
             const Complaints& complaints) {
  Observation o = common(row, provenance);
  const double value = row.value.value_or(0);
  switch (row.kind) {
    case RowTable::Kind::decode_speed:
      o.weight_bytes = row.weight_gib.value_or(0) * GiB;
      o.load_kind = "batch";
      o.load = row.load.value_or(0);
      add(found, o, row.metric, value, complaints);
      break;
    case RowTable::Kind::throughput: {
      read_load(row.load_kind, o);
      const bool per_gpu = row.metric == "output_tok_s_per_gpu";  // the observation is of all GPUs together
      add(found, o, per_gpu ? "output_tok_s" : row.metric, value * (per_gpu ? o.gpus : 1), complaints);
      break;
    }
    default:
      o.load_kind = row.load_kind;
      o.load = row.load.value_or(0);
      if (row.ttft_ms || row.ttft_unreadable) add(found, o, "ttft_ms", row.ttft_ms.value_or(0), complaints);
      if (row.tpot_ms) add(found, o, "tpot_ms", *row.tpot_ms, complaints);
  }
}

void check_metric(const Observation& o, const Complaints& complaints) {
  static const std::vector<std::string> metrics = {"decode_tok_s", "prefill_tok_s", "output_tok_s",
                                                   "samples_s",    "ttft_ms",       "tpot_ms"};
  if (std::find(metrics.begin(), metrics.end(), o.metric) != metrics.end()) return;
  const std::string hint = did_you_mean(o.metric, metrics);
  complaints.add(fmt::format("unknown metric {}{}", shown(o.metric), hint.empty() ? "" : "; " + hint));
}

}  // namespace

std::vector<Observation> import_rows(const RowTable& table, Provenance provenance, Diagnostics& diagnostics) {
  std::vector<Observation> found;
  if (table.kind() == RowTable::Kind::unknown) {
    diagnostics.error(
        {table.file, 1, 1}, "the header names none of the known sets of columns",
        "decode speed has format and gen_len, throughput load and precision, latency load_kind");
    return found;
  }
  const std::vector<MeasuredRow> rows = measured_rows(table);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Complaints complaints{rows[i], diagnostics};
    if (rows[i].note.find("suspicious") != std::string::npos) {
      diagnostics.warning(
          {table.file, rows[i].line, 1},
          fmt::format("row {} is noted as suspicious; excluded", displayable(rows[i].row_id)));
      continue;
    }
    check_numbers(table, i, complaints);
    const std::size_t before = found.size();
    add_row(found, rows[i], provenance, complaints);
    for (std::size_t k = before; k < found.size(); ++k) check_metric(found[k], complaints);
  }
  if (diagnostics.has_errors()) found.clear();
  return found;
}

}  // namespace llmtco
