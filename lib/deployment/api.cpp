#include "deployment/api.h"

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

/// Tokens of one kind, the share of them billed in one window at one tier, and their price there.
struct Share {
  ItemId item;
  const Drawn<Tokens>& tokens;
  const Column& share;
  const Drawn<UsdPerToken>& price;
  OriginId origin;
};

/// None where there is nothing to bill in any draw.
void add_line(const Share& billed, const Labels& labels, const std::string& source, Bill& bill) {
  if (billed.tokens.base_units().is(0) || billed.share.is(0)) return;
  bill.push_back(line({.item = billed.item,
                       .labels = labels,
                       .type = CostType::invoiced,
                       .behaviour = CostBehaviour::usage,
                       .quantity_unit = "Mtok",
                       .price = billed.origin,
                       .source = source},
                      billed.tokens * billed.share, billed.price, mtok));
}

void add_class(const ClassTraffic& requests, const ApiOption& api, const Context& context, Bill& bill) {
  const Billed tokens = billed(requests, api, context);
  const Block& block = context.block;
  const RequestClass& request_class = *requests.requests;
  for (const TariffWindow& window : api.tariff.windows) {
    const std::vector<TierShare> shares = tier_shares(request_class, window.tiers, block);
    for (std::size_t t = 0; t < window.tiers.size(); ++t) {
      const TokenPrices& list = window.tiers[t].prices;
      const PaidPrices paid = paid_prices(list, api.tariff, block);
      const Column input = window.share_of_day * shares[t].input;
      const Column output = window.share_of_day * shares[t].calls;
      const Labels labels{.request_class = request_class.name,
                          .window = window.share_of_day == 1 ? "" : window.name,
                          .tier = window.tiers[t].from_input};
      for (const Share& billed :
           {Share{ItemId::input_tokens, tokens.input, input, paid.input, list.input.origin},
            Share{ItemId::cache_reads, tokens.reads, input, paid.cache_read,
                  list.cache_read.value_or(list.input).origin},
            Share{ItemId::cache_writes, tokens.writes, input, paid.cache_write,
                  list.cache_write.value_or(list.input).origin},
            Share{ItemId::output_tokens, tokens.output, output, paid.output, list.output.origin}}) {
        add_line(billed, labels, api.tariff.source, bill);
      }
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
