#include <algorithm>
#include <cassert>
#include <cmath>

#include "serving/replica.h"
#include "text/diagnostics.h"

namespace llmtco::serving {
namespace {

void check_length(double picoseconds) {
  if (!(picoseconds < static_cast<double>(latest))) {
    throw InputError(
        "error: the simulated time passes 53 days; shorten the load, raise its rate, or look at the step "
        "time\n");
  }
}

}  // namespace

/// Of the steps to come. Work of the host adds to a step, or goes on beside it.
Stretch Replica::stretch() const {
  StepWork work = work_;
  if (decodes_) {
    work.decoding = decoding.count();
    work.contexts = decoding.contexts();
  }
  const Picoseconds slope = decodes_ ? clock_.per_context_token() * decoding.count() : 0;
  const double host = settings.host_per_step +
                      settings.host_per_token *
                          static_cast<double>(work.decoding + static_cast<std::int64_t>(finishing_.size())) +
                      settings.host_per_request * static_cast<double>(admitted_);
  check_length(static_cast<double>(clock_.per_context_token()) * static_cast<double>(work.contexts));
  const Picoseconds host_time = host > 0 ? in_picoseconds(host) : 0;
  const Picoseconds step = clock_.of(work);
  if (settings.overlap) return {.first = step, .slope = slope, .floor = host_time};
  return {.first = step + host_time, .slope = slope};
}

/// Until the first sequence is done, blocks may run out, or the first step end at or after the next arrival; who waits
/// already was not let in, and nothing but an end lets him in. One step where a prompt is computed.
std::int64_t Replica::steps_to_take(const Stretch& stretch, const Plan& plan) {
  if (!decodes_ || plan.alone || work_.prompt_tokens > 0) return 1;
  std::int64_t k = decoding.until_first_end();
  k = std::max<std::int64_t>(1, decoding.steps_within(kv.available() + first_demand_ - plan.margin, k));
  check_length(static_cast<double>(k) * (static_cast<double>(std::max(stretch.first, stretch.floor)) +
                                         static_cast<double>(stretch.slope) * static_cast<double>(k)));
  Picoseconds next = horizon_;
  if (!waiting() && arrived_ < outcomes.size()) next = std::min(next, outcomes[arrived_].arrival);
  if (next != never) k = stretch.until(next - now_, k);
  return k;
}

void Replica::advance(const Plan& plan) {
  const Stretch steps = stretch();
  const std::int64_t k = steps_to_take(steps, plan);
  const std::int64_t held = kv.held(), batch = running(), decoded = decodes_ ? decoding.count() : 0;
  const Picoseconds begin = now_;
  if (k > 1) kv.take(decoding.demand(k) - first_demand_);
  now_ += steps.total(k);
  check_length(static_cast<double>(now_));
  counts_.steps += k;
  ++counts_.events;
  record(begin, batch, decoded * k + static_cast<std::int64_t>(finishing_.size()), held);
  if (decodes_) {
    decoding.advance(k);
    const std::int64_t before = counts_.completed;
    finish_answers();
    gaps.decode(begin, steps, k, counts_.completed - before);
  }
  finish_prompts(now_);
  work_ = {};
  admitted_ = 0;
  decodes_ = false;
  assert(conserves());
}

void Replica::record(Picoseconds begin, std::int64_t batch, std::int64_t tokens, std::int64_t held_before) {
  const double time = static_cast<double>(now_ - begin);
  const double blocks = 0.5 * static_cast<double>(held_before + kv.held());
  counts_.output_tokens += tokens;
  counts_.busy += now_ - begin;
  counts_.in_system += time * static_cast<double>(static_cast<std::size_t>(batch) + queue_length());
  counts_.batch += time * static_cast<double>(batch);
  counts_.kv_blocks += time * blocks;
  timeline.add(begin, now_,
               {.batch = static_cast<double>(batch),
                .kv_blocks = blocks,
                .queued = static_cast<double>(queue_length()),
                .busy = 1,
                .tokens = static_cast<double>(tokens)});
}

/// In order of admission where that decides which parts of the prefix cache go first.
void Replica::finish_answers() {
  if (cache_use_.empty()) {
    decoding.take_finished([&](const Sequence& s) { finish(s.id, own_blocks(s, s.end)); });
    return;
  }
  std::vector<Sequence> done;
  decoding.take_finished([&](const Sequence& s) { done.push_back(s); });
  std::sort(done.begin(), done.end(), [](const Sequence& a, const Sequence& b) { return a.order < b.order; });
  for (const Sequence& s : done) finish(s.id, own_blocks(s, s.end));
}

/// The last step over a prompt gives a token.
void Replica::finish_prompts(Picoseconds end) {
  std::int64_t decode_next = 0;
  for (const Prefilling& p : finishing_) {
    Outcome& outcome = outcomes[p.id];
    if (outcome.first_token < 0) outcome.first_token = end;
    for (std::size_t i = 0; i < resumed_.size(); ++i) {
      if (resumed_[i].first != p.id) continue;
      if (resumed_[i].second >= 0) gaps.add(end - resumed_[i].second);
      resumed_.erase(resumed_.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
    const std::int32_t context = p.prompt + 1;
    if (context >= p.end) {
      finish(p.id, p.own);
    } else {
      decoding.add(
          {.id = p.id, .order = p.order, .end = p.end, .blocks = grows_ ? shared_blocks(p.id) : p.own},
          context);
      ++decode_next;
    }
  }
  gaps.start(end, decode_next);
  finishing_.clear();
}

void Replica::finish(std::uint32_t id, std::int64_t own) {
  Outcome& outcome = outcomes[id];
  outcome.end = now_;
  outcome.state = Outcome::State::done;
  release(id, cache_use_.empty() ? own : keep_answer(id, own));
  ++counts_.completed;
  if (ended != nullptr) ended->push_back(id);
  if (load_.in_flight > 0 && released_ < outcomes.size()) outcomes[released_++].arrival = now_;
}

bool Replica::sleep() {
  if (arrived_ >= outcomes.size() || outcomes[arrived_].arrival == never) return false;
  const Picoseconds next = std::max(now_, outcomes[arrived_].arrival);
  check_length(static_cast<double>(next));
  timeline.add(now_, next, {});
  now_ = next;
  return true;
}

}  // namespace llmtco::serving
