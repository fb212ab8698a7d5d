#include <algorithm>

#include "performance/load.h"
#include "performance/work.h"

namespace llmtco {
namespace {

constexpr int halvings = 24;

/// The largest batch in [1, most] whose TPOT keeps the limit, by bisection; TPOT rises with the batch.
Column batch_within(const Replica& r, const RequestShape& request, const Column& most, Seconds limit,
                    const Factors& factors) {
  Column low = 1.0, high = most;
  for (int i = 0; i < halvings; ++i) {
    const Column middle = 0.5 * (low + high);
    const Column slow =
        greater(closed_loop(r, request, middle, factors).tpot / second, Column(limit / second));
    low = select(slow, low, middle);
    high = select(slow, middle, high);
  }
  return low;
}

/// Batch at a rate by Little's law: batch = rate x (output x TPOT(batch) ), the smallest solution in [0,
/// most].
Column batch_at(const Replica& r, const RequestShape& request, const Column& rate, const Column& most,
                const Factors& factors) {
  Column low = 0.0, high = most;
  const Column output = request.output / token;
  for (int i = 0; i < halvings; ++i) {
    const Column middle = 0.5 * (low + high);
    const Column tpot = closed_loop(r, request, max(middle, Column(1e-3)), factors).tpot / second;
    const Column too_few = less(middle, rate * output * tpot);  // more requests arrive than this batch holds
    low = select(too_few, middle, low);
    high = select(too_few, high, middle);
  }
  return 0.5 * (low + high);
}

}  // namespace

Steady steady_state(const Replica& r, const RequestShape& request, const Drawn<RequestsPerSecond>& rate,
                    std::optional<Seconds> tpot_limit, std::optional<Column> max_batch,
                    const Factors& factors) {
  const Column output = request.output / token;
  Column most = max(min(batch_that_fits(r, request), Column(r.online.batch_limit)), Column(1.0));
  if (max_batch) most = max(min(most, *max_batch), Column(1.0));
  if (tpot_limit) most = batch_within(r, request, most, *tpot_limit, factors);

  const Latency full = closed_loop(r, request, most, factors);
  Steady s;
  const Column capacity = most / (output * (full.tpot / second));
  s.capacity = capacity * (llmtco::request / second);
  const Column arrivals = min(rate / (llmtco::request / second), capacity);
  s.load = rate / (llmtco::request / second) / capacity;
  s.batch = batch_at(r, request, arrivals, most, factors);

  const Column busy_batch = max(s.batch, Column(1.0));
  const Latency at = closed_loop(r, request, busy_batch, factors);
  const PromptTime prompt = prompt_time(r, request.input / token, request.cached / token, factors);
  const Column busy = min(arrivals * prompt.stall, Column(0.95));
  const Column wait = busy / (2.0 * (1.0 - busy)) * prompt.alone;
  const Column step =
      decode_step(r, busy_batch, request.cached + request.input + 0.5 * request.output, factors).time /
      second;
  const Column first = r.online.first_fixed + step + prompt.alone * r.online.first_scale;
  s.ttft_p50 = (first + wait) * second;
  s.ttft_p95 = (first + 3.0 * wait) * second;
  s.tpot_p50 = at.tpot;
  // A request that happens on more newcomers than usual: two standard deviations of a Poisson number of them.
  const Column newcomers = arrivals * output * (at.tpot / second);
  const Column more = 2.0 * sqrt(max(newcomers, Column(0.0))) / max(newcomers, Column(1e-9));
  const Column stalls = max(at.tpot / second - step, Column(0.0));
  s.tpot_p95 = (at.tpot / second + stalls * min(more, Column(2.0))) * second;
  return s;
}

}  // namespace llmtco
