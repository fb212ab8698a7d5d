#include "performance/steady.h"

#include <algorithm>
#include <span>
#include <vector>

#include "columns/crossing.h"
#include "performance/work.h"

namespace llmtco {
namespace {

constexpr double least_batch = 1e-3;

/// The largest batch in [1, most] whose TPOT keeps the limit; TPOT rises with the batch.
Column batch_within(const Replica& r, const RequestShape& request, const Column& most, Seconds limit,
                    const Factors& factors) {
  const Loop loop = loop_of(r, request, factors);
  return crossing(1.0, most, [&](const Column& batch) {
    return 1.0 - loop_step(r, loop, min(batch, loop.fits), factors).tpot * (1 / (limit / second));
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

SteadyStates::SteadyStates(const Replica& r, const RequestShape& request, ReplicaCapacity most,
                           const Factors& factors)
    : replica_(r),
      request_(request),
      most_(std::move(most)),
      factors_(factors),
      loop_(std::make_unique<Loop>(loop_of(r, request, factors))),
      tpot_of_least_(tpot(least_batch)),
      tpot_of_most_(tpot(max(most_.batch, least_batch))) {}

SteadyStates::~SteadyStates() = default;

LoopStep SteadyStates::step_at(const Column& batch) const {
  return loop_step(replica_, *loop_, min(batch, loop_->fits), factors_);
}

Column SteadyStates::tpot(const Column& batch) const { return step_at(batch).tpot; }

Column SteadyStates::batch_at(const Column& rate) const {
  const Column arrivals = rate * (request_.output / token);
  return crossing({0.0, arrivals * tpot_of_least_ - 0.0},
                  {most_.batch, arrivals * tpot_of_most_ - most_.batch},
                  [&](const Column& batch) { return arrivals * tpot(max(batch, least_batch)) - batch; });
}

Steady SteadyStates::at(const Drawn<RequestsPerSecond>& rate) const {
  const Column capacity = most_.rate / (llmtco::request / second), asked = rate / (llmtco::request / second);
  const Column arrivals = min(asked, capacity);
  return state(batch_at(arrivals), arrivals, asked / max(capacity, Column(1e-300)));
}

Steady SteadyStates::at_batch(const Column& batch) const {
  const Column capacity = most_.rate / (llmtco::request / second);
  const LoopStep step = step_at(max(batch, least_batch));
  const Column arrivals = min(batch / (request_.output / token * step.tpot), capacity);
  return state(batch, arrivals, arrivals / max(capacity, Column(1e-300)), &step);
}

Steady SteadyStates::state(Column batch, const Column& arrivals, Column load, const LoopStep* known) const {
  const Replica& r = replica_;
  const PromptTime& prompt = loop_->prompt;
  Steady s;
  s.capacity = most_.rate;
  s.load = std::move(load);
  s.batch = std::move(batch);
  const Column busy_batch = max(s.batch, Column(1.0));
  const LoopStep loop = known && all(greater_equal(s.batch, 1.0)) ? *known : step_at(busy_batch);
  const Drawn<Seconds> tpot_at = loop.tpot * second;
  const Column busy = min(arrivals * prompt.stall, Column(0.95));
  const Column wait = busy / (2.0 * (1.0 - busy)) * prompt.alone;
  const Drawn<Seconds> token_time = r.placement.parallel.pipeline == 1
                                        ? loop.step.time
                                        : token_step(r, busy_batch, loop_->context, factors_).time;
  s.step = r.placement.speculation ? decode_step(r, busy_batch, loop_->context, factors_).time : token_time;
  const Column step = token_time / second;
  const Column first = r.online.first_fixed +
                       (r.placement.speculation ? step * r.speculating.accepted : step) +
                       host_and_gpu(Column(r.online.first_launch), prompt.alone);
  s.ttft_p50 = (first + wait) * second;
  s.ttft_p95 = (first + 3.0 * wait) * second;
  s.tpot_p50 = tpot_at;
  // A request that happens on more newcomers than usual: two standard deviations of a Poisson number of them.
  const Column newcomers = arrivals * (request_.output / token) * (tpot_at / second);
  const Column more = 2.0 * sqrt(max(newcomers, Column(0.0))) / max(newcomers, Column(1e-9));
  const Column stalls = max(tpot_at / second - step, Column(0.0));
  s.tpot_p95 = (tpot_at / second + stalls * min(more, Column(2.0))) * second;
  return s;
}

Steady steady_state(const Replica& r, const RequestShape& request, const Drawn<RequestsPerSecond>& rate,
                    const ReplicaCapacity& most, const Factors& factors) {
  Steady s = SteadyStates(r, request, most, factors).at(rate);
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
