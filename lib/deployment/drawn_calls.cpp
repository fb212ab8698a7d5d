#include "deployment/drawn_calls.h"

#include <cassert>
#include <cmath>

#include "columns/column_math.h"
#include "deployment/cache_lifetime.h"
#include "workload/call_lengths.h"
#include "workload/compacted_calls.h"

namespace llmtco {

DrawnCalls drawn_calls(const Fleet& fleet, const Context& context) {
  const Column hit = context.block(fleet.cache_hit_rate).plain();
  std::vector<Drawn<RequestsPerSecond>> weights;
  for (const ClassTraffic& each : context.traffic.classes) weights.push_back(each.first_rate);
  weigh_alike_without(weights);
  if (context.one_class()) weights.front() = Drawn<RequestsPerSecond>(1.0 * request / second);
  DrawnCalls calls;
  Column all = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const ClassTraffic& each = context.traffic.classes[i];
    const Column n = each.task.calls.plain(), weight = (weights[i] / (request / second)).plain() * n;
    const auto tokens = [](const Drawn<TokensPerRequest>& length) {
      return (length / (token / request)).plain();
    };
    const Column input = max(tokens(each.task.input) / n, 1.0),
                 reused = fleet.cache_lifetime
                              ? hit * tokens(found_again(each, *fleet.cache_lifetime, context.block)) / n
                              : hit * (tokens(each.task.repeated) + tokens(each.task.shared)) / n,
                 more = max(each.lengths.calls.mean.plain() - 1.0, 0.0), step = tokens(each.lengths.step);
    const Column variance = first_call_variance(each.lengths).plain() +
                            0.5 * more * step_variance(each.lengths).plain() +
                            step * step * (more * (more + 2.0) / 12.0);
    calls.classes.push_back(
        {.share = weight,
         .input = input,
         .cached = min(reused / input, 1.0),
         .output = max(tokens(each.task.output) / n, 1.0),
         .input_cv = each.lengths.compaction ? input_cv_of_calls(each.lengths) : sqrt(variance) / input,
         .output_cv = output_cv_of_calls(each.lengths).plain()});
    all += weight;
  }
  for (DrawnCalls::OfClass& each : calls.classes) each.share = each.share / all;
  return calls;
}

std::vector<serving::CallClass> DrawnCalls::in_draw(std::size_t draw, double longest) const {
  std::vector<serving::CallClass> all;
  for (const OfClass& each : classes) {
    all.push_back({.share = each.share[draw],
                   .input = each.input[draw],
                   .cached = each.cached[draw],
                   .output = each.output[draw],
                   .input_cv = each.input_cv[draw],
                   .output_cv = each.output_cv[draw],
                   .longest = longest});
  }
  return all;
}

std::vector<double> DrawnCalls::mean_shares() const {
  std::vector<double> all;
  for (const OfClass& each : classes) {
    double sum = 0;
    const std::size_t draws = each.share.is_constant() ? 1 : block_draws;
    for (std::size_t draw = 0; draw < draws; ++draw) sum += each.share[draw];
    all.push_back(sum / static_cast<double>(draws));
  }
  return all;
}

double unlike(const std::vector<double>& a, const std::vector<double>& b) {
  assert(a.size() == b.size());
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
  return sum;
}

bool DrawnCalls::is_constant() const {
  for (const OfClass& each : classes) {
    for (const Column* column :
         {&each.share, &each.input, &each.cached, &each.output, &each.input_cv, &each.output_cv}) {
      if (!column->is_constant()) return false;
    }
  }
  return true;
}

}  // namespace llmtco
