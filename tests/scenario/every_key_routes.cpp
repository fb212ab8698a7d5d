#include "every_key_rows.h"

std::string route_scenario(const std::string& policy) {
  return "scenario: Base\nas_of: 2026-09-23\nhorizon: 6 months\nbudget: $20k/month\n"
         "workload:\n  chat: {requests: 2M to 6M/month, input_tokens: 900, output_tokens: 300, "
         "shared_prefix: 400, "
         "agent: {calls: 3, new_tokens_per_call: 100}, cost_if_wrong: $0.002}\n"
         "options:\n  x: {kind: route, policy: {by: " +
         policy +
         "}}\n"
         "  low: {kind: api, endpoint: openai/gpt-4o-mini, accuracy: 68% to 72%, cache: {hit_rate: 80%}, "
         "speed: {ttft: "
         "0.5 s, tokens_per_second: 80 tokens/s}}\n"
         "  high: {kind: api, endpoint: openai/gpt-4o, accuracy: 80%, cache: {hit_rate: 80%}, speed: {ttft: "
         "0.8 s, "
         "tokens_per_second: 60 tokens/s}}\n"
         "  other: {kind: custom, lines: [{item: fee, kind: invoiced, per_request: $0.001}], accuracy: 50%}\n"
         "  top: {kind: api, endpoint: anthropic/claude-sonnet-4-5, accuracy: 90%, speed: {ttft: 1 s, "
         "tokens_per_second: 50 tokens/s}}\n";
}

namespace {

/// Rows of one policy: the keys with what they become.
std::vector<Row> rows_of(const std::string& policy, const std::string& fields,
                         const std::vector<std::pair<std::string, std::string>>& changes) {
  std::vector<Row> rows;
  for (const auto& [key, value] : changes) {
    std::string place = key;
    if (const std::size_t list = place.find('#'); list != std::string::npos) place.replace(list, 1, "1");
    rows.push_back({"options.*(route).policy(" + policy + ")." + key,
                    route_scenario(policy + ", " + fields),
                    {},
                    "options.x.policy." + place + "=" + value});
  }
  return rows;
}

}  // namespace

std::vector<Row> route_rows() {
  std::vector<Row> rows{{"options.*(route).policy",
                         route_scenario("votes, of: low, samples: 3, correlation: 0.5"),
                         {},
                         "options.x.policy={by: cache, of: low, hit_rate: 30%, wrong_hits: 2%}"}};
  const auto add = [&](std::vector<Row> more) { rows.insert(rows.end(), more.begin(), more.end()); };
  const std::string step = "price: $0.0001, time: 0.2 s, time_p95: 0.5 s";
  const std::vector<std::pair<std::string, std::string>> steps{
      {"price", "$0.0002"}, {"time", "0.1 s"}, {"time_p95", "0.9 s"}};
  const auto with_steps = [&](std::vector<std::pair<std::string, std::string>> changes) {
    changes.insert(changes.end(), steps.begin(), steps.end());
    return changes;
  };
  add(rows_of("class", "shares: {chat: {low: 60%, high: 40%}}",
              {{"shares", "{chat: {low: 50%, top: 50%}}"}}));
  add(rows_of("score", "weak: low, strong: high, threshold: 60%, auc: 0.7, correlation: 0.4, " + step,
              with_steps({{"weak", "top"},
                          {"strong", "top"},
                          {"threshold", "70%"},
                          {"auc", "0.9"},
                          {"shape", "power"},
                          {"correlation", "0.6"},
                          {"harder_per_month", "1%"},
                          {"decided", "call"}})));
  const std::string curve =
      "curve: [{share: 0, accuracy: 60%}, {share: 30%, accuracy: 70%}, {share: 1, accuracy: 75%}]";
  add(rows_of("score", "weak: low, strong: high, threshold: 60%, " + curve,
              {{"curve", "[{share: 0, accuracy: 60%}, {share: 1, accuracy: 75%}]"},
               {"curve.#.share", "20%"},
               {"curve.#.accuracy", "72%"}}));
  add(rows_of("score", "weak: low, strong: high, threshold: 60%, questions: q.csv",
              {{"questions", "r.csv"}}));
  add(rows_of("judge",
              "first: low, second: high, accepts_right: 90%, accepts_wrong: 30%, correlation: 0.4, " + step,
              with_steps({{"first", "top"},
                          {"second", "top"},
                          {"accepts_right", "80%"},
                          {"accepts_wrong", "40%"},
                          {"harder_per_month", "1%"},
                          {"correlation", "0.6"}})));
  for (const auto& [by, fields] :
       {std::pair{"score", "weak: low, strong: high, threshold: 60%, auc: 0.7"},
        {"judge", "first: low, second: high, accepts_right: 90%, accepts_wrong: 30%"}})
    add(rows_of(by, fields, {{"tetrachoric", "0.9"}}));
  add(rows_of("votes", "of: low, samples: 3, correlation: 0.5",
              {{"of", "high"}, {"samples", "5"}, {"correlation", "0.2"}}));
  add(rows_of(
      "failure", "first: low, second: high, fails: 3%, noticed: 1 s, timeout: 6 s",
      {{"first", "top"}, {"second", "top"}, {"fails", "6%"}, {"noticed", "2 s"}, {"timeout", "12 s"}}));
  add(rows_of("cache", "of: low, hit_rate: 30%, wrong_hits: 2%, " + step,
              with_steps({{"of", "high"}, {"hit_rate", "40%"}, {"wrong_hits", "5%"}})));
  add(rows_of(
      "criticality", "cheap: low, precise: high, share: 20%, caught: 90%, alarms: 5%, " + step,
      with_steps(
          {{"cheap", "top"}, {"precise", "top"}, {"share", "30%"}, {"caught", "70%"}, {"alarms", "10%"}})));
  add(rows_of("step", "first: high, later: low, last: high, accuracy: 74%",
              {{"first", "top"}, {"later", "top"}, {"last", "low"}, {"accuracy", "76%"}}));
  return rows;
}
