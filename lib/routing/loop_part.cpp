#include "routing/loop_part.h"

#include <cassert>

#include "workload/call_lengths.h"

namespace llmtco::routing {
namespace {

/// Input as a multiple of I, what a task's first call reads, and one of d, what each later call reads more.
struct Reads {
  Column starts{}, steps{};

  Drawn<TokensPerRequest> of(const Drawn<TokensPerRequest>& first,
                             const Drawn<TokensPerRequest>& step) const {
    return starts * first + steps * step;
  }
};

/// Sums over the calls of a leg, mean over all tasks of the loop.
struct Sums {
  Column tasks{1.0};   ///< part of the tasks that come to it
  Column calls{};      ///< made
  Column steps{};      ///< sum of their numbers in the loop, from 0
  Reads before{};      ///< read by the call of the loop before each
  Reads found{};       ///< in the cache of this leg
  Reads kept{};        ///< for a later call of this leg; of I what not all tasks share
  Reads whole_kept{};  ///< for a later call of any leg
};

/// What of the number of calls the sums are made of.
struct Numbers {
  explicit Numbers(const Calls& calls)
      : more(calls.mean - 1.0),
        after_second(calls.beyond(2)),
        after_third(calls.beyond(3)),
        after_fourth(calls.beyond(4)),
        second(calls.alike() ? min(1.0, more) : more - after_second),
        third(calls.alike() ? min(1.0, after_second) : after_second - after_third),
        all_steps(0.5 * calls.pairs()),
        prefix_steps(0.5 * calls.later_pairs()),
        middle_steps(max(after_second, prefix_steps)) {}

