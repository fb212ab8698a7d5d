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
const std::string fleet =
    "scenario: Base\nas_of: 2026-09-23\nworkload:\n  chat: {requests: 2M/month, input_tokens: 600, "
    "output_tokens: 300}\n"
    "options:\n  x: {kind: rented, model: llama-3.1-8b, format: fp16, engine: vllm, accelerator: "
    "h100-80-sxm, gpus_per_replica: 1, accuracy: "
    "80%}\n";

}  // namespace

std::vector<Row> price_rows() {
  const std::string a = "options.*(api).", r = "options.*(rented).", w = "workload.*.";
  const std::vector<std::string> stored{"options.x.cache={hit_rate: 50%, stored: {tokens: 100k}}"};
  const std::vector<std::string> looks{"workload.chat.tools={look: 0.5}"};
  return {{w + "profile", peaks, {}, "workload.chat.profile={hours: {01:00-04:00: 80%}}"},
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
          {r + "segment", fleet, {}, "options.x.segment=hyperscaler"},
          {r + "commitment", fleet, {}, "options.x.commitment=1y"}};
}
