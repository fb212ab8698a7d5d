#include "scenario/agent_reader.h"

#include <fmt/format.h>

#include "scenario/agent_steps_reader.h"
#include "scenario/compaction_reader.h"
#include "scenario/forms.h"
#include "scenario/spread_reader.h"

namespace llmtco {
namespace {

/// Side by side; the moments of the slowest of more are less exact (workload/tool_time.h).
constexpr double most_at_once = 100;

/// Tools one by one, where the scenario says something of them.
std::optional<ToolCalls> read_tools(const Place& agent, Inputs& inputs) {
  const bool counted = agent.has("tool_calls"), waves = agent.has("tools_at_once");
  if (!counted && !waves && !agent.has("tool_price")) return std::nullopt;
  const Instead nothing_else = std::vector<Alternative>();
  return ToolCalls{
      .calls = inputs.number(agent, "tool_calls", 1.0, "one tool is called between two calls of the model",
                             {{instead(3.0, "3 tools"), instead(10.0, "10 tools")}}),
      .at_once = inputs.number(agent, "tools_at_once", 1.0, "tools run one after another",
                               counted ? Instead{{instead(3.0, "3 side by side")}} : nothing_else),
      .price = inputs.number_if<UsdPerRequest>(agent, "tool_price")};
}

constexpr const char *nothing_new = "later calls read nothing new", *no_retries = "no call is made again",
                     *no_tools = "tools take no time";

AgentLoop read_loop(const Place& place, Inputs& inputs) {
  const auto spread = [&](const char* key, auto often, const char* meaning, const SpreadWords& words) {
    using Q = decltype(often);
    if (const auto given = place.find(key)) return read_spread<Q>(*given, words, inputs);
    const std::string path = path_below(place.node(), key);
    const Alternative other = instead(often, fmt::format("{:g} {}", often.base_units(), words.unit));
    return assumed_spread(path, inputs.assumed(path, Q(), meaning, std::vector{other}), words, inputs);
  };
  const auto between = place.find("between");
  return {.calls = read_spread<double>(place.at("calls"), calls_words, inputs),
          .new_input = spread("new_tokens_per_call", 500.0 * token / request, nothing_new, length_words),
          .retries = inputs.number(place, "retries", 0.0, no_retries,
                                   {{instead(0.05, "5 %"), instead(0.2, "20 %")}}),
          .tool_time = spread("tool_time", 2.0 * second, no_tools, tool_time_words),
          .tools = read_tools(place, inputs),
          .compaction = read_compaction(place, inputs),
          .between_turns = between && between->text() == "turns"};
}

/// Requests that are answered in one call.
AgentLoop no_agent(const Node& requests, Inputs& inputs) {
  const std::string path = path_below(requests, "agent");
  const auto none = [&](const char* key, auto value, const char* meaning, const SpreadWords& words) {
    const std::string name = path + key;
    const std::vector<Alternative> nothing_else;  // it is what a request without a loop is
    return assumed_spread(name, inputs.assumed(name, value, meaning, nothing_else), words, inputs);
  };
  return {.calls = none(".calls", 1.0, "a task is one call of the model", calls_words),
          .new_input = none(".new_tokens_per_call", TokensPerRequest(), nothing_new, length_words),
          .retries = inputs.assumed(path + ".retries", 0.0, no_retries, std::vector<Alternative>()),
          .tool_time = none(".tool_time", Seconds(), no_tools, tool_time_words)};
}

}  // namespace

FormPtr agent_form() {
  using namespace forms;
  std::vector<Field> fields{
      {"calls", spread_form<double>(calls_words), required, "model calls per task"},
      {"new_tokens_per_call", spread_form<TokensPerRequest>(length_words), optional,
       "input added before each later call"},
      {"retries", share_to(0, 10), optional, "share of calls made once more"},
      {"tool_time", spread_form<Seconds>(tool_time_words), optional,
       "from a call's answer to the next call, or of one tool call where their number is given; 0 if "
       "absent"},
      {"tool_calls", plain(0, 1000), optional,
       "tool calls between two calls of the model, mean; 1 if absent"},
      {"tools_at_once", form(NumberForm{.low = 1, .high = most_at_once, .certain = true, .whole = true}),
       optional, "how many of them run side by side; one after another if absent"},
      {"tool_price", amount<UsdPerRequest>(), optional,
       "of one tool call, paid to whoever runs it; none if absent"},
      {"compaction", compaction_form(), optional,
       "where the context is summarized along the way; it grows to the end of the task if absent"},
      {"between", choice({"tools", "turns"}), optional,
       "what stands between calls, which decides whether a model reads its thoughts again; tools "
       "if absent"}};
  for (Field& field : loop_end_fields()) fields.push_back(std::move(field));
  return mapping("an agent loop", std::move(fields));
}

AgentLoop read_agent(const Place& requests, Inputs& inputs) {
  const auto agent = requests.find("agent");
  if (!agent) return no_agent(requests.node(), inputs);
  AgentLoop loop = read_loop(*agent, inputs);
  read_loop_end(*agent, inputs, loop);
  return loop;
}

}  // namespace llmtco