  Column more, after_second, after_third, after_fourth;  ///< E[max(0, n - k)], k = 1 to 4
  Column second, third;                                  ///< part of the tasks that make such a call
  Column all_steps, prefix_steps;  ///< sum of k, and of k - 1, over the calls behind the first
  Column middle_steps;             ///< sum of k over the calls between first and last
};

Sums sums_of(const Calls& calls, const Places& places) {
  const Numbers n(calls);
  const Reads middle_before{n.after_second, n.middle_steps - n.after_second};
  const Reads last_before{n.second, n.prefix_steps - middle_before.steps};
  if (places.first && places.later)
    return {.calls = 1.0 + n.after_second,
            .steps = n.middle_steps,
            .before = middle_before,
            .found = middle_before,
            .kept = {n.third, n.after_third},
            .whole_kept = {n.second, n.after_second}};
  if (places.first && places.last)
    return {.calls = 1.0 + n.second,
            .steps = n.all_steps - n.middle_steps,
            .before = last_before,
            .found = {n.second, 0.0},
            .kept = {n.second, 0.0},
            .whole_kept = {n.second, 0.0}};
  if (places.first) return {.calls = 1.0, .whole_kept = {n.second, 0.0}};
  if (places.later && places.last)
    return {.tasks = n.second,
            .calls = n.more,
            .steps = n.all_steps,
            .before = {n.more, n.prefix_steps},
            .found = {n.after_second, n.prefix_steps},
            .kept = {n.third, n.after_second},
            .whole_kept = {0.0, n.after_second}};
  if (places.later)
    return {.tasks = n.third,
            .calls = n.after_second,
            .steps = n.middle_steps,
            .before = middle_before,
            .found = {n.after_third, middle_before.steps},
            .kept = {n.after_third - n.after_fourth, n.after_third},
            .whole_kept = {0.0, n.after_second}};
  return {.tasks = n.second, .calls = n.second, .steps = n.all_steps - n.middle_steps, .before = last_before};
}

/// Over the tasks that come; nothing where none do.
Column of_each(const Column& sum, const Column& tasks) {
  if (tasks.is(1)) return sum;
  const Column come = less(0.0, tasks);
  return select(come, sum / select(come, tasks, 1.0), 0.0);
}

Reads of_each(const Reads& reads, const Column& tasks) {
  return {of_each(reads.starts, tasks), of_each(reads.steps, tasks)};
}

/// Sums over the tasks that come to the leg.
Sums of_each(const Sums& all) {
  const Column& tasks = all.tasks;
  return {.tasks = tasks,
          .calls = of_each(all.calls, tasks),
          .steps = of_each(all.steps, tasks),
          .before = of_each(all.before, tasks),
          .found = of_each(all.found, tasks),
          .kept = of_each(all.kept, tasks),
          .whole_kept = of_each(all.whole_kept, tasks)};
}

/// Begins with the call that reads `start` steps more than the first; a variance of that number is given in tokens^2.
void begin_at(const Column& start, const Column& variance_of_start, const TaskLengths& loop,
              TaskLengths& part) {
  part.input = loop.input + start * loop.step;
  for (const Medium medium : all_media) {
    if (loop.media[medium].is_none()) continue;
    part.media[medium].input = loop.media[medium].input + start * loop.media[medium].output;
  }
  const Column each = step_variance(loop);
  if (loop.input_cv.is(0) && each.is(0) && variance_of_start.is(0)) return;
  part.input_cv = cv_of(first_call_variance(loop) + start * each + variance_of_start, part.input);
}

/// Tokens^2 by which the input of the last call differs, since tasks differ in their calls.
Column variance_by_calls(const TaskLengths& loop) {
  if (loop.calls.alike()) return 0.0;
  const Column step = loop.step / (token / request);
  return step * step * loop.calls.variance();
}

/// The first call and, in a part of the tasks, the last: two calls, the second of which reads all that lies between.
void set_both_ends(const Sums& sums, const TaskLengths& loop, TaskLengths& part) {
  const Column both = sums.calls - 1.0;
  part.calls = {.mean = sums.calls};
  if (!both.is(0) && !both.is(1)) part.calls.cv = sqrt(max(0.0, both * (1.0 - both))) / sums.calls;
  const Column any = less(0.0, both), steps = select(any, sums.steps / select(any, both, 1.0), 1.0);
  part.step = steps * loop.step;
  const Drawn<TokensPerRequest> none;
  part.new_input = max(none, part.step - loop.visible);
  const Column all = max(
      0.0, steps * step_variance(loop) + variance_by_calls(loop) - variance_of(loop.output_cv, loop.visible));
  part.new_cv = all.is(0) ? Column(0.0) : cv_of(all, part.new_input);
}

/// Calls one after the other.
void set_run(const Sums& sums, bool first, const TaskLengths& loop, TaskLengths& part) {
  const Column mean = max(1.0, sums.calls), of_mean = mean * (mean - 1.0), from = first ? 0.0 : 1.0;
  part.calls = {.mean = mean};
  Column pairs = of_mean;
  if (!loop.calls.alike()) {
    const Column variance = max(0.0, 2.0 * (sums.steps - from * mean) - of_mean);
    part.calls.cv = sqrt(variance) / mean;
    pairs += variance;
  }
  begin_at((sums.steps - 0.5 * pairs) / mean, 0.0, loop, part);
}

TaskLengths lengths_of(const Sums& sums, const Places& places, const TaskLengths& loop) {
  TaskLengths part = loop;
  if (places.later) {
    set_run(sums, places.first, loop, part);
  } else if (places.first && places.last) {
    set_both_ends(sums, loop, part);
  } else {
    part.calls = {};
    if (places.last) begin_at(sums.steps, variance_by_calls(loop), loop, part);
  }
  return part;
}

/// All calls of the leg, of which `found` are found in a cache.
TaskTokens tokens_of(const Sums& sums, const Reads& found, const Reads& kept, const TaskLengths& loop) {
  const Drawn<TokensPerRequest> none;
  const Column made = 1.0 + loop.retries;
  const auto input = [&](const auto& first, const auto& step) -> Drawn<TokensPerRequest> {
    return Reads{sums.calls, sums.steps}.of(first, step);
  };
  const auto repeated = [&](const auto& first, const auto& step) -> Drawn<TokensPerRequest> {
    return max(none, found.of(first, step)) + loop.retries * input(first, step);
  };
  TaskTokens all{.calls = made * sums.calls,
                 .input = made * input(loop.input, loop.step),
                 .repeated = repeated(loop.input, loop.step),
                 .shared = loop.shared,
                 .kept = none,
                 .output = made * sums.calls * loop.output};
  Drawn<TokensPerRequest> text = loop.input, step = loop.step;
  for (const Medium medium : all_media) {
    const MediumTokens& tokens = loop.media[medium];
    if (tokens.is_none()) continue;
    text = text - tokens.input;
    step = step - tokens.output;
    all.media[medium] = {made * input(tokens.input, tokens.output), repeated(tokens.input, tokens.output),
                         made * sums.calls * tokens.output};
  }
  all.kept = max(none, kept.of(text - loop.shared, step));
  return all;
}

}  // namespace

Column tasks_reaching(const Calls& calls, const Places& places) {
  if (places.first) return 1.0;
  const Numbers n(calls);
  return max(0.0, places.last ? n.second : n.third);
}

Column calls_made(const Calls& calls, const Places& places) { return sums_of(calls, places).calls; }

LoopPart part_of(const TaskLengths& loop, const Places& places) {
  assert(places.first || places.later || places.last);
  assert(!(places.first && places.later && places.last));
  const Sums sums = of_each(sums_of(loop.calls, places));
  LoopPart part{.lengths = lengths_of(sums, places, loop),
                .tokens = tokens_of(sums, sums.found, sums.kept, loop),
                .unbroken = tokens_of(sums, sums.before, sums.whole_kept, loop)};
  if (places.later || places.last)
    part.unbroken.read_again = loop.input + max(0.0, loop.calls.mean - 2.0) * loop.step;
  if (places.first) {
    part.lost = max(Drawn<TokensPerRequest>(), part.unbroken.repeated - part.tokens.repeated);
    return part;
  }
  part.unbroken.shared = {};
  part.lost = max(Drawn<TokensPerRequest>(), part.unbroken.repeated - part.tokens.repeated - loop.shared);
  return part;
}

}  // namespace llmtco::routing
