#include "montecarlo/cache_pauses.h"

#include <fmt/format.h>

#include <optional>

#include "deployment/cache_lifetime.h"

namespace llmtco {
namespace {

/// One pause in a hundred that outlasts the cache is worth a word.
constexpr double long_pauses_named = 0.01;

/// Whose cache is asked how long it keeps a conversation: one whose lifetime counts already is not.
const Endpoint* endpoint_with_life(const Option& option) {
  const auto* endpoint = std::get_if<Endpoint>(&option.serving);
  return endpoint != nullptr && endpoint->cached && !endpoint->cache_lifetime ? endpoint : nullptr;
}

}  // namespace

void warn_of_long_pauses(const Study& study, const Draws& draws, Result& result) {
  std::optional<Block> middle;
  for (std::size_t i = 0; i < result.options.size(); ++i) {
    const Endpoint* endpoint = endpoint_with_life(study.options[i]);
    if (endpoint == nullptr || !result.options[i].feasible) continue;
    if (!middle) middle = draws.middle();
    const bool an_hour = endpoint->other_life == CacheLife::one_hour;
    double most = 0;
    const RequestClass* of = nullptr;
    for (const RequestClass& requests : study.demand.workload.classes) {
      const double share = pauses_beyond(an_hour ? 1.0 * hour : 5.0 * minute, requests, *middle)[0];
      if (share > most) of = &requests;
      most = std::max(most, share);
    }
    if (of == nullptr || most <= long_pauses_named) continue;
    result.warnings.push_back(fmt::format(
        "{}: {:.2g} % of the pauses between the calls of {} outlast the {} for which its cache keeps them, "
        "so "
        "that its hit rate holds only if it was measured with these pauses; `cache: {{lifetime: {}}}` counts "
        "them",
        result.options[i].name, 100 * most, of->name, an_hour ? "hour" : "5 minutes",
        an_hour ? "1 h" : "5 min"));
  }
}

}  // namespace llmtco
