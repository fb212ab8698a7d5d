#include "deployment/feasibility.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "performance/longest_request.h"

namespace llmtco {
namespace {

/// A column in words: its value, or about what it is on average, to two digits.
std::string about(const Column& column) {
  if (column.is_constant()) return fmt::format("{:.0f}", column.constant());
  const double mean = std::accumulate(column.data(), column.data() + block_draws, 0.0) / block_draws;
  const double digit = mean < 10 ? 0.1 : std::pow(10, std::floor(std::log10(mean)) - 1);
  return fmt::format("about {:.{}f}", std::round(mean / digit) * digit, digit < 1 ? 1 : 0);
}

std::string too_long_text(const CallLimit& limit, const ClassTraffic& requests, const Column& share) {
  const std::string& name = requests.requests->name;
  const LongestCall& longest = requests.longest_call;
  const std::string tokens = about(longest.mean / (token / request));
  const std::string most = about(limit.tokens / token);
  if (longest.cv.is(0)) {
    return fmt::format("the longest calls of '{}' need {} tokens with their answer, the context of {} is {}",
                       name, tokens, limit.model, most);
  }
  return fmt::format(
      "{} % of the tasks of '{}' have calls longer than the context of {}, {} tokens; the longest of a "
      "task needs {} on average",
      about(100.0 * share), name, limit.model, most, tokens);
}

double mean_of(const Column& column) {
  if (column.is_constant()) return column.constant();
  return std::accumulate(column.data(), column.data() + block_draws, 0.0) / block_draws;
}

/// What of keys and values does not fit: the longest of all draws where tasks are alike, else that of a mean task.
std::string too_big_text(const CallLimit& limit, const ClassTraffic& requests, const Column& share) {
  const LongestCall& longest = requests.longest_call;
  const Column tokens = longest.mean / (token / request);
  const bool alike = longest.cv.is(0);
  const Tokens fits = mean_of(limit.tokens / token) * token;
  // Where tasks differ, the mean may fit though most draws of it do not: then what just does not fit is told.
  const Tokens asked = std::max(alike ? largest(tokens) : mean_of(tokens), fits / token + 1) * token;
  const std::string of =
      alike ? fmt::format("the longest calls of '{}' do not fit: ", requests.requests->name)
            : fmt::format("{} % of the tasks of '{}' have calls that do not fit: ", about(100.0 * share),
                          requests.requests->name);
  return of + does_not_fit(*limit.memory, asked, fits);
}

}  // namespace

void require(Evaluation& evaluation, const Column& holds, std::string reason) {
  evaluation.feasible = evaluation.feasible * holds;
  if (evaluation.reason.empty() && !all(holds)) evaluation.reason = std::move(reason);
}

ContextFit fit_of(const std::vector<CallLimit>& limits, const Context& context) {
  ContextFit fit;
  if (limits.empty()) return fit;
  const CallLimit* tightest = &limits.front();
  Drawn<Tokens> most = tightest->tokens;
  for (const CallLimit& limit : limits) {
    most = min(most, limit.tokens);
    if (mean_of(limit.tokens / token) < mean_of(tightest->tokens / token)) tightest = &limit;
  }
  Drawn<RequestsPerSecond> all_tasks, long_tasks;
  bool differ = false;
  for (const ClassTraffic& requests : context.traffic.classes) {
    if (!requests.comes()) continue;
    const Column too_long = requests.longest_call.share_above(most);
    const Column holds = less_equal(too_long, long_tasks_allowed);
    if (fit.reason.empty() && !all(holds)) {
      fit.reason = tightest->memory != nullptr ? too_big_text(*tightest, requests, too_long)
                                               : too_long_text(*tightest, requests, too_long);
    }
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
