#include "performance/predict.h"

#include <algorithm>

#include "columns/normal.h"
#include "columns/repeatable.h"
#include "performance/longest_request.h"
#include "performance/speculation.h"
#include "performance/strata.h"
#include "performance/unlike_cards.h"

namespace llmtco {
namespace {

double value(const Column& column) { return column[0]; }
Drawn<Tokens> tokens(double n) { return Drawn<Tokens>(Column(n)); }

class Builder {
 public:
  Builder(const Query& query, const Coefficients& k, Prediction& out)
      : query_(query),
        k_(k),
        out_(out),
        replica_(replica(query.placement, k)),
        request_{.input = tokens(query.input), .output = tokens(query.output)} {}

  void decode() {
    const Timed step =
        decode_step(replica_, query_.batch, tokens(query_.input + 0.5 * query_.output), query_.factors);
    add("decode_tok_s", query_.batch / value(step.time / second), "tokens/s",
        decode_stratum(query_.placement), step.bound, query_.decode_sd);
    if (!query_.placement.speculation) return;
    const Column faster = speculative_speedup(replica_, query_.batch,
                                              tokens(query_.input + 0.5 * query_.output), query_.factors);
    add("speculation_speedup", value(faster), "times", "speculation", step.bound);
    out_.numbers.back().bound.clear();
  }

  void first_tokens() {
    const Timed first = prefill(replica_, tokens(query_.input), tokens(0), 1.0, query_.factors);
    add("prefill_tok_s", query_.input / value(first.time / second), "tokens/s",
        is_server(query_.placement) ? "offline-dense" : "prefill", first.bound, query_.prefill_sd);
  }

  void loop() {
    const Latency latency = closed_loop(replica_, request_, query_.concurrency.value_or(1), query_.factors);
    add("ttft_ms", value(latency.ttft / ms), "ms", "ttft", latency.bound, query_.prefill_sd);
    add("tpot_ms", value(latency.tpot / ms), "ms", decode_stratum(query_.placement), latency.bound,
        query_.decode_sd);
  }

  void full_queue() {
    const Throughput most = offline_throughput(replica_, request_, {}, query_.factors);
    add("output_tok_s", value(most.output / (token / second)), "tokens/s", offline_stratum(query_.placement),
        most.bound, both_sd());
  }

  /// The times by the same steady state as those of a fleet that a scenario prices.
  void at_rate() {
    const Steady s = steady_state(replica_, request_, Drawn<RequestsPerSecond>(Column(*query_.rate)), {}, {},
                                  query_.factors);
    out_.at_rate = AtRate{.capacity = value(s.capacity / (request / second)),
                          .load = value(s.load),
                          .in_flight = value(s.batch)};
    if (out_.at_rate->serves()) {
      const Bound bound = closed_loop(replica_, request_, max(s.batch, Column(1.0)), query_.factors).bound;
      add("ttft_ms", value(s.ttft_p50 / ms), "ms", "ttft", bound, query_.prefill_sd);
      add("ttft_p95_ms", value(s.ttft_p95 / ms), "ms", "ttft", bound, query_.prefill_sd);
      const std::string stratum = decode_stratum(query_.placement);
      add("tpot_ms", value(s.tpot_p50 / ms), "ms", stratum, bound, query_.decode_sd);
      add("tpot_p95_ms", value(s.tpot_p95 / ms), "ms", stratum, bound, query_.decode_sd);
    }
    add("requests_per_s", out_.at_rate->capacity, "requests/s", offline_stratum(query_.placement),
        Bound::compute, both_sd());
    out_.numbers.back().bound.clear();
  }

  void notes() {
    const Placement& p = query_.placement;
    for (const Accelerator& card : cards_of(p)) {
      if (const std::string assumed = driver_memory(card).assumption; !assumed.empty())
        out_.notes.push_back("memory is assumed: " + assumed);
    }
    if (p.host) out_.notes.push_back("assumed of the host: " + host_assumption() + "; wider intervals");
    if (!p.cards.empty()) {
      out_.notes.push_back("no measured rows of these cards together: wider intervals");
    } else if (!has_rows(k_, p.accelerator))
      out_.notes.push_back("no measured rows of this accelerator: values of its class");
    if (!has_rows(k_, p.engine)) out_.notes.push_back("no measured rows of this engine: values of its kind");
    if (p.assumed_shape)
      out_.notes.push_back("the model's shape is typical of its size, not known: wider intervals");
  }

 private:
  /// Of a throughput: the wider of its two parts; nothing unless both were measured.
  std::optional<double> both_sd() const {
    if (!query_.decode_sd || !query_.prefill_sd) return std::nullopt;
    return std::max(*query_.decode_sd, *query_.prefill_sd);
  }

  void add(std::string name, double number, std::string unit, const std::string& stratum, Bound bound,
           std::optional<double> measured_sd = {}) {
    out_.numbers.push_back(
        with_interval(std::move(name), number, std::move(unit), stratum, query_.placement, k_));
    if (measured_sd) {
      Predicted& last = out_.numbers.back();
      last.p5 = number * repeatable::exp(-z95 * *measured_sd);
      last.p95 = number * repeatable::exp(z95 * *measured_sd);
      last.stratum = "calibration";
    }
    out_.numbers.back().bound = to_text(bound);
  }

  const Query& query_;
  const Coefficients& k_;
  Prediction& out_;
  Replica replica_;
  RequestShape request_;
};

}  // namespace

Predicted with_interval(std::string name, double number, std::string unit, const std::string& stratum,
                        const Placement& placement, const Coefficients& k) {
  const RatioInterval range = range_of(k, placement, stratum);
  return {.name = std::move(name),
          .value = number,
          .p5 = number * range.low,
          .p95 = number * range.high,
          .unit = std::move(unit),
          .bound = "",
          .stratum = stratum};
}

namespace {

std::string reason_against(const Query& query, const Prediction& out) {
  if (!query.refused.empty()) return query.refused;
  if (!out.memory.fits) return out.memory.reason;
  const double asked = query.input + query.output;
  if (out.largest_batch >= 1) return "";
  return does_not_fit(query.placement, asked * token, out.longest_request * token);
}

}  // namespace

Prediction predict(const Query& query, const Coefficients& k) {
  Prediction out;
  out.memory = memory(query.placement);
  const double apart = repeatable::exp(z95 * out.memory.spread);
  out.room_low = room_at(out.memory, apart);
  out.room_high = room_at(out.memory, 1 / apart);
  out.chance_of_fitting = chance_of_fitting(out.memory);
  out.largest_batch = value(largest_batch(query.placement, tokens(query.input + query.output)));
  const Tokens context = std::max(query.placement.model.context, 1) * token;
  const Tokens asked = (query.input + query.output) * token;
  out.longest_request = value(longest_request(query.placement, std::max(context, asked)) / token);
  out.source = query.source.value_or(speed_source(query.placement, k));
  Builder build(query, k, out);
  build.notes();
  out.reason = reason_against(query, out);
  if (!out.runs()) return out;
  build.decode();
  build.first_tokens();
  if (query.rate) {
    build.at_rate();
  } else {
    build.loop();
  }
  build.full_queue();
  return out;
}

}  // namespace llmtco
