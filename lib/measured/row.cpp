#include "measured/row.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "text/csv.h"

namespace llmtco {
namespace {

constexpr std::string_view own_versions[] = {"trtllm 1.0.0rc3", "trtllm 1.2.0rc6.post1", "trtllm 1.3.0rc5"};

/// Fields of one row by their columns.
struct Fields {
  const RowTable& table;
  std::size_t row;

  std::string text(std::string_view column) const { return std::string(table.field(row, column)); }
  std::optional<double> number(std::string_view column) const { return number_field(table, row, column); }
};

/// "uniform 0.8-1.0 of isl and of osl": 0.9 of the nominal lengths on average.
double mean_lengths(std::string_view text) { return text.starts_with("uniform 0.8-1.0") ? 0.9 : 1.0; }

/// "20 steps or 0.9 of the tokens".
void set_batch_wait(const std::string& text, TestSetup& out) {
  double steps = 0, share = 0;
  if (std::sscanf(text.c_str(), "%lf steps or %lf of the tokens", &steps, &share) != 2) return;
  out.wait_steps = steps;
  out.wait_share = share;
}

void set_setup(const Fields& in, MeasuredRow& out) {
  out.campaign = in.text("campaign");
  out.engine_version = in.text("engine_version");
  out.kv = in.text("kv");
  out.lengths = mean_lengths(in.text("lengths"));
  out.setup_known = !in.text("lengths").empty();
  out.setup = {.policy = in.text("policy"),
               .requests_per_place = in.number("requests_per_place"),
               .warm_up_per_place = in.number("warm_up_per_place"),
               .token_budget = in.number("max_batched_tokens"),
               .max_seqs = in.number("max_seqs")};
  set_batch_wait(in.text("batch_wait"), out.setup);
}

OpenLoop open_loop_of(const Fields& in) {
  return {.requests = in.number("requests"),
          .ttft_p50_ms = in.number("ttft_p50_ms"),
          .ttft_p90_ms = in.number("ttft_p90_ms"),
          .ttft_p99_ms = in.number("ttft_p99_ms"),
          .tpot_p50_ms = in.number("tpot_p50_ms"),
          .tpot_p90_ms = in.number("tpot_p90_ms"),
          .tpot_p99_ms = in.number("tpot_p99_ms"),
          .output_tok_s = in.number("output_tok_s")};
}

/// Tests of InferenceX, as aiconfigurator republishes them: lengths are uniform in 0.8 to 1.0 of the nominal
/// ones (its scripts, SemiAnalysisAI/InferenceX @843c6254f). aiconfigurator's own tests, known by the versions it
/// ran, have fixed lengths.
void set_known_setup(MeasuredRow& out) {
  if (out.setup_known || !out.source.starts_with("aiconfigurator-silicon")) return;
  const bool own = std::any_of(std::begin(own_versions), std::end(own_versions),
                               [&](std::string_view version) { return out.engine == version; });
  out.campaign = own ? "aiconfigurator" : "InferenceX";
  out.lengths = own ? 1.0 : 0.9;
}

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
  out.attention_data = in.number("attention_data");
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
  out.open_loop = open_loop_of(in);
  set_setup(in, out);
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
  if (kind == RowTable::Kind::unknown || kind == RowTable::Kind::setup || kind == RowTable::Kind::kernel)
    return rows;
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
    set_known_setup(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

void join_setup(const RowTable& setups, std::vector<MeasuredRow>& rows) {
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < setups.rows.size(); ++i) by_id[setups.field(i, "row_id")] = i;
  for (MeasuredRow& row : rows) {
    const auto at = by_id.find(row.row_id);
    if (at != by_id.end()) set_setup(Fields{setups, at->second}, row);
  }
}

}  // namespace llmtco
