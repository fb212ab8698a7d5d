#include "performance/cases.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "performance/case_rows.h"
#include "performance/speculation.h"
#include "performance/strata.h"
#include "text/diagnostics.h"

namespace llmtco {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Length generated where a row does not say: a chat answer.
constexpr double usual_output = 256;
constexpr double usual_input = 512;

struct Reader {
  const RowTable& table;
  std::size_t row;
  const Coefficients& coefficients;

  std::string_view text(std::string_view column) const { return table.field(row, column); }
  std::optional<double> number(std::string_view column) const { return number_field(table, row, column); }
};

Case basic(const Reader& in, RowPlacement placement) {
  Case c{.row_id = std::string(in.text("row_id")),
         .metric = "",
         .stratum = "",
         .replica = {},
         .scenario = "",
         .status = placement.status,
         .hardware = placement.placement.accelerator.id,
         .model = placement.placement.model.id,
         .engine = placement.placement.engine.id,
         .measured = {}};
  c.replicas = placement.replicas;
  c.excluded = contains(in.text("note"), "suspicious") || contains(in.text("note"), "unreliable");
  c.replica = replica(std::move(placement.placement), in.coefficients);
  return c;
}

/// A column's number, or what is assumed in its place, which the status then says.
double number_or(const Reader& in, Case& c, std::string_view column, double assumed) {
  if (const auto given = in.number(column)) return *given;
  c.status += fmt::format("{}{} not given, {:g} assumed", c.status == "ok" ? "; " : ", ", column, assumed);
  return assumed;
}

void decode_speed_case(const Reader& in, Case& c) {
  c.metric = in.text("metric");
  c.measured = in.number("value");
  c.load = in.number("batch").value_or(1);
  c.input = in.number("context").value_or(0);
  c.output = c.metric == "prefill_tok_s" ? in.number("gen_len").value_or(0)
                                         : number_or(in, c, "gen_len", usual_output);
  if (c.metric == "prefill_tok_s" && c.input <= 0) c.input = number_or(in, c, "context", usual_input);
  const Placement& p = c.replica.placement;
  c.kind = c.metric == "prefill_tok_s" ? CaseKind::prefill : CaseKind::decode;
  c.stratum = c.kind == CaseKind::prefill ? "prefill" : decode_stratum(p);
  if (c.kind == CaseKind::decode && is_server(p))
    c.stratum = p.gpus() > 1 ? "decode-other-split" : "decode-other";
}

void throughput_case(const Reader& in, Case& c) {
  const std::string_view load = in.text("load");
  const Placement& p = c.replica.placement;
  c.metric = in.text("metric");
  c.measured = in.number("value");
  const bool mlperf = load.starts_with("mlperf");
  if (!mlperf) {
    c.input = number_or(in, c, "isl", usual_input);
    c.output = number_or(in, c, "osl", usual_output);
  }
  c.kind = CaseKind::offline;
  c.stratum = offline_stratum(p);
  if (!mlperf && !load.starts_with("batch ") && load != "offline-max") {
    c.status += fmt::format("{}load '{}' taken as offline-max", c.status == "ok" ? "; " : ", ", load);
  }
  if (load.starts_with("batch ")) {
    c.kind = CaseKind::static_batch;
    c.stratum = "batch";
    c.load = std::atof(std::string(load.substr(6)).c_str());
    // This page's column holds seconds to the first token, as the latency file shows: no rate to compare
    // with.
    c.excluded = c.excluded || p.engine.id == "lmdeploy";
  } else if (mlperf) {
    c.kind = CaseKind::mlperf;
    c.stratum = mlperf_stratum(p);
    c.scenario = load.substr(7);
    c.output = in.number("osl").value_or(mlperf_output(p.model));
    c.beams = mlperf_beams(p.model);
    c.weight = 0.35;  // the same machine by many vendors
  }
  if (c.metric == "samples_s") c.unit = 1 / c.output;
  const double gpus = c.replicas * p.gpus();
  if (c.metric == "output_tok_s_per_gpu" || contains(in.text("note"), "per-GPU reading")) c.unit = 1 / gpus;
}

/// Names of the methods in the tables of Spec-Bench.
std::optional<SpeculationMethod> method_of(std::string_view name) {
  constexpr std::pair<std::string_view, SpeculationMethod> names[] = {
      {"PLD", SpeculationMethod::prompt_lookup},
      {"Lookahead", SpeculationMethod::lookahead},
      {"REST", SpeculationMethod::retrieval},
      {"Recycling", SpeculationMethod::token_recycling},
      {"Medusa", SpeculationMethod::medusa},
      {"Hydra", SpeculationMethod::hydra},
      {"EAGLE", SpeculationMethod::eagle},
      {"EAGLE2", SpeculationMethod::eagle2},
      {"SAMD[EAGLE2]", SpeculationMethod::samd_eagle2},
      {"SpS", SpeculationMethod::draft_model}};
  for (const auto& [text, method] : names) {
    if (text == name) return method;
  }
  if (name.starts_with("draft model")) return SpeculationMethod::draft_model;
  return speculation_method(name);
}

/// False if the method is not known.
bool speculation_case(const Reader& in, Case& c) {
  const auto method = method_of(in.text("method"));
  if (!method) return false;
  c.row_id = fmt::format("line {}", in.table.lines[in.row]);
  c.metric = "speedup";
  c.kind = CaseKind::speculation;
  c.stratum = "speculation";
  c.measured = in.number("speedup");
  const std::string_view task = in.text("task");
  c.replica.placement.speculation = {.method = *method,
                                     .draft = {},
                                     .accepted = in.number("mean_accepted_tokens"),
                                     .task = std::string(task == "not stated" ? "overall" : task)};
  return true;
}

/// A latency row gives up to two cases, first token and time per token.
void latency_cases(const Reader& in, Case c, std::vector<Case>& out) {
  const std::string_view kind = in.text("load_kind");
  const Placement& p = c.replica.placement;
  const bool mlperf = contains(kind, "mlperf");
  if (!mlperf) {
    c.input = number_or(in, c, "isl", usual_input);
    c.output = kind == "batch" ? in.number("osl").value_or(1) : number_or(in, c, "osl", usual_output);
  }
  c.load = number_or(in, c, "load", 1) / c.replicas;
  c.unit = 1000;
  if (mlperf) {
    c.scenario = contains(kind, "interactive") ? "interactive" : "server";
    c.output = in.number("osl").value_or(mlperf_output(p.model));
  }
  c.metric = "ttft_ms";
  c.kind = mlperf ? CaseKind::mlperf_ttft : kind == "batch" ? CaseKind::batch_ttft : CaseKind::ttft;
  c.stratum = mlperf ? "mlperf-ttft" : kind == "batch" ? "ttft-batch" : "ttft";
  c.measured = in.number("ttft_ms");
  const bool wanted = c.measured || in.text("ttft_ms").empty();
  if (wanted) out.push_back(c);
  if (kind == "batch") return;
  c.metric = "tpot_ms";
  c.kind = mlperf ? CaseKind::mlperf_tpot : CaseKind::tpot;
  c.stratum = mlperf ? "mlperf-tpot" : "tpot";
  c.measured = in.number("tpot_ms");
  out.push_back(c);
}

}  // namespace

