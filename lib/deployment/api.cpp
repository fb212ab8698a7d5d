#include "deployment/api.h"

#include <fmt/format.h>

#include "deployment/latency.h"
#include "deployment/tiers.h"
#include "workload/tokens.h"

namespace llmtco {
namespace {

/// TTFT of a hosted endpoint whose 95th percentile nobody measured.
constexpr double p95_over_median = 2;

/// Tokens of one class in an average month, by what is paid for them.
struct Billed {
  Drawn<Tokens> input, reads, writes, output;
};

Billed billed(const ClassTraffic& requests, const ApiOption& api, const Context& context) {
  const Block& block = context.block;
  const TaskTokens& task = requests.task;
  const Drawn<Requests> tasks = context.tasks(requests);
  if (!api.cached) return {tasks * task.input, {}, {}, tasks * task.output};

  const Column hit = block(api.cache_hit_rate);
  const Drawn<TokensPerRequest> cacheable = task.repeated + task.shared;
  const Drawn<TokensPerRequest> reads = hit * cacheable;
  const Drawn<TokensPerRequest> writes = task.kept + (1.0 - hit) * cacheable;
  return {tasks * (task.input - reads - writes), tasks * reads, tasks * writes, tasks * task.output};
}

/// A line for the share of `tokens` that is billed at `price`; none where there is nothing to bill in any
/// draw.
void add_line(Bill& bill, const std::string& item, const Drawn<Tokens>& tokens, const Column& share,
              const Drawn<UsdPerToken>& price, const std::string& source) {
  if (tokens.base_units().is(0) || share.is(0)) return;
  bill.push_back(
      line(item, LineKind::invoiced, Behaviour::usage, tokens * share, price, mtok, "Mtok", source));
}

void add_class(const ClassTraffic& requests, const ApiOption& api, const Context& context, Bill& bill) {
  const Billed tokens = billed(requests, api, context);
  const Block& block = context.block;
  const RequestClass& request_class = *requests.requests;
  for (const TariffWindow& window : api.tariff.windows) {
    const std::vector<TierShare> shares = tier_shares(request_class, window.tiers, block);
    for (std::size_t t = 0; t < window.tiers.size(); ++t) {
      const PaidPrices paid = paid_prices(window.tiers[t].prices, api.tariff, block);
      const Column input = window.share_of_day * shares[t].input;
      const Column output = window.share_of_day * shares[t].calls;
      std::string where = context.one_class() ? "" : request_class.name + " ";
      std::string when = window.share_of_day == 1 ? "" : ", " + window.name;
      if (t > 0) when += fmt::format(", from {:.0f}k input", window.tiers[t].from_input / token / 1000);
      const std::string& source = api.tariff.source;
      add_line(bill, where + "input tokens" + when, tokens.input, input, paid.input, source);
      add_line(bill, where + "cache reads" + when, tokens.reads, input, paid.cache_read, source);
      add_line(bill, where + "cache writes" + when, tokens.writes, input, paid.cache_write, source);
      add_line(bill, where + "output tokens" + when, tokens.output, output, paid.output, source);
    }
  }
}

}  // namespace

void add_speed(const StreamSpeed& speed, const Context& context, Evaluation& evaluation) {
  const Block& block = context.block;
  const Drawn<Seconds> median = block(speed.ttft_p50);
  const CallTimes call{LatencyDistribution::from_percentiles(
                           median, speed.ttft_p95 ? block(*speed.ttft_p95) : p95_over_median * median),
                       LatencyDistribution::constant(token / block(speed.output))};
  add_latency(std::vector<CallTimes>(context.traffic.classes.size(), call), context, evaluation);
  evaluation.latency_note = speed.source;
}

Evaluation evaluate(const ApiOption& api, const Context& context) {
  Evaluation evaluation;
  for (const ClassTraffic& requests : context.traffic.classes)
    add_class(requests, api, context, evaluation.bill);
  if (api.speed) {
    add_speed(*api.speed, context, evaluation);
  } else {
    evaluation.latency_note = api.speed_note;
  }
  return evaluation;
}

}  // namespace llmtco
