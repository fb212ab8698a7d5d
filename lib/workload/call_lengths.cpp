#include "workload/call_lengths.h"

namespace llmtco {
namespace {

/// The longest call of a loop whose context is summarized.
LongestCall cut_at(const TaskLengths& lengths, LongestCall whole) {
  const Drawn<TokensPerRequest> above = lengths.compaction->above, answer = lengths.step - lengths.new_input,
                                written = lengths.compaction->to + lengths.reasoning;
  LongestCall::Cut cut{whole.mean, above + lengths.output, above + max(lengths.output, answer + written)};
  whole.mean = select(less(cut.from, cut.mean), cut.most, cut.mean);
  whole.cut = std::move(cut);
  return whole;
}

}  // namespace

Drawn<TokensPerRequest> input_of_call(const TaskLengths& lengths, double call) {
  if (call == 0) return lengths.input;
  return lengths.input + call * lengths.step;
}

Column first_call_variance(const TaskLengths& lengths) {
  return variance_of(lengths.input_cv, lengths.input);
}

Column step_variance(const TaskLengths& lengths) {
  return variance_of(lengths.new_cv, lengths.new_input) + variance_of(lengths.output_cv, lengths.visible);
}

Column cv_of_call(const TaskLengths& lengths, double call) {
  if (call == 0) return lengths.input_cv;
  return cv_of(first_call_variance(lengths) + call * step_variance(lengths), input_of_call(lengths, call));
}

Reach reaching(const Drawn<TokensPerRequest>& mean, Tokens from, const Column& cv) {
  const Column ratio = mean / (from / request);
  const Column alike = greater_equal(ratio, 1.0);
  if (cv.is(0)) return {alike, alike};
  const Column variance = log1p(cv * cv);
  const Column spread = select(less(0.0, variance), sqrt(variance), 1.0);
  const Column distance = log(max(ratio, 1e-300));
  return {select(less(0.0, variance), normal_cdf((distance - 0.5 * variance) / spread), alike),
          select(less(0.0, variance), normal_cdf((distance + 0.5 * variance) / spread), alike)};
}

LongestCall longest_call(const TaskLengths& lengths) {
  const Calls& calls = lengths.calls;
  const Drawn<TokensPerRequest> mean = lengths.input + (calls.mean - 1.0) * lengths.step + lengths.output;
  Column variance = first_call_variance(lengths) + variance_of(lengths.output_cv, lengths.output);
  if (!calls.alike() || !calls.mean.is(1)) variance += (calls.mean - 1.0) * step_variance(lengths);
  if (!calls.alike()) {
    const Column step = lengths.step / (token / request);
    variance += step * step * calls.variance();
  }
  const LongestCall longest{mean, cv_of(variance, mean)};
  return lengths.compaction ? cut_at(lengths, longest) : longest;
}

Column LongestCall::share_above(Tokens limit) const {
  if (cut) return share_above(Drawn<Tokens>(limit));
  const Column above = less(Drawn<TokensPerRequest>(limit / request), mean);
  return cv.is(0) ? above : select(less(0.0, cv), reaching(mean, limit, cv).calls, above);
}

Column LongestCall::share_above(const Drawn<Tokens>& limit) const {
  if (cut) {
    const LongestCall whole{cut->mean, cv};
    return whole.share_above(min(limit, cut->from * request)) * less(limit, cut->most * request);
  }
  const Column tokens = limit / token;
  if (tokens.is_constant()) return share_above(tokens.constant() * token);
  // Over its own limit, which is then one token: nothing is above none.
  const Column scale = 1.0 / max(tokens, Column(1e-9));
  return LongestCall{mean * scale, cv}.share_above(1.0 * token);
}

}  // namespace llmtco