Cases cases_of(const RowTable& table, const Catalog& catalog, const Coefficients& coefficients) {
  const RowTable::Kind kind = table.kind();
  if (kind == RowTable::Kind::unknown) {
    throw InputError(fmt::format(
        "{}:1:1: error: the columns are those of no known kind of rows; decode speeds have gen_len "
        "and format, throughputs load and precision, latencies load_kind",
        table.file));
  }
  Cases all;
  NameCache names(catalog);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const Reader in{table, row, coefficients};
    auto placement = row_placement(table, row, names, coefficients);
    if (const auto* const reason = std::get_if<std::string>(&placement)) {
      const std::string metric(kind == RowTable::Kind::latency ? "tpot_ms" : in.text("metric"));
      all.refused.push_back({std::string(in.text("row_id")), metric, *reason, in.number("value")});
      continue;
    }
    Case c = basic(in, std::get<RowPlacement>(std::move(placement)));
    if (kind == RowTable::Kind::latency) {
      latency_cases(in, std::move(c), all.cases);
      continue;
    }
    if (kind == RowTable::Kind::speculation) {
      if (speculation_case(in, c))
        all.cases.push_back(std::move(c));
      else
        all.refused.push_back(
            {in.table.file, "speedup", fmt::format("unknown method '{}'", in.text("method")), {}});
      continue;
    }
    kind == RowTable::Kind::decode_speed ? decode_speed_case(in, c) : throughput_case(in, c);
    all.cases.push_back(std::move(c));
  }
  return all;
}

}  // namespace llmtco
