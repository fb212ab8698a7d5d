#include "workload/compacted_calls.h"

#include <algorithm>
#include <cmath>

#include "columns/column_math.h"
#include "workload/call_lengths.h"
#include "workload/compaction.h"

namespace llmtco {
namespace {

/// What a scenario may write as the mean of calls.
constexpr double most_counted_calls = 10'000;

Column number_of(const Drawn<TokensPerRequest>& length) { return (length / (token / request)).plain(); }

/// Sums over the calls of a row that read `from` and more by `step` each.
struct RowOfCalls {
  Column calls, sum, square;

  RowOfCalls(const Column& n, const Column& from, const Column& step)
      : calls(n),
        sum(n * from + step * (0.5 * n * (n - 1.0))),
        square(n * from * from + from * step * n * (n - 1.0) +
               step * step * (n * (n - 1.0) * (2.0 * n - 1.0) / 6.0)) {}
};

/// A task of the mean number of calls along the path.
struct MeanTask {
  Column before;     ///< calls before its first summary
  Column cycles;     ///< whole ones
  Column last;       ///< calls after those
  Column first_one;  ///< first summary, or the part of one that a part of a call brings
  Column others;     ///< summaries after it
};

MeanTask mean_task(const TaskLengths& lengths, const ContextPath& path) {
  const Column n = lengths.calls.mean.plain(), after = max(0.0, n - path.first);
  const Column cycles = floor(after / path.cycle), last = after - cycles * path.cycle;
  const Column first = min(1.0, after);
  return {min(n, path.first), cycles, last, first, cycles + min(1.0, last) - first};
}

/// Calls and input of a task that reach each tier, added up call by call.
class ReachOfCalls {
 public:
  ReachOfCalls(const TaskLengths& lengths, const std::vector<Tokens>& tiers)
      : lengths_(lengths), tiers_(tiers), path_(context_path(lengths)), at_least_(tiers.size(), {0.0, 0.0}) {}

  /// The i-th calls before the first summary, or of all rows after one, `weight` of a task.
  void add_before(double i, const Column& weight) { add_call(path_.input, first_, i, weight); }
  void add_after(double i, const Column& weight) { add_call(path_.start, new_, i, weight); }
  /// First summaries of tasks, and the others.
  void add_first_summary(const Column& weight) {
    add_summary(path_.input, first_, path_.first - 1.0, weight);
  }
  void add_summary(const Column& weight) { add_summary(path_.start, new_, path_.cycle - 1.0, weight); }

  std::vector<TierShare> at_least() const { return at_least_; }

 private:
  struct Call {
    Column reads, variance;
    const Column& writes;
    Column most;  ///< tokens it reads at most
  };

  void add_call(const Column& from, const Column& variance, double i, const Column& weight) {
    add({from + i * path_.step, variance + i * step_, answer_, path_.limit}, weight);
  }

  void add_summary(const Column& from, const Column& variance, const Column& calls, const Column& weight) {
    add({from + calls * path_.step + path_.answer, variance + calls * step_, summary_,
         path_.limit + path_.answer},
        weight);
  }

  void add(const Call& call, const Column& weight) {
    const Drawn<TokensPerRequest> mean(call.reads * (token / request));
    const Column cv = cv_of(call.variance, mean), tokens = weight * call.reads;
    for (std::size_t t = 0; t < tiers_.size(); ++t) {
      const Reach reach = t == 0 ? Reach{1.0, 1.0} : reaching(mean, tiers_[t], cv);
      const Column may = less_equal(tiers_[t] / token, call.most);
      at_least_[t].calls += may * weight * call.writes * reach.calls;
      at_least_[t].input += may * tokens * reach.input;
    }
  }

