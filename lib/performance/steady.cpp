#include <algorithm>
#include <span>
#include <vector>

#include "performance/load.h"
#include "performance/work.h"

namespace llmtco {
namespace {

/// Where a function that falls from f(low) to f(high) crosses zero, draw by draw; the end that is nearer
/// where it does not. Regula falsi with the Illinois rule (the value at an end kept twice counts half): on
/// the nearly straight curves here eight evaluations leave less than 1e-6 of the range, where bisection would
/// take twenty.
template <class F>
Column crossing(Column low, Column high, F f) {
  Column f_low = f(low), f_high = f(high);
  const Column never = less_equal(f_low, 0.0), always = greater_equal(f_high, 0.0);
  const Column first = low, last = high;
  Column kept_low = 0.0, kept_high = 0.0;  // whether the end was kept in the step before
  for (int i = 0; i < 6; ++i) {
    const Column fall = f_low - f_high;
    const Column middle = low + (high - low) * (f_low / select(greater(fall, 0.0), fall, 1.0));
    const Column f_middle = f(middle);
    const Column above = greater(f_middle, 0.0);  // the crossing lies behind the middle
    f_high = select(above, f_high * select(kept_high, 0.5, 1.0), f_middle);
    f_low = select(above, f_middle, f_low * select(kept_low, 0.5, 1.0));
    high = select(above, high, middle);
    low = select(above, middle, low);
    kept_high = above;
    kept_low = 1.0 - above;
  }
  const Column fall = f_low - f_high;
  const Column root = low + (high - low) * (f_low / select(greater(fall, 0.0), fall, 1.0));
  return select(never, first, select(always, last, root));
}

/// The largest batch in [1, most] whose TPOT keeps the limit; TPOT rises with the batch.
Column batch_within(const Replica& r, const RequestShape& request, const Column& most, Seconds limit,
                    const Factors& factors) {
  const Loop loop = loop_of(r, request, factors);
  return crossing(1.0, most, [&](const Column& batch) {
    return 1.0 - loop_step(r, loop, min(batch, loop.fits), factors).tpot * (1 / (limit / second));
  });
}

/// Batch at a rate by Little's law: batch = rate x output x TPOT(batch), in [0, most].
Column batch_at(const Replica& r, const RequestShape& request, const Column& rate, const Column& most,
                const Factors& factors) {
  const Column arrivals = rate * (request.output / token);
  const Loop loop = loop_of(r, request, factors);
  return crossing(0.0, most, [&](const Column& batch) {
    return arrivals * loop_step(r, loop, min(max(batch, 1e-3), loop.fits), factors).tpot - batch;
  });
}

/// What the speed model is asked with, as explanations show it: lengths, and the factors that are not 1.
class Asked {
 public:
  Asked(const RequestShape& request, const Factors& factors)
      : list_{argument("input of a call to compute", request.input),
              argument("output of a call", request.output),
              argument("input of a call from the cache", request.cached)} {
    const PartFactors& parts = factors.parts;
    add("answers in flight over all", request.in_flight);
    add("decode factor", factors.decode);
    add("prefill factor", factors.prefill);
    add("factor of activations and memory outside", factors.memory);
    add("factor of weights", parts.weights);
    add("factor of compute", parts.compute);
    add("factor of keys and values", parts.kv);
    add("factor of attention", parts.attention);
    if (parts.blend) list_.push_back({"blend exponent", *parts.blend});
  }
  Asked& with(Argument argument) {
    list_.push_back(argument);
    return *this;
  }

  template <Dimension D>
  void answer(std::string_view function, Quantity<D, Column>& value) const {
    value = Quantity<D, Column>(
        opaque(function, std::move(value).base_units(), std::span(list_), &Quantity<D>::dimension));
  }
  void answer(std::string_view function, Column& value) const {
    value = opaque(function, std::move(value), std::span(list_));
  }

