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
  const Picoseconds slope = decodes_ ? clock_.per_context_unit() * decoding.count() * decoding.gain() : 0;
  double host = settings.host_per_step + settings.host_per_request * static_cast<double>(admitted_);
  if (settings.host_per_token > 0) host += settings.host_per_token * tokens_out(1);
  check_length(static_cast<double>(clock_.per_context_unit()) * static_cast<double>(work.contexts));
  const Picoseconds host_time = host > 0 ? in_picoseconds(host) : 0;
  Picoseconds step = clock_.of(work) + transfer_;
  if (decodes_ && decoding.guesses()) step += guessing_time();
  if (work.prompt_tokens > 0) step = std::max(step, in_picoseconds(settings.prompt_launch));
  if (settings.overlap) return {.first = step, .slope = slope, .floor = host_time};
  return {.first = step + host_time, .slope = slope};
}

/// Of k steps, a mean where tokens are guessed.
double Replica::tokens_out(std::int64_t k) const {
  const std::int64_t units = decodes_ ? decoding.count() * k * decoding.gain() : 0;
  return static_cast<double>(finishing_.size()) +
         (decoding.unit() == 1 ? static_cast<double>(units) : static_cast<double>(units) / decoding.unit());
}

Picoseconds Replica::guessing_time() const {
  const Guessing& g = settings.guessing;
  return in_picoseconds(g.per_step + g.per_sequence * decoding.count());
}

/// Until the first sequence is done or blocks may run out; who waits already was not let in, and nothing but an end lets
/// him in. One step where a prompt is computed.
std::int64_t Replica::quiet_steps(const Stretch& stretch, const Plan& plan) {
  if (!decodes_ || plan.alone || work_.prompt_tokens > 0 || transfer_ > 0) return 1;
  std::int64_t k = decoding.until_first_end();
  if (settings.receive_interval > 1) k = std::min<std::int64_t>(k, settings.receive_interval - unseen_steps_);
  k = std::max<std::int64_t>(1, decoding.steps_within(kv.available() + first_demand_ - plan.margin, k));
  check_length(static_cast<double>(k) * (static_cast<double>(std::max(stretch.first, stretch.floor)) +
                                         static_cast<double>(stretch.slope) * static_cast<double>(k)));
  return k;
}

/// And the first step that ends at or after the next arrival; who waits already was not let in, and nothing but an end
/// lets him in.
std::int64_t Replica::steps_to_take(const Stretch& steps, const Plan& plan) {
  const std::int64_t k = quiet_steps(steps, plan);
  Picoseconds next = horizon_;
  if (!waiting() && arrived_ < outcomes.size()) next = std::min(next, outcomes[arrived_].arrival);
  return k > 1 && next != never ? steps.until(next - now_, k) : k;
}

void Replica::advance(const Plan& plan) {
  const Stretch steps = stretch();
  run(steps, steps_to_take(steps, plan));
}

void Replica::run(const Stretch& steps, std::int64_t k) {
  const std::int64_t held = kv.held(), batch = running();
  const double tokens = tokens_out(k);
  const Picoseconds begin = now_;
  if (k > 1) kv.take(decoding.demand(k) - first_demand_);
  unseen_steps_ += work_.prompt_tokens > 0 ? settings.receive_interval : k;
  planned_ = now_ + steps.total(k - 1);
  now_ += steps.total(k);
  check_length(static_cast<double>(now_));
  counts_.steps += k;
  ++counts_.events;
  record(begin, batch, tokens, held);
  counts_.transfer += transfer_;
  if (decodes_) {
    if (decoding.guesses()) counts_.guessed_steps += k;
    decoding.advance(k);
    const std::int64_t before = counts_.completed;
    finish_answers();
    gaps.decode(begin, steps, k, counts_.completed - before);
  }
  finish_prompts(now_);
  work_ = {};
  admitted_ = 0;
  transfer_ = 0;
  decodes_ = false;
  assert(conserves());
}

void Replica::record(Picoseconds begin, std::int64_t batch, double tokens, std::int64_t held_before) {
  const double time = static_cast<double>(now_ - begin);
  const double blocks = 0.5 * static_cast<double>(held_before + kv.held());
  if (!settings.guessing.on()) counts_.output_tokens += static_cast<std::int64_t>(tokens);
  counts_.busy += now_ - begin;
  counts_.in_system += time * static_cast<double>(static_cast<std::size_t>(batch) + queue_length());
  counts_.batch += time * static_cast<double>(batch);
  counts_.kv_blocks += time * blocks;
  timeline.add(begin, now_,
               {.batch = static_cast<double>(batch),
                .kv_blocks = blocks,
                .queued = static_cast<double>(queue_length()),
                .busy = 1,
                .tokens = tokens});
}

/// In order of admission where that decides which parts of the prefix cache go first.
void Replica::finish_answers() {
  if (cache_use_.empty()) {
    decoding.take_finished([&](const Sequence& s, std::int32_t held) { finish(s.id, own_blocks(s, held)); });
    return;
  }
  std::vector<std::pair<Sequence, std::int32_t>> done;
  decoding.take_finished([&](const Sequence& s, std::int32_t held) { done.emplace_back(s, held); });
  std::sort(done.begin(), done.end(),
            [](const auto& a, const auto& b) { return a.first.order < b.first.order; });
  for (const auto& [s, held] : done) finish(s.id, own_blocks(s, held));
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
          static_cast<std::int64_t>(context) * decoding.unit());
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
  if (settings.guessing.on()) counts_.output_tokens += load_.requests[id].output;
  if (ended != nullptr) ended->push_back(id);
  if (load_.in_flight > 0 && released_ < outcomes.size()) outcomes[released_++].arrival = now_;
}

void Replica::idle_until(Picoseconds time) {
  counts_.in_system += static_cast<double>(time - now_) * static_cast<double>(queue_length());
  timeline.add(now_, time, {.queued = static_cast<double>(queue_length())});
  now_ = time;
  planned_ = time + 1;
  unseen_steps_ = settings.receive_interval;
}

void Replica::idle_beside(Picoseconds planned, Picoseconds time) {
  idle_until(time);
  planned_ = planned;
}

bool Replica::sleep() {
  if (arrived_ >= outcomes.size() || outcomes[arrived_].arrival == never) return false;
  const Picoseconds next = std::max(now_, outcomes[arrived_].arrival);
  check_length(static_cast<double>(next));
  timeline.add(now_, next, {});
  now_ = next;
  planned_ = next + 1;
  unseen_steps_ = settings.receive_interval;
  return true;
}

}  // namespace llmtco::serving
