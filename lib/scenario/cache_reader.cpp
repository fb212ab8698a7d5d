#include <algorithm>

#include <fmt/format.h>

#include "scenario/forms.h"
#include "scenario/option_reader.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

CacheLife life_of(const Place& word) {
  return word.text() == "1h" ? CacheLife::one_hour : CacheLife::five_minutes;
}

void read_lives(const Place& cache, Endpoint& endpoint) {
  const auto life = cache.find("life");
  if (!life) return;
  if (!life->is_mapping_of_keys()) {
    endpoint.shared_life = endpoint.other_life = life_of(*life);
    return;
  }
  if (const auto shared = life->find("shared_prefix")) endpoint.shared_life = life_of(*shared);
  if (const auto other = life->find("conversation")) endpoint.other_life = life_of(*other);
}

void read_stored(const Place& cache, Inputs& inputs, Endpoint& endpoint) {
  const auto stored = cache.find("stored");
  if (!stored) return;
  const auto always = [&] {
    return inputs.assumed(path_below(stored->node(), "share_of_time"), 1.0,
                          "what is stored is kept all the time", std::vector<Alternative>());
  };
  if (!stored->is_mapping_of_keys()) {
    endpoint.stored = {inputs.number<Tokens>(*stored), always()};
    return;
  }
  const auto share = stored->find("share_of_time");
  endpoint.stored = {inputs.number<Tokens>(stored->at("tokens")),
                     share ? inputs.number<double>(*share) : always()};
}

}  // namespace

FormPtr prompt_cache_form(bool priced_by_life) {
  using namespace forms;
  std::vector<Field> fields{{"hit_rate", share(), required, "share of repeated input read from the cache"},
                            {"lifetime", amount<Seconds>(), optional,
                             "how long what a task reads again is kept after its last use: pauses that are "
                             "longer lose it; in the hit "
                             "rate, as measured, if absent"}};
  if (!priced_by_life) return mapping("a prompt cache", std::move(fields));
  const auto life = choice({"5m", "1h"});
  fields.push_back(
      {"life",
       form(EitherForm{life, mapping("the lives of a cache",
                                     {{"shared_prefix", life, optional, "5m if absent"},
                                      {"conversation", life, optional,
                                       "of what a task's later calls read again; 5m if absent"}})}),
       optional, "how long what is written is kept; 5m if absent"});
  fields.push_back({"stored",
                    form(EitherForm{amount<Tokens>(),
                                    mapping("a stored cache", {{"tokens", amount<Tokens>(), required, ""},
                                                               {"share_of_time", share(), optional,
                                                                "all the time if absent"}})}),
                    optional, "tokens of an explicit cache, which is paid for by the hour"});
  return mapping("a prompt cache", std::move(fields));
}

Endpoint read_cache(const Place& option, const PriceList* list, const Sources& sources, Inputs& inputs,
                    Option& of) {
  Endpoint endpoint;
  const auto cache = option.find("cache");
  endpoint.cached = cache.has_value();
  endpoint.cache_hit_rate = cache ? inputs.number<double>(cache->at("hit_rate"))
                                  : inputs.assumed(path_below(option.node(), "cache"), 0.0,
                                                   "no cache is used", std::vector<Alternative>());
  if (cache) {
    endpoint.cache_lifetime = inputs.number_if<Seconds>(*cache, "lifetime");
    read_lives(*cache, endpoint);
    read_stored(*cache, inputs, endpoint);
  }
  if (list == nullptr) return endpoint;
  std::optional<LeastCacheable> least = list->least_cacheable;
  if (!least) {
    const auto provider = sources.catalog.provider(list->provider);
    if (const auto* known = std::get_if<Provider>(&provider)) least = known->least_cacheable;
  }
  if (least) endpoint.least_cacheable = least->tokens;
  if (!cache) return endpoint;
  if (!endpoint.least_cacheable) {
    assume(
        of, list->id + ".least_cacheable",
        fmt::format("the shortest beginning that the cache of {} keeps is not known: any is kept", list->id),
        inputs);
  }
  return endpoint;
}

}  // namespace llmtco
