#include "every_key_rows.h"

namespace {

/// One API option; everything else is added by the rows.
std::string bought(const std::string& fields) {
  return "scenario: Base\nas_of: 2026-09-23\nhorizon: 6 months\nworkload:\n  chat: {requests: 2M/month, "
         "input_tokens: 6000, "
         "output_tokens: 300, shared_prefix: 5000}\noptions:\n  x: {kind: api, accuracy: 80%, " +
         fields + "}\n";
}

const std::string peaks = bought("endpoint: deepseek/deepseek-v4-pro");
const std::string gemini = bought("endpoint: google/gemini-2.5-flash, cache: {hit_rate: 50%, stored: 500k}");
const std::string claude = bought("endpoint: anthropic/claude-sonnet-4-6, cache: {hit_rate: 50%}");
const std::string own = bought(
    "endpoint: mine, price: {input: $1/Mtok, output: $2/Mtok, storage: $1/Mtok/h, tools: {look: "
    "$0.01/request}}");
const std::string stated =
    "scenario: Base\nas_of: 2026-09-23\nhorizon: 6 months\nworkload:\n  chat: {requests: 2M/month, "
    "input_tokens: "
    "600, output_tokens: 300}\noptions:\n  x: {kind: custom, accuracy: 80%, lines: [{item: all, kind: "
    "invoiced, "
    "cost: $5k/month}]}\n";
const std::string fleet =
    "scenario: Base\nas_of: 2026-09-23\nworkload:\n  chat: {requests: 2M/month, input_tokens: 600, "
    "output_tokens: 300}\n"
    "options:\n  x: {kind: rented, model: llama-3.1-8b, format: fp16, engine: vllm, accelerator: "
    "h100-80-sxm, gpus_per_replica: 1, accuracy: "
    "80%}\n";

}  // namespace

