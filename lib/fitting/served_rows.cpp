#include "fitting/served_rows.h"

#include <algorithm>

#include "fitting/row_weights.h"
#include "serving/speed_fit.h"
#include "text/characters.h"
#include "yaml/read.h"

namespace llmtco {
namespace {

using Kind = ServedRow::Kind;

std::optional<Kind> kind_of(const MeasuredRow& row) {
  if (row.kind == RowTable::Kind::throughput) {
    const bool limited = row.load_kind == "mlperf-server" || row.load_kind == "mlperf-interactive";
    return limited ? std::optional(Kind::rate) : std::nullopt;
  }
  if (row.kind != RowTable::Kind::latency) return std::nullopt;
  if (row.load_kind == "concurrency") return Kind::closed_loop;
  if (row.load_kind == "poisson") return Kind::poisson;
  if (row.load_kind == "single") return Kind::single;
  if (row.load_kind == "queue") return Kind::queue;
  return std::nullopt;
}

bool can_be_simulated(const Case& c) {
  const Placement& p = c.replica.placement;
  return !c.excluded && !p.assumed_shape && is_server(p) && p.parallel.pipeline <= 1 &&
         p.parallel.layer_split <= 1;
}

/// What InferenceX's scripts of the day say of rows that the table of set-ups does not have: under SGLang on B200 new
/// requests are looked for every 10 steps below 16 places and every 30 from there on (in FP4 always 30), with chunks of
/// 32,768 tokens; of 16,384 on H200. Sources: benchmarks/single_node/qwen3.5_{bf16,fp8,fp4}_b200.sh and _fp8_h200.sh at
/// 29d69fa, 01fa35c, 088fe66, 2116fc4.
void add_scripted_setup(const MeasuredRow& row, ServedRow& s) {
  const Placement& p = s.at.replica.placement;
  if (s.setup_known || row.campaign != "InferenceX" || p.engine.id != "sglang") return;
  const bool b200 = p.accelerator.id.starts_with("b200");
  s.setup.token_budget = b200 ? 32'768 : 16'384;
  if (b200) s.setup.receive_interval = s.at.load * s.at.replicas >= 16 || p.format.bits < 5 ? 30 : 10;
}

/// Its logs do not have it: what explains rates of the model's rows, else of Llama 2 70B's.
double prompt_of_mlperf(const std::string& model, const Coefficients& k) {
  const Coefficient* const known = k.find("mlperf.input@" + model);
  return known == nullptr ? k("mlperf.input@llama-2-70b") : known->value;
}

/// A row is two cases, first token and time per token, or one of a rate.
ServedRow one_of(const MeasuredRow& row, Kind kind, const std::vector<const Case*>& cases,
                 const Coefficients& coefficients) {
  ServedRow s{.kind = kind, .at = *cases.front(), .setup = row.setup};
  s.setup_known = row.setup_known;
  s.lengths = row.lengths;
  s.requests = row.open_loop.requests.value_or(0);
  s.above_capacity = contains(row.note, "above capacity");
  s.sharegpt =
      kind == Kind::poisson || kind == Kind::single || kind == Kind::queue || contains(row.note, "ShareGPT");
  s.engine = s.at.replica.placement.engine;
  if (s.engine.version.empty()) s.engine.version = row.engine_version;
  add_scripted_setup(row, s);
  for (const Case* const c : cases) {
    const double measured = c->measured.value_or(0) / c->unit;
    const bool first = c->kind == CaseKind::ttft || c->kind == CaseKind::rate_ttft;
    if (kind == Kind::rate) {
      s.rate = measured / c->replicas;
    } else {
      (first ? s.ttft : s.tpot) = measured;
    }
    s.weight = c->weight;
  }
  if (kind == Kind::rate) s.at.input = prompt_of_mlperf(s.at.model, coefficients);
  if (kind == Kind::queue) {
    s.rate = row.open_loop.output_tok_s.value_or(0) / s.at.replicas;
    s.at.load = row.load.value_or(100) / s.at.replicas;
    s.requests = row.load.value_or(100);
    s.ttft = s.tpot = 0;
  }
  return s;
}

}  // namespace

std::vector<ServedRow> served_rows(const std::vector<MeasuredRow>& rows, const Catalog& catalog,
                                   const Coefficients& coefficients) {
  std::vector<MeasuredRow> wanted;
  std::vector<Kind> kinds;
  for (const MeasuredRow& row : rows) {
    const auto kind = kind_of(row);
    if (!kind) continue;
    wanted.push_back(row);
    if (*kind == Kind::queue) wanted.back().load_kind = "single";  // for its placement
    kinds.push_back(*kind);
  }
  Cases cases = cases_of(wanted, catalog, coefficients);
  weigh_rows(cases.cases);
  std::map<std::string, std::vector<const Case*>> by_row;
  for (const Case& c : cases.cases) {
    if (can_be_simulated(c)) by_row[c.row_id].push_back(&c);
  }
  std::vector<ServedRow> out;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto found = by_row.find(wanted[i].row_id);
    if (found != by_row.end()) out.push_back(one_of(wanted[i], kinds[i], found->second, coefficients));
  }
  return out;
}

std::vector<MeasuredRow> serving_rows(const std::string& folder) {
  std::vector<MeasuredRow> rows;
  for (const char* const name : {"serving_latency_visible.csv", "serving_latency_more_visible.csv",
                                 "open_loop_latency_visible.csv", "serving_throughput_visible.csv"}) {
    const std::vector<MeasuredRow> more =
        measured_rows(read_rows(file_bytes(folder + "/" + name, 1 << 26), name));
    rows.insert(rows.end(), more.begin(), more.end());
  }
  const char* const setups = "serving_latency_setup_visible.csv";
  join_setup(read_rows(file_bytes(folder + "/" + setups, 1 << 26), setups), rows);
  return rows;
}

}  // namespace llmtco