 private:
  void add(std::string_view name, const Column& factor) {
    if (!factor.is(1)) list_.push_back({name, factor});
  }
  std::vector<Argument> list_;
};

}  // namespace

ReplicaCapacity replica_capacity(const Replica& r, const RequestShape& request,
                                 std::optional<Seconds> tpot_limit, std::optional<Column> max_batch,
                                 const Factors& factors) {
  Column most = min(batch_that_fits(r, request, factors.memory), Column(r.online.batch_limit));
  const Column one_fits = greater_equal(most, 1.0);
  most = max(most, Column(1.0));  // times are those of one request where none fits
  if (max_batch) most = max(min(most, *max_batch), Column(1.0));
  if (tpot_limit) most = batch_within(r, request, most, *tpot_limit, factors);
  const Latency full = closed_loop(r, request, most, factors);
  ReplicaCapacity capacity{
      one_fits * most,
      one_fits * (most / (request.output / token * (full.tpot / second))) * (llmtco::request / second)};
  if (!capacity.rate.base_units().is_traced()) return capacity;
  const Asked asked(request, factors);
  asked.answer("largest batch of a replica", capacity.batch);
  asked.answer("calls a replica serves at its largest batch", capacity.rate);
  return capacity;
}

Steady steady_state(const Replica& r, const RequestShape& request, const Drawn<RequestsPerSecond>& rate,
                    std::optional<Seconds> tpot_limit, std::optional<Column> max_batch,
                    const Factors& factors) {
  return steady_state(r, request, rate,
                      replica_capacity(r, request, tpot_limit, std::move(max_batch), factors), factors);
}

Steady steady_state(const Replica& r, const RequestShape& request, const Drawn<RequestsPerSecond>& rate,
                    const ReplicaCapacity& most, const Factors& factors) {
  const Column output = request.output / token;
  const Column capacity = most.rate / (llmtco::request / second);
  Steady s;
  s.capacity = most.rate;
  const Column arrivals = min(rate / (llmtco::request / second), capacity);
  s.load = rate / (llmtco::request / second) / max(capacity, Column(1e-300));
  s.batch = batch_at(r, request, arrivals, most.batch, factors);

  const Column busy_batch = max(s.batch, Column(1.0));
  const Latency at = closed_loop(r, request, busy_batch, factors);
  const PromptTime prompt = prompt_time(r, request.input / token, request.cached / token, factors);
  const Column busy = min(arrivals * prompt.stall, Column(0.95));
  const Column wait = busy / (2.0 * (1.0 - busy)) * prompt.alone;
  const Column step =
      token_step(r, busy_batch, request.cached + request.input + 0.5 * request.answer_in_flight(), factors)
          .time /
      second;
  const Column first = r.online.first_fixed +
                       (r.placement.speculation ? step * r.speculating.accepted : step) +
                       host_and_gpu(Column(r.online.first_launch), prompt.alone);
  s.ttft_p50 = (first + wait) * second;
  s.ttft_p95 = (first + 3.0 * wait) * second;
  s.tpot_p50 = at.tpot;
  // A request that happens on more newcomers than usual: two standard deviations of a Poisson number of them.
  const Column newcomers = arrivals * output * (at.tpot / second);
  const Column more = 2.0 * sqrt(max(newcomers, Column(0.0))) / max(newcomers, Column(1e-9));
  const Column stalls = max(at.tpot / second - step, Column(0.0));
  s.tpot_p95 = (at.tpot / second + stalls * min(more, Column(2.0))) * second;
  if (!s.ttft_p50.base_units().is_traced()) return s;
  const Asked asked = Asked(request, factors).with(argument("calls to a replica", rate));
  asked.answer("steady state: batch", s.batch);
  asked.answer("steady state: TTFT, median", s.ttft_p50);
  asked.answer("steady state: TTFT, 95th percentile", s.ttft_p95);
  asked.answer("steady state: TPOT, median", s.tpot_p50);
  asked.answer("steady state: TPOT, 95th percentile", s.tpot_p95);
  return s;
}

}  // namespace llmtco
