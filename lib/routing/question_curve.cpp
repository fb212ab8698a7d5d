#include "routing/question_curve.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "routing/joint.h"

namespace llmtco::routing {
namespace {

/// What a group of questions adds up to.
struct Sums {
  double questions = 0, strong = 0, weak = 0, strong_only = 0, tokens = 0, cost = 0;

  Sums& operator+=(const Sums& other) {
    questions += other.questions;
    strong += other.strong;
    weak += other.weak;
    strong_only += other.strong_only;
    tokens += other.tokens;
    cost += other.cost;
    return *this;
  }
};

/// One question.
Sums one(const Questions& all, std::size_t i) {
  const double strong = all.strong[i], weak = all.weak[i];
  return {.questions = 1,
          .strong = strong,
          .weak = weak,
          .strong_only = strong * (1 - weak),
          .tokens = all.tokens.empty() ? 0 : all.tokens[i],
          .cost = all.cost.empty() ? 0 : all.cost[i]};
}

Sums scaled(const Sums& sums, double by) {
  return {by * sums.questions,   by * sums.strong, by * sums.weak,
          by * sums.strong_only, by * sums.tokens, by * sums.cost};
}

Sums sum_of(const Questions& questions) {
  Sums all;
  for (std::size_t i = 0; i < questions.size(); ++i) all += one(questions, i);
  return all;
}

SplitQuestions split_into(double threshold, const Sums& all, const Sums& sent) {
  SplitQuestions result{.threshold = threshold,
                        .all = all.questions,
                        .sent = sent.questions,
                        .sent_right = sent.strong,
                        .kept_right = all.weak - sent.weak,
                        .needless = sent.questions - sent.strong_only,
                        .missed = all.strong_only - sent.strong_only};
  if (all.tokens > 0) result.token_share = sent.tokens / all.tokens;
  if (all.cost > 0) result.cost_share = sent.cost / all.cost;
  return result;
}

}  // namespace

double Reference::phi() const { return phi_of(strong, weak, both); }

Reference reference_of(const Questions& questions) {
  const Sums sums = sum_of(questions);
  const double n = sums.questions;
  return {.questions = n,
          .weak = sums.weak / n,
          .strong = sums.strong / n,
          .both = (sums.strong - sums.strong_only) / n,
          .either = (sums.weak + sums.strong_only) / n,
          .perfect_share = sums.strong_only / n};
}

std::vector<SplitQuestions> split_at(const Questions& questions, const std::vector<double>& thresholds) {
  assert(std::is_sorted(thresholds.begin(), thresholds.end()));
  const Sums all = sum_of(questions);
  std::vector<SplitQuestions> splits;
  if (questions.score.empty()) {
    for (const double t : thresholds)
      splits.push_back(split_into(t, all, scaled(all, std::clamp(1 - t, 0.0, 1.0))));
    return splits;
  }
  // Questions between one threshold and the next, then all from a threshold on.
  std::vector<Sums> from(thresholds.size() + 1);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto above = std::upper_bound(thresholds.begin(), thresholds.end(), questions.score[i]);
    from[static_cast<std::size_t>(above - thresholds.begin())] += one(questions, i);
  }
  for (std::size_t k = thresholds.size(); k-- > 0;) from[k] += from[k + 1];
  for (std::size_t k = 0; k < thresholds.size(); ++k)
    splits.push_back(split_into(thresholds[k], all, from[k + 1]));
  return splits;
}

std::vector<double> thresholds_of(const Questions& questions, std::size_t count) {
  assert(count >= 2);
  double low = 0, high = 1;
  if (!questions.score.empty()) {
    const auto [least, most] = std::minmax_element(questions.score.begin(), questions.score.end());
    if (*least < 0 || *most > 1) low = *least, high = *most;
  }
  std::vector<double> thresholds;
  for (std::size_t i = 0; i < count; ++i)
    thresholds.push_back(low + (high - low) * (static_cast<double>(i) / static_cast<double>(count - 1)));
  return thresholds;
}

std::optional<double> auc_of(const Questions& questions) {
  const std::size_t n = questions.size();
  if (questions.score.empty()) return std::nullopt;
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return questions.score[a] < questions.score[b]; });
  double pairs = 0, others_below = 0, need = 0;
  for (std::size_t i = 0; i < n;) {
    double needing = 0, others = 0;
    std::size_t end = i;
    while (end < n && questions.score[order[end]] == questions.score[order[i]]) {
      const std::size_t q = order[end++];
      const bool needs = questions.strong[q] == 1 && questions.weak[q] == 0;
      (needs ? needing : others) += 1;
    }
    pairs += needing * (others_below + 0.5 * others);
    others_below += others;
    need += needing;
    i = end;
  }
  if (need == 0 || others_below == 0) return std::nullopt;
  return pairs / (need * others_below);
}

}  // namespace llmtco::routing
