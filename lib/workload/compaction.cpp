#include "workload/compaction.h"

#include "columns/column_math.h"

namespace llmtco {
namespace {

/// Calls that no task makes, nor ten thousand times as many.
constexpr double never = 1e9;
/// Two ways to one number differ by less.
constexpr double nearly = 1e-12;
/// Cycles that are taken one by one where the deviation of calls is a third of one or more, and where it is less.
constexpr double few = 4, many = 16;

Column in_tokens(const Drawn<TokensPerRequest>& length) { return (length / (token / request)).plain(); }

/// Calls that read `from` tokens and more by `step` each until one would pass `limit`, at least one.
Column calls_until(const Column& limit, const Column& from, const Column& step) {
  const Column grows = less(0.0, step);
  const Column steps = (limit - from) / select(grows, step, 1.0);
  return select(grows, min(never, max(1.0, floor(steps * (1 + nearly) + nearly) + 1.0)), never);
}

/// Sum of max(0, n - s - j cycle) over j from 0.
Column sum_alike(const Column& n, const Column& s, const Column& cycle) {
  const Column left = max(0.0, n - s), summaries = ceil(left / cycle);
  return summaries * left - 0.5 * cycle * summaries * (summaries - 1.0);
}

/// The same over tasks, where s lies behind the first of them.
Column sum_of_tail(const Calls& calls, const Column& s, const Column& cycle) {
  const Calls::Tail tail = calls.tail(s);
  return 0.5 * (tail.square / cycle + tail.mean) + cycle / 12.0 * tail.share;
}

Calls plain(const Calls& calls) { return {calls.mean.plain(), calls.cv.plain()}; }

}  // namespace

Column beyond_in_cycles(const Calls& calls, const Column& from, const Column& cycle) {
  if (calls.alike()) return sum_alike(calls.mean, from, cycle);
  const double most = calls.most();
  const bool spread = smallest(calls.variance() / (cycle * cycle)) >= 0.1;
  Column sum, s = from;
  for (double j = 0; j < (spread ? few : many); ++j) {
    if (smallest(s) >= most) return sum;
    sum += calls.beyond(s);
    s += cycle;
  }
  return smallest(s) >= most ? sum : sum + sum_of_tail(calls, s, cycle);
}

Column ContextPath::position(double call) const {
  const Column since = call - first, after = since - cycle * floor(since / cycle);
  return select(less(since, 0.0), call, after);
}

Column ContextPath::read_by(double call) const {
  return select(less(call, first), input, start) + position(call) * step;
}

Column ContextPath::follows_summary(double call) const {
  return less_equal(first, call) * equal(position(call), 0.0);
}

ContextPath context_path(const TaskLengths& lengths) {
  const Column input = in_tokens(lengths.input), step = in_tokens(lengths.step),
               limit = in_tokens(lengths.compaction->above),
               start = in_tokens(lengths.shared + lengths.compaction->to + lengths.new_input);
  return {.first = calls_until(limit, input, step),
          .cycle = calls_until(limit, start, step),
          .input = input,
          .step = step,
          .start = start,
          .answer = step - in_tokens(lengths.new_input),
          .limit = limit,
          .written = in_tokens(lengths.compaction->to + lengths.reasoning)};
}

Summaries::Summaries(const TaskLengths& lengths) : lengths_(lengths), path_(context_path(lengths)) {
  const Calls calls = plain(lengths.calls);
  if (smallest(path_.first) >= calls.most()) return;
  first_ = {calls.beyond(path_.first), calls.beyond(path_.first + 1.0), calls.beyond(path_.first + 2.0)};
  const Column second = path_.first + path_.cycle;
  const auto others = [&](double k) { return beyond_in_cycles(calls, second + k, path_.cycle); };
  others_ = {others(0), others(1), others(2)};
}

Column Summaries::count() const {
  return told("summaries of a task", first_.at - first_.after + others_.at - others_.after);
}

Drawn<TokensPerRequest> Summaries::written() const {
  return lengths_.thinks() ? lengths_.compaction->to + lengths_.reasoning : lengths_.compaction->to;
}

Drawn<TokensPerRequest> Summaries::input(const LoopPart& part) const {
  const Drawn<TokensPerRequest> before_first = part.input + path_.first * part.step,
                                before = part.start + path_.cycle * part.step;
  return told("input that summaries add or save",
              (first_.at - first_.after) * (before_first - part.new_input) +
                  (others_.at - others_.after) * (before - part.new_input) -
                  first_.at * (before_first - part.start) - others_.at * (before - part.start));
}

Drawn<TokensPerRequest> Summaries::repeated(const LoopPart& part) const {
  const Drawn<TokensPerRequest> before_first = part.input + path_.first * part.step,
                                before = part.start + path_.cycle * part.step;
  return told("repeated input that summaries add or save",
              (first_.at - first_.after + others_.at - others_.after) * part.shared -
                  first_.after * (before_first - part.start) - others_.after * (before - part.start));
}

Drawn<TokensPerRequest> Summaries::kept(const LoopPart& part) const {
  return told(
      "input kept for later calls that summaries add or save",
      (first_.after - first_.later + others_.after - others_.later) * (part.start - part.shared - part.step));
}

Column Summaries::told(const char* what, Column value, const Dimension* counts) const {
  return opaque(what, std::move(value).plain(),
                {argument("input of the first call", lengths_.input),
                 argument("shared", lengths_.shared),
                 argument("new input of a call", lengths_.new_input),
                 argument("output of a call", lengths_.output),
                 argument("summarized above", lengths_.compaction->above),
                 argument("length of a summary", lengths_.compaction->to),
                 {"calls of a task", lengths_.calls.mean},
                 {"cv of the calls", lengths_.calls.cv}},
                counts);
}

Drawn<TokensPerRequest> Summaries::told(const char* what, const Drawn<TokensPerRequest>& value) const {
  return Drawn<TokensPerRequest>(told(what, value.base_units(), &Drawn<TokensPerRequest>::dimension));
}

}  // namespace llmtco
