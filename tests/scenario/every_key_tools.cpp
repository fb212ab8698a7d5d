#include "every_key_rows.h"

// Keys of tools in a loop, and of a cache that forgets while they run.

namespace {

std::string looped(const std::string& option) {
  return "scenario: Base\nas_of: 2026-09-23\nhorizon: 6 months\nworkload:\n  chat: {requests: 3M/month, "
         "input_tokens: 3000, output_tokens: 300, agent: {calls: 4, new_tokens_per_call: 200, tool_time: "
         "{mean: "
         "2 min, cv: 1}}}\noptions:\n  x: " +
         option + "\n";
}

}  // namespace

std::vector<Row> tool_rows() {
  const std::string way = "workload.*.agent.", path = "workload.chat.agent.";
  const std::string timed = looped(
      "{kind: api, endpoint: openai/gpt-4o, speed: {ttft: 1 s, tokens_per_second: 50 tokens/s}, accuracy: "
      "85%}");
  const std::string cached = "cache: {hit_rate: 80%, lifetime: 5 min}",
                    change = "options.x.cache.lifetime=3 min";
  const auto kept = [&](const std::string& fleet) {
    return looped(fleet.substr(0, fleet.size() - 1) + ", " + cached + "}");
  };
  return {{way + "tool_calls", timed, {}, path + "tool_calls=3"},
          {way + "tools_at_once", timed, {path + "tool_calls=3"}, path + "tools_at_once=3"},
          {way + "tool_price", timed, {}, path + "tool_price=$0.002"},
          {"options.*(api).cache.lifetime",
           looped("{kind: api, endpoint: anthropic/claude-sonnet-4-5, accuracy: 85%, " + cached + "}"),
           {},
           change},
          {"options.*(rented).cache.lifetime", kept(rented_fleet("llama-3.1-8b")), {}, change},
          {"options.*(owned).cache.lifetime", kept(owned_fleet("llama-3.1-8b")), {}, change},
          {"options.*(serverless).cache.lifetime",
           serverless_scenario(),
           {"workload.chat.agent={calls: 4, new_tokens_per_call: 200, tool_time: {mean: 2 min, cv: 1}}",
            "options.x.cache={hit_rate: 80%, lifetime: 5 min}"},
           change}};
}