std::vector<Row> price_rows() {
  const std::string a = "options.*(api).", r = "options.*(rented).", c = "options.*(custom).",
                    w = "workload.*.";
  const std::string unit =
      "options.x.provisioned={units: 3, price: $200/month, input_tokens_per_minute: 2500, output_weight: 4}";
  const std::string promise = "options.x.commitment={spend: $60k/month}";
  const std::vector<std::string> given{"options.x.free={input_tokens: 2M, output_tokens: 1M, requests: 5k}"};
  const std::vector<std::string> limited{
      "options.x.limits={requests_per_minute: 5k, input_tokens_per_minute: 9M, output_tokens_per_minute: "
      "9M}"};
  const std::vector<std::string> stored{"options.x.cache={hit_rate: 50%, stored: {tokens: 100k}}"};
  const std::vector<std::string> spoken{"options.x.speed={ttft: 1 s, tokens_per_second: 50 tokens/s}"};
  const std::vector<std::string> looks{"workload.chat.tools={look: 0.5}"};
  return {
      {w + "profile", peaks, {}, "workload.chat.profile={hours: {01:00-04:00: 80%}}"},
      {w + "profile.hours",
       peaks,
       {"workload.chat.profile={days: {mon-fri: 90%}}"},
       "workload.chat.profile.hours={01:00-04:00: 80%}"},
      {w + "profile.days",
       peaks,
       {"workload.chat.profile={hours: {01:00-04:00: 80%}}"},
       "workload.chat.profile.days={sat-sun: 90%}"},
      {w + "profile.utc_offset",
       peaks,
       {"workload.chat.profile={hours: {01:00-04:00: 80%}}"},
       "workload.chat.profile.utc_offset=8"},
      {w + "tools", own, looks, "workload.chat.tools.look=0.7"},
      {a + "price.tools", own, looks, "options.x.price.tools.look=$0.02/request"},
      {a + "price.storage",
       own,
       {"options.x.cache={hit_rate: 0%, stored: 100k}"},
       "options.x.price.storage=$2/Mtok/h"},
      {a + "surcharge", claude, {}, "options.x.surcharge=10%"},
      {a + "region", claude, {}, "options.x.region=us"},
      {a + "price_change", claude, {}, "options.x.price_change=-0.3"},
      {a + "cache.life.shared_prefix", claude, {}, "options.x.cache.life={shared_prefix: 1h}"},
      {a + "cache.life.conversation",
       claude,
       {"workload.chat.agent={calls: 3}"},
       "options.x.cache.life={conversation: 1h}"},
      {a + "cache.stored", gemini, {}, "options.x.cache.stored=900k"},
      {a + "cache.stored.tokens", gemini, stored, "options.x.cache.stored.tokens=200k"},
      {a + "cache.stored.share_of_time", gemini, stored, "options.x.cache.stored.share_of_time=40%"},
      {"price_change", claude, {}, "price_change=-0.3"},
      {"currency", claude, {"rates={EUR: {usd: $1.1, as_of: 2026-09-23}}"}, "currency=EUR"},
      {"rates",
       claude,
       {"rates={EUR: {usd: $1.1, as_of: 2026-09-23}}", "currency=EUR"},
       "rates={EUR: {usd: $1.3, as_of: 2026-09-23}}"},
      {"rates.*.usd",
       claude,
       {"rates={EUR: {usd: $1.1, as_of: 2026-09-23}}", "currency=EUR"},
       "rates.EUR.usd=$1.2"},
      {"rates.*.as_of",
       claude,
       {"rates={EUR: {usd: $1.1, as_of: 2026-09-23}}", "currency=EUR"},
       "rates.EUR.as_of=2026-09-24"},
      {"rates.*.source",
       claude,
       {"rates={EUR: {usd: $1.1, as_of: 2026-09-23}}", "currency=EUR"},
       "rates.EUR.source=ECB"},
      {w + "may_wait", claude, {}, "workload.chat.may_wait=30%"},
      {a + "price.batch", own, {"workload.chat.may_wait=30%"}, "options.x.price.batch=50%"},
      {a + "provisioned", claude, {}, unit},
      {a + "provisioned.units", claude, {unit}, "options.x.provisioned.units=4"},
      {a + "provisioned.price", claude, {unit}, "options.x.provisioned.price=$300/month"},
      {a + "provisioned.input_tokens_per_minute",
       claude,
       {unit},
       "options.x.provisioned.input_tokens_per_minute=3000"},
      {a + "provisioned.output_tokens_per_minute",
       claude,
       {"options.x.provisioned={units: 3, price: $200/month, input_tokens_per_minute: 2500, "
        "output_tokens_per_minute: 80}"},
       "options.x.provisioned.output_tokens_per_minute=90"},
      {a + "provisioned.output_weight", claude, {unit}, "options.x.provisioned.output_weight=8"},
      {a + "provisioned.cache_read_weight", claude, {unit}, "options.x.provisioned.cache_read_weight=50%"},
      {a + "provisioned.overflow", claude, {unit}, "options.x.provisioned.overflow=queue"},
      {a + "free", claude, {}, "options.x.free={input_tokens: 1M}"},
      {a + "free.input_tokens", claude, given, "options.x.free.input_tokens=1M"},
      {a + "free.output_tokens", claude, given, "options.x.free.output_tokens=2M"},
      {a + "free.requests", claude, given, "options.x.free.requests=10k"},
      {a + "limits", claude, {}, "options.x.limits={requests_per_minute: 30}"},
      {a + "limits.requests_per_minute", claude, limited, "options.x.limits.requests_per_minute=30"},
      {a + "limits.input_tokens_per_minute", claude, limited, "options.x.limits.input_tokens_per_minute=2k"},
      {a + "limits.output_tokens_per_minute", claude, limited,
       "options.x.limits.output_tokens_per_minute=2k"},
      {a + "limits.cache_read_weight",
       claude,
       {"options.x.limits={input_tokens_per_minute: 200k}", "workload.chat.peak_to_mean=3",
        "options.x.cache.hit_rate=100%", "workload.chat.shared_prefix=6000"},
       "options.x.limits.cache_read_weight=50%"},
      {a + "speed.tokens_per_second_p5", claude, spoken, "options.x.speed.tokens_per_second_p5=20 tokens/s"},
      {c + "speed.tokens_per_second_p5", stated, spoken, "options.x.speed.tokens_per_second_p5=20 tokens/s"},
      {a + "limits.burst",
       claude,
       {"options.x.limits={requests_per_minute: 140}", "workload.chat.peak_to_mean=3"},
       "options.x.limits.burst=1 s"},
      {a + "limits.over",
       claude,
       {"options.x.limits={requests_per_minute: 60}", "workload.chat.peak_to_mean=3"},
       "options.x.limits.over=queue"},
      {a + "commitment", claude, {}, promise},
      {a + "commitment.spend", claude, {promise}, "options.x.commitment.spend=$90k/month"},
      {a + "commitment.discount", claude, {promise}, "options.x.commitment.discount=12%"},
      {a + "commitment.shortfall", claude, {promise}, "options.x.commitment.shortfall=50%"},
      {a + "commitment.beyond",
       claude,
       {"options.x.commitment={spend: $1k/month}"},
       "options.x.commitment.beyond=10%"},
      {a + "credits", claude, {}, "options.x.credits={amount: $5000}"},
      {a + "credits.amount", claude, {"options.x.credits={amount: $5000}"}, "options.x.credits.amount=$6000"},
      {a + "credits.expires_after",
       claude,
       {"options.x.credits={amount: $500000}"},
       "options.x.credits.expires_after=2 months"},
      {a + "credits.monthly",
       claude,
       {"options.x.credits={amount: $5000}"},
       "options.x.credits.monthly=$20/month"},
      {c + "commitment", stated, {}, promise},
      {c + "commitment.spend", stated, {promise}, "options.x.commitment.spend=$90k/month"},
      {c + "commitment.discount", stated, {promise}, "options.x.commitment.discount=12%"},
      {c + "commitment.shortfall", stated, {promise}, "options.x.commitment.shortfall=50%"},
      {c + "commitment.beyond",
       stated,
       {"options.x.commitment={spend: $1k/month}"},
       "options.x.commitment.beyond=10%"},
      {c + "credits", stated, {}, "options.x.credits={amount: $500}"},
      {c + "credits.amount", stated, {"options.x.credits={amount: $500}"}, "options.x.credits.amount=$600"},
      {c + "credits.expires_after",
       stated,
       {"options.x.credits={amount: $500000}"},
       "options.x.credits.expires_after=2 months"},
      {c + "credits.monthly",
       stated,
       {"options.x.credits={amount: $500}"},
       "options.x.credits.monthly=$20/month"},
      {r + "segment", fleet, {}, "options.x.segment=hyperscaler"},
      {r + "commitment", fleet, {}, "options.x.commitment=1y"}};
}
