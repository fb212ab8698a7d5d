#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/catalog.h"
#include "measured/row.h"
#include "performance/load.h"

namespace llmtco {

/// What a measured row asks for.
enum class CaseKind {
  decode,        ///< tokens/s of `batch` streams
  prefill,       ///< prompt tokens/s
  offline,       ///< output tokens/s from a full queue
  static_batch,  ///< output tokens/s of batches that start and end together
  mlperf,        ///< output tokens/s under the rules of MLPerf
  ttft,          ///< seconds, closed loop
  tpot,
  rate_ttft,  ///< seconds, open loop at a given rate, median
  rate_tpot,
  batch_ttft,   ///< seconds to the first token of a whole batch
  mlperf_ttft,  ///< seconds, at a given rate
  mlperf_tpot,
  speculation,  ///< decode rate over that without guessing
  kernel,       ///< seconds of one kernel alone
};

/// A kernel by itself (kernel_rows.h); what a kind has no use for is 0.
struct KernelWork {
  enum class Kind { product, experts, attention, prompt_attention, allreduce };
  Kind kind = Kind::product;
  double tokens = 0;       ///< rows of a product, of experts; of each sequence of an attention
  double in = 0, out = 0;  ///< inner and outer dimension; hidden and width of one expert's slice
  double experts = 0, per_token = 0, spread = 1;  ///< GPUs they are spread over
  double sequences = 0, heads = 0, kv_heads = 0, kv_bytes = 2;
  double bytes = 0;  ///< of an all-reduce
};

/// One number to be predicted. Lengths in tokens.
struct Case {
  std::string row_id, metric, stratum;
  CaseKind kind = CaseKind::decode;
  Replica replica;
  double replicas = 1;  ///< data-parallel copies
  double load = 1;      ///< batch, or requests in flight, requests/s or output tokens/s per replica
  double input = 0, output = 0, beams = 1;
  std::string scenario;  ///< of MLPerf: offline, server, interactive
  /// The row's number is the prediction times this: 1000 for ms, 1 / gpus for rates per GPU.
  double unit = 1;
  std::string status = "ok";
  std::string hardware, model, engine;  ///< groups to leave out
  /// The test a row comes from: who drove it, with which engine and version.
  std::string campaign{};
  /// Campaign, model, format and GPUs: rows of one differ in load and lengths alone.
  std::string configuration{};
  KernelWork kernel{};
  double weight = 1;               ///< in fits
  bool excluded = false;           ///< noted suspicious: not fitted, not scored
  std::optional<double> measured;  ///< never looked at by predict()
};

/// A row that cannot be predicted.
struct Refused {
  std::string row_id, metric, reason;
  std::optional<double> measured;
};

struct Cases {
  std::vector<Case> cases;
  std::vector<Refused> refused;
};
/// The cases of rows, their measured numbers kept aside.
Cases cases_of(const std::vector<MeasuredRow>& rows, const Catalog& catalog,
               const Coefficients& coefficients);
/// The same of a table. Throws InputError if its columns are of no known kind.
Cases cases_of(const RowTable& table, const Catalog& catalog, const Coefficients& coefficients);

/// The row's own unit and metric. Factors move decode and prefill rates, throughputs, and times of a closed
/// loop; MLPerf latencies, times of a whole batch and speculation they leave alone.
double predict(const Case& one, const Coefficients& coefficients, const Factors& factors = {});

/// Takes other coefficients into a case.
void refresh(Case& one, const Coefficients& coefficients);

}  // namespace llmtco