  const TaskLengths& lengths_;
  const std::vector<Tokens>& tiers_;
  ContextPath path_;
  Column first_ = first_call_variance(lengths_).plain(), step_ = step_variance(lengths_).plain(),
         new_ = variance_of(lengths_.new_cv, lengths_.new_input).plain();
  static constexpr double some = 1e-9;  ///< tokens, so that calls which write nothing count as well
  Column answer_ = max(some, number_of(lengths_.output)), summary_ = max(some, path_.written);
  std::vector<TierShare> at_least_;
};

}  // namespace

Column input_cv_of_calls(const TaskLengths& lengths) {
  const ContextPath path = context_path(lengths);
  const MeanTask task = mean_task(lengths, path);
  const RowOfCalls before(task.before, path.input, path.step), cycle(path.cycle, path.start, path.step),
      last(task.last, path.start, path.step);
  const Column first = path.input + (path.first - 1.0) * path.step + path.answer,
               other = path.start + (path.cycle - 1.0) * path.step + path.answer;
  const Column calls = task.before + task.cycles * path.cycle + task.last + task.first_one + task.others;
  const Column sum = before.sum + task.cycles * cycle.sum + last.sum + task.first_one * first +
                     task.others * other,
               square = before.square + task.cycles * cycle.square + last.square +
                        task.first_one * first * first + task.others * other * other;
  // Variances grow along the same rows.
  const Column of_step = step_variance(lengths).plain(), of_first = first_call_variance(lengths).plain(),
               of_new = variance_of(lengths.new_cv, lengths.new_input).plain();
  const Column spread = RowOfCalls(task.before, of_first, of_step).sum +
                        task.cycles * RowOfCalls(path.cycle, of_new, of_step).sum +
                        RowOfCalls(task.last, of_new, of_step).sum +
                        task.first_one * (of_first + (path.first - 1.0) * of_step) +
                        task.others * (of_new + (path.cycle - 1.0) * of_step);
  const Column mean = max(sum / calls, 1e-300), variance = (square + spread) / calls - mean * mean;
  return sqrt(max(0.0, variance)) / mean;
}

Column output_cv_of_calls(const TaskLengths& lengths) {
  if (!lengths.compaction) return lengths.output_cv;
  const ContextPath path = context_path(lengths);
  const MeanTask task = mean_task(lengths, path);
  const Column n = lengths.calls.mean.plain(), summaries = task.first_one + task.others,
               answer = number_of(lengths.output), cv = lengths.output_cv.plain();
  const Column mean = (n * answer + summaries * path.written) / (n + summaries);
  const Column square =
      (n * answer * answer * (1.0 + cv * cv) + summaries * path.written * path.written) / (n + summaries);
  const Column some = max(mean, 1e-300);
  return opaque("cv of what calls and summaries write", sqrt(max(0.0, square / (some * some) - 1.0)),
                {argument("output of a call", lengths.output),
                 argument("length of a summary", lengths.compaction->to),
                 argument("summarized above", lengths.compaction->above),
                 {"calls of a task", lengths.calls.mean},
                 {"cv of the output", lengths.output_cv}});
}

Drawn<TokensPerRequest> longest_read_again(const TaskLengths& lengths) {
  const ContextPath path = context_path(lengths);
  const Column n = lengths.calls.mean.plain(), after = n - path.first;
  const Column before = path.input + (path.first - 1.0) * path.step,
               cycle = path.start + max(0.0, min(path.cycle - 1.0, after - 2.0)) * path.step;
  const Column longest = select(less(0.0, after), max(before, select(less(1.0, after), cycle, 0.0)),
                                path.input + max(0.0, n - 2.0) * path.step);
  return Drawn<TokensPerRequest>(longest * (token / request));
}

Column longest_summarized(const TaskLengths& lengths) {
  const ContextPath path = context_path(lengths);
  return path.limit + path.answer;
}

std::vector<TierShare> compacted_reach(const TaskLengths& lengths, const std::vector<Tokens>& tiers) {
  const Calls calls{lengths.calls.mean.plain(), lengths.calls.cv.plain()};
  const ContextPath path = context_path(lengths);
  const double most = std::min(calls.most(), most_counted_calls);
  ReachOfCalls reach(lengths, tiers);
  // Rows of calls: `beyond(i)` are those after the first i of each, 0 from `row` on.
  const auto add_row = [&](const Column& row, double last, const auto& beyond, const auto& add) {
    Column left = beyond(0);
    for (double i = 0; i < std::min(last, largest(row));) {
      const double together = calls.alike() || i < 64 ? 1 : std::floor(i / 16);
      const Column further = beyond(i + together);
      add(i + 0.5 * (together - 1), max(0.0, left - further));
      left = further;
      i += together;
    }
  };
  const Column after = beyond_in_cycles(calls, path.first, path.cycle), of_first = calls.beyond(path.first);
  const auto before_first = [&](double i) {
    return select(less(i, path.first), calls.beyond(i) - of_first, 0.0);
  };
  add_row(path.first, most, before_first, [&](double i, const Column& w) { reach.add_before(i, w); });
  if (smallest(path.first) >= most) return reach.at_least();
  const Column ends = after - of_first;  // of all rows after a summary, where the next begins
  const auto after_summary = [&](double i) {
    const Column from = beyond_in_cycles(calls, path.first + i, path.cycle);
    return select(less(i, path.cycle), from - ends, 0.0);
  };
  add_row(path.cycle, most - smallest(path.first), after_summary,
          [&](double i, const Column& w) { reach.add_after(i, w); });
  const Column second = path.first + path.cycle;
  reach.add_first_summary(of_first - calls.beyond(path.first + 1.0));
  reach.add_summary(beyond_in_cycles(calls, second, path.cycle) -
                    beyond_in_cycles(calls, second + 1.0, path.cycle));
  return reach.at_least();
}

}  // namespace llmtco
