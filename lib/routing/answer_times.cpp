#include "routing/answer_times.h"

namespace llmtco::routing {
namespace {

LatencyDistribution mixed(const std::vector<TimesShare>& shares, LatencyDistribution AnswerTimes::*kind) {
  std::vector<LatencyShare> all;
  for (const TimesShare& share : shares) all.push_back({share.weight, share.times.*kind});
  return mix(all);
}

}  // namespace

AnswerTimes side_by_side(const std::vector<TimesShare>& shares) {
  return {mixed(shares, &AnswerTimes::ttft), mixed(shares, &AnswerTimes::tpot),
          mixed(shares, &AnswerTimes::e2e)};
}

AnswerTimes behind(const LatencyDistribution& before, const AnswerTimes& then) {
  return {before.then(then.ttft), then.tpot, before.then(then.e2e)};
}

AnswerTimes shown_after(const LatencyDistribution& check, const AnswerTimes& answer) {
  const LatencyDistribution whole = answer.e2e.then(check);
  return {whole, answer.tpot, whole};
}

}  // namespace llmtco::routing
