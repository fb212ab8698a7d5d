#include <algorithm>
#include <optional>

#include "measured/case_rows.h"
#include "measured/cases.h"
#include "measured/kernel_rows.h"
#include "performance/speculation.h"
#include "performance/work.h"

namespace llmtco {
namespace {

double value(const Column& column) { return column[0]; }
Drawn<Tokens> tokens(double n) { return Drawn<Tokens>(Column(n)); }

RequestShape request_of(const Case& c, const Coefficients& k) {
  const bool mlperf = !c.scenario.empty();
  const double input = mlperf ? mlperf_input(c.replica.placement.model, k) : c.input;
  return {.input = tokens(input), .output = tokens(c.output), .beams = c.beams};
}

/// The kernels of AutoAWQ's GEMV variant read the weights once per sequence, in part.
double batch_penalty(const Case& c, const Coefficients& k) {
  if (c.replica.placement.engine_key != "autoawq-gemv") return 1;
  return 1 + k("local.gemv_batch") * (c.load - 1);
}

double decode_rate(const Case& c, const Coefficients& k, const Factors& f) {
  const Timed step = decode_step(c.replica, c.load, tokens(c.input + 0.5 * c.output), f);
  return c.load / (value(step.time / second) * batch_penalty(c, k));
}

double prefill_rate(const Case& c, const Factors& f) {
  return c.input * c.load / value(prefill(c.replica, tokens(c.input), tokens(0), c.load, f).time / second);
}

/// The replica without the overheads of serving over HTTP, as test programs inside an engine see it.
Replica offline(Replica r) {
  r.online = r.offline;
  return r;
}

/// Submissions to MLPerf are tuned for weeks: all times are shorter by one factor, whatever the model, but
/// never below the datasheet roofline.
Factors tuned(const Case& c, const Coefficients& k, Factors f) {
  if (c.scenario.empty()) return f;
  f.decode /= k("mlperf.tuned");
  f.prefill /= k("mlperf.tuned");
  return f;
}

double offline_rate(const Case& c, const Coefficients& k, const Factors& f) {
  std::optional<Column> batch;
  if (c.kind == CaseKind::static_batch) batch = c.load;
  const Throughput full = offline_throughput(c.replica, request_of(c, k), batch, tuned(c, k, f));
  double rate = value(full.output / (token / second));
  if (c.kind == CaseKind::mlperf && c.scenario != "offline") rate /= k("mlperf.limit@" + c.scenario);
  return rate * c.replicas;
}

double rate_latency(const Case& c, const Coefficients& k, const Factors& f) {
  const Drawn<RequestsPerSecond> rate(Column(c.load));
  const Steady s = steady_state(c.replica, request_of(c, k), rate, {}, {}, f);
  return value((c.kind == CaseKind::rate_ttft ? s.ttft_p50 : s.tpot_p50) / second);
}

/// MLPerf servers run at the highest rate that keeps the limits, so close to a full batch. Where that rate is more
/// than nine tenths of the predicted capacity, the capacity is what is wrong, and latencies are those at nine tenths.
double mlperf_latency(const Case& c, const Coefficients& k) {
  constexpr double busiest = 0.9;
  const RequestShape request = request_of(c, k);
  const Factors factors = tuned(c, k, {});
  const ReplicaCapacity most = replica_capacity(c.replica, request, {}, {}, factors);
  const double rate = std::min(c.load / c.output, busiest * value(most.rate / (llmtco::request / second)));
  const Steady s = steady_state(c.replica, request, Drawn<RequestsPerSecond>(Column(rate)), most, factors);
  // Poisson arrivals at nine tenths of the capacity keep batches longer and queues deeper than the steady
  // mean.
  const bool first = c.kind == CaseKind::mlperf_ttft;
  return value((first ? s.ttft_p50 : s.tpot_p50) / second) * k(first ? "mlperf.first" : "mlperf.token");
}

}  // namespace

double predict(const Case& c, const Coefficients& k, const Factors& f) {
  switch (c.kind) {
    case CaseKind::decode:
      return c.unit * decode_rate(c, k, f);
    case CaseKind::prefill:
      return c.unit * prefill_rate(c, f);
    case CaseKind::offline:
    case CaseKind::static_batch:
    case CaseKind::mlperf:
      return c.unit * offline_rate(c, k, f);
    case CaseKind::ttft:
      return c.unit * value(closed_loop(c.replica, request_of(c, k), c.load, f).ttft / second);
    case CaseKind::tpot:
      return c.unit * value(closed_loop(c.replica, request_of(c, k), c.load, f).tpot / second);
    case CaseKind::rate_ttft:
    case CaseKind::rate_tpot:
      return c.unit * rate_latency(c, k, f);
    case CaseKind::batch_ttft:
      return c.unit * value(prefill(offline(c.replica), tokens(c.input), tokens(0), c.load).time / second);
    case CaseKind::speculation:
      return speculative_speedup(c.replica.placement, k);
    case CaseKind::mlperf_ttft:
    case CaseKind::mlperf_tpot:
      return c.unit * mlperf_latency(c, k);
    case CaseKind::kernel:
      return c.unit * kernel_time(c, k);
  }
  return 0;
}

void refresh(Case& c, const Coefficients& k) {
  c.replica.online = profile_of(c.replica.placement, c.replica.shape, k, true);
  c.replica.offline = profile_of(c.replica.placement, c.replica.shape, k, false);
}

}  // namespace llmtco
