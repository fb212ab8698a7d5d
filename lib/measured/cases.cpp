#include "measured/cases.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "measured/case_rows.h"
#include "performance/speculation.h"
#include "performance/strata.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "text/names.h"

namespace llmtco {
namespace {

/// Length generated where a row does not say: a chat answer.
constexpr double usual_output = 256;
constexpr double usual_input = 512;

/// A round of MLPerf, a page, or a driver of tests with the engine and its version: "mlperf-v5.1",
/// "trtllm-v0.17", "InferenceX vllm:0.19.0".
std::string campaign_of(const MeasuredRow& in, const Placement& p) {
  const std::string who = in.campaign.empty() ? in.source.substr(0, in.source.find(' ')) : in.campaign;
  if (in.campaign.empty()) return who;
  const std::string version = in.engine_version.empty() ? p.engine.version : in.engine_version;
  return fmt::format("{} {}:{}", who, p.engine.id, version);
}

std::string configuration_of(const std::string& campaign, const MeasuredRow& in, const Placement& p) {
  return fmt::format("{}|{}|{}|{}|{}x{}x{}x{}x{}|{}", campaign, p.accelerator.id, p.model.id, p.format.id,
                     in.gpus.value_or(1), p.parallel.tensor, p.parallel.pipeline, p.parallel.layer_split,
                     p.parallel.attention_data, in.engine + in.method);
}

Case basic(const MeasuredRow& in, const Coefficients& coefficients, RowPlacement placement) {
  Case c{.row_id = in.row_id,
         .metric = "",
         .stratum = "",
         .replica = {},
         .scenario = "",
         .status = placement.status,
         .hardware = placement.placement.accelerator.id,
         .model = placement.placement.model.id,
         .engine = placement.placement.engine.id,
         .campaign = campaign_of(in, placement.placement),
         .measured = {}};
  c.configuration = configuration_of(c.campaign, in, placement.placement);
  c.replicas = placement.replicas;
  c.excluded = contains(in.note, "suspicious") || contains(in.note, "unreliable");
  c.replica = replica(std::move(placement.placement), coefficients);
  return c;
}

/// A column's number, or what is assumed in its place, which the status then says.
double number_or(const std::optional<double>& given, std::string_view column, double assumed, Case& c) {
  if (given) return *given;
  c.status += fmt::format("{}{} not given, {:g} assumed", c.status == "ok" ? "; " : ", ", column, assumed);
  return assumed;
}

void decode_speed_case(const MeasuredRow& in, Case& c) {
  c.metric = in.metric;
  c.measured = in.value;
  c.load = in.load.value_or(1);
  c.input = in.input.value_or(0);
  c.output =
      c.metric == "prefill_tok_s" ? in.output.value_or(0) : number_or(in.output, "gen_len", usual_output, c);
  if (c.metric == "prefill_tok_s" && c.input <= 0) c.input = number_or(in.input, "context", usual_input, c);
  const Placement& p = c.replica.placement;
  c.kind = c.metric == "prefill_tok_s" ? CaseKind::prefill : CaseKind::decode;
  c.stratum = c.kind == CaseKind::prefill ? "prefill" : decode_stratum(p);
  if (c.kind == CaseKind::decode && is_server(p))
    c.stratum = p.gpus() > 1 ? "decode-other-split" : "decode-other";
}

void throughput_case(const MeasuredRow& in, Case& c) {
  const std::string_view load = in.load_kind;
  const Placement& p = c.replica.placement;
  c.metric = in.metric;
  c.measured = in.value;
  const bool mlperf = load.starts_with("mlperf");
  if (!mlperf) {
    c.input = number_or(in.input, "isl", usual_input, c);
    c.output = number_or(in.output, "osl", usual_output, c);
  }
  c.kind = CaseKind::offline;
  c.stratum = offline_stratum(p);
  if (!mlperf && !load.starts_with("batch ") && load != "offline-max") {
    c.status += fmt::format("{}load {} taken as offline-max", c.status == "ok" ? "; " : ", ", shown(load));
  }
  if (load.starts_with("batch ")) {
    c.kind = CaseKind::static_batch;
    c.stratum = "batch";
    c.load = std::atof(std::string(load.substr(6)).c_str());
  } else if (mlperf) {
    c.kind = CaseKind::mlperf;
    c.stratum = mlperf_stratum(p);
    c.scenario = load.substr(7);
    c.output = in.output.value_or(mlperf_output(p.model));
    c.beams = mlperf_beams(p.model);
  }
  if (c.metric == "samples_s") c.unit = 1 / c.output;
  const double gpus = c.replicas * p.gpus();
  if (c.metric == "output_tok_s_per_gpu" || contains(in.note, "per-GPU reading")) c.unit = 1 / gpus;
}

/// Names of the methods in the tables of Spec-Bench.
std::optional<SpeculationMethod> method_of(std::string_view name) {
  constexpr Names<SpeculationMethod, 10> spec_bench{{{{SpeculationMethod::prompt_lookup, "PLD"},
                                                      {SpeculationMethod::lookahead, "Lookahead"},
                                                      {SpeculationMethod::retrieval, "REST"},
                                                      {SpeculationMethod::token_recycling, "Recycling"},
                                                      {SpeculationMethod::medusa, "Medusa"},
                                                      {SpeculationMethod::hydra, "Hydra"},
                                                      {SpeculationMethod::eagle, "EAGLE"},
                                                      {SpeculationMethod::eagle2, "EAGLE2"},
                                                      {SpeculationMethod::samd_eagle2, "SAMD[EAGLE2]"},
                                                      {SpeculationMethod::draft_model, "SpS"}}}};
  if (const auto method = spec_bench.from_text(name)) return method;
  if (name.starts_with("draft model")) return SpeculationMethod::draft_model;
  return speculation_method_names.from_text(name);
}

/// False if the method is not known.
bool speculation_case(const MeasuredRow& in, Case& c) {
  const auto method = method_of(in.method);
  if (!method) return false;
  c.row_id = fmt::format("line {}", in.line);
  c.metric = "speedup";
  c.kind = CaseKind::speculation;
  c.stratum = "speculation";
  c.measured = in.value;
  const std::string_view task = in.task;
  c.replica.placement.speculation = {.method = *method,
                                     .draft = {},
                                     .accepted = in.accepted,
                                     .task = std::string(task == "not stated" ? "overall" : task)};
  return true;
}

/// A latency row gives up to two cases, first token and time per token.
void latency_cases(const MeasuredRow& in, Case c, std::vector<Case>& out) {
  const std::string_view kind = in.load_kind;
  const Placement& p = c.replica.placement;
  const bool mlperf = contains(kind, "mlperf");
  if (!mlperf) {
    c.input = in.lengths * number_or(in.input, "isl", usual_input, c);
    c.output =
        in.lengths * (kind == "batch" ? in.output.value_or(1) : number_or(in.output, "osl", usual_output, c));
  }
  const bool open = kind == "poisson", single = kind == "single";
  c.load = single ? 1 : number_or(in.load, "load", 1, c) / c.replicas;
  c.unit = 1000;
  if (mlperf) {
    c.scenario = contains(kind, "interactive") ? "interactive" : "server";
    c.output = in.output.value_or(mlperf_output(p.model));
  }
  c.metric = "ttft_ms";
  c.kind = mlperf            ? CaseKind::mlperf_ttft
           : kind == "batch" ? CaseKind::batch_ttft
           : open            ? CaseKind::rate_ttft
                             : CaseKind::ttft;
  c.stratum = mlperf ? "mlperf-ttft" : kind == "batch" ? "ttft-batch" : "ttft";
  c.measured = open || single ? in.open_loop.ttft_p50_ms : in.ttft_ms;
  if (!in.ttft_unreadable) out.push_back(c);
  if (kind == "batch") return;
  c.metric = "tpot_ms";
  c.kind = mlperf ? CaseKind::mlperf_tpot : open ? CaseKind::rate_tpot : CaseKind::tpot;
  c.stratum = mlperf ? "mlperf-tpot" : "tpot";
  c.measured = open || single ? in.open_loop.tpot_p50_ms : in.tpot_ms;
  out.push_back(c);
}

}  // namespace

Cases cases_of(const std::vector<MeasuredRow>& rows, const Catalog& catalog,
               const Coefficients& coefficients) {
  Cases all;
  NameCache names(catalog);
  for (const MeasuredRow& in : rows) {
    auto placement = row_placement(in, names, coefficients);
    if (const auto* const reason = std::get_if<std::string>(&placement)) {
      const bool latency = in.kind == RowTable::Kind::latency;
      all.refused.push_back({in.row_id, latency ? "tpot_ms" : in.metric, *reason, in.value});
      continue;
    }
    Case c = basic(in, coefficients, std::get<RowPlacement>(std::move(placement)));
    if (in.load_kind == "queue") {
      all.refused.push_back({in.row_id,
                             "output_tok_s",
                             "requests that start together: their longest answers are in the rate",
                             {}});
      continue;
    }
    if (in.kind == RowTable::Kind::latency) {
      latency_cases(in, std::move(c), all.cases);
      continue;
    }
    if (in.kind == RowTable::Kind::speculation && !speculation_case(in, c)) {
      all.refused.push_back({in.file, "speedup", fmt::format("unknown method '{}'", in.method), {}});
      continue;
    }
    if (in.kind == RowTable::Kind::decode_speed) decode_speed_case(in, c);
    if (in.kind == RowTable::Kind::throughput) throughput_case(in, c);
    all.cases.push_back(std::move(c));
  }
  return all;
}

Cases cases_of(const RowTable& table, const Catalog& catalog, const Coefficients& coefficients) {
  if (table.kind() == RowTable::Kind::unknown) {
    throw InputError(fmt::format(
        "{}:1:1: error: the columns are those of no known kind of rows; decode speeds have gen_len "
        "and format, throughputs load and precision, latencies load_kind",
        table.file));
  }
  return cases_of(measured_rows(table), catalog, coefficients);
}

}  // namespace llmtco
