#include "deployment/feasibility.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

namespace llmtco {
namespace {

/// A column in words: its value, or about what it is on average, to two digits.
std::string about(const Column& column) {
  if (column.is_constant()) return fmt::format("{:.0f}", column.constant());
  const double mean = std::accumulate(column.data(), column.data() + block_draws, 0.0) / block_draws;
  const double digit = mean < 10 ? 0.1 : std::pow(10, std::floor(std::log10(mean)) - 1);
  return fmt::format("about {:.{}f}", std::round(mean / digit) * digit, digit < 1 ? 1 : 0);
}

std::string too_long_text(const ContextLimit& limit, const ClassTraffic& requests, const Column& share) {
  const std::string& name = requests.requests->name;
  const LongestCall& longest = requests.longest_call;
  const std::string tokens = about(longest.mean / (token / request));
  const double most = limit.tokens / token;
  if (longest.cv.is(0)) {
    return fmt::format(
        "the longest calls of '{}' need {} tokens with their answer, the context of {} is {:.0f}", name,
        tokens, limit.model, most);
  }
  return fmt::format(
      "{} % of the tasks of '{}' have calls longer than the context of {}, {:.0f} tokens; the longest of a "
      "task needs {} on average",
      about(100.0 * share), name, limit.model, most, tokens);
}

}  // namespace

void require(Evaluation& evaluation, const Column& holds, std::string reason) {
  evaluation.feasible = evaluation.feasible * holds;
  if (evaluation.reason.empty() && !all(holds)) evaluation.reason = std::move(reason);
}

ContextFit fit_of(const ContextLimit& limit, const Context& context) {
  ContextFit fit;
  Drawn<RequestsPerSecond> all_tasks, long_tasks;
  bool differ = false;
  for (const ClassTraffic& requests : context.traffic.classes) {
    const Column too_long = requests.longest_call.share_above(limit.tokens);
    const Column holds = less_equal(too_long, long_tasks_allowed);
    if (fit.reason.empty() && !all(holds)) fit.reason = too_long_text(limit, requests, too_long);
    fit.holds = fit.holds * holds;
    all_tasks += requests.weight;
    long_tasks += requests.weight * too_long;
    differ = differ || !requests.longest_call.cv.is(0);
  }
  if (differ) fit.too_long = long_tasks / all_tasks;
  return fit;
}

void require(Evaluation& evaluation, const ContextFit& fit) {
  require(evaluation, fit.holds, fit.reason);
  if (fit.too_long) evaluation.figures.set(measures::too_long, *fit.too_long);
}

}  // namespace llmtco
