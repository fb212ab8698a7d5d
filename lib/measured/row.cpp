#include "measured/row.h"

#include "text/csv.h"

namespace llmtco {
namespace {

/// Fields of one row by their columns.
struct Fields {
  const RowTable& table;
  std::size_t row;

  std::string text(std::string_view column) const { return std::string(table.field(row, column)); }
  std::optional<double> number(std::string_view column) const { return number_field(table, row, column); }
};

void read_decode_speed(const Fields& in, MeasuredRow& out) {
  out.format = in.text("format");
  out.load = in.number("batch");
  out.input = in.number("context");
  out.output = in.number("gen_len");
  out.metric = in.text("metric");
  out.value = in.number("value");
}

void read_served(const Fields& in, MeasuredRow& out) {
  out.format = in.text("precision");
  out.tensor = in.number("tp");
  out.pipeline = in.number("pp");
  out.input = in.number("isl");
  out.output = in.number("osl");
  if (out.kind == RowTable::Kind::throughput) {
    out.load_kind = in.text("load");
    out.metric = in.text("metric");
    out.value = in.number("value");
    return;
  }
  out.load_kind = in.text("load_kind");
  out.load = in.number("load");
  out.ttft_ms = in.number("ttft_ms");
  out.tpot_ms = in.number("tpot_ms");
  out.ttft_unreadable = !out.ttft_ms && !in.text("ttft_ms").empty();
}

void read_speculation(const Fields& in, MeasuredRow& out) {
  out.hardware = in.text("gpu");
  out.model = in.text("target_model");
  out.format = in.text("precision");
  out.method = in.text("method");
  out.task = in.text("task");
  out.accepted = in.number("mean_accepted_tokens");
  out.metric = "speedup";
  out.value = in.number("speedup");
}

}  // namespace

std::optional<double> number_field(const RowTable& table, std::size_t row, std::string_view column) {
  const auto value = csv_number(table.field(row, column), table.style);
  const double* const number = std::get_if<double>(&value);
  return number == nullptr ? std::nullopt : std::optional<double>(*number);
}

std::vector<MeasuredRow> measured_rows(const RowTable& table) {
  std::vector<MeasuredRow> rows;
  const RowTable::Kind kind = table.kind();
  if (kind == RowTable::Kind::unknown) return rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Fields in{table, i};
    MeasuredRow row;
    row.kind = kind;
    row.file = table.file;
    row.line = table.lines[i];
    row.row_id = in.text("row_id");
    row.hardware = in.text("hardware");
    row.model = in.text("model");
    row.engine = in.text("engine");
    row.gpus = in.number("gpus");
    row.params_b = in.number("params_b");
    row.weight_gib = in.number("weight_gib");
    row.date = in.text("date");
    row.source = in.text("source");
    row.note = in.text("note");
    if (kind == RowTable::Kind::decode_speed)
      read_decode_speed(in, row);
    else if (kind == RowTable::Kind::speculation)
      read_speculation(in, row);
    else
      read_served(in, row);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace llmtco
