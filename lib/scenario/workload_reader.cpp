#include "scenario/workload_reader.h"

#include <fmt/format.h>

#include "catalog/tokens.h"
#include "scenario/agent_reader.h"
#include "scenario/compaction_reader.h"
#include "scenario/demand_reader.h"
#include "scenario/forms.h"
#include "scenario/profile_reader.h"
#include "scenario/retrieval_reader.h"
#include "scenario/spread_reader.h"

namespace llmtco {
namespace {

Slo read_slo(const Place& place, Inputs& inputs) {
  const auto limit = [&](const char* key) -> std::optional<Seconds> {
    const auto value = place.find(key);
    if (!value) return std::nullopt;
    return inputs.known_number(*value) * second;
  };
  const auto accuracy = place.find("accuracy");
  return {.ttft_p95 = limit("ttft_p95"),
          .ttft_p99 = limit("ttft_p99"),
          .tpot_p95 = limit("tpot_p95"),
          .tpot_p99 = limit("tpot_p99"),
          .e2e_p95 = limit("e2e_p95"),
          .e2e_p99 = limit("e2e_p99"),
          .accuracy = accuracy ? std::optional(inputs.known_number(*accuracy)) : std::nullopt};
}

/// What kind of text the lengths are of, and what of it is not plain text.
void read_text(const Place& place, Inputs& inputs, RequestClass& requests) {
  if (const auto text = place.find("text")) requests.text = text->text();
  requests.tools = inputs.number(place, "tool_tokens", TokensPerRequest(), "no tools are defined",
                                 std::vector<Alternative>());
  requests.reasoning =
      inputs.number(place, "reasoning_tokens", TokensPerRequest(), "nobody says how much models think");
}

/// Audio and images: none where nobody says so.
ByMedium<MediumLengths> read_media(const Place& place, Inputs& inputs) {
  const auto length = [&](Medium medium, const char* what, const char* none) {
    const std::string key = medium_key(medium, what), path = path_below(place.node(), key);
    if (const auto given = place.find(key))
      return read_spread<TokensPerRequest>(*given, length_words, inputs);
    const auto nothing = inputs.assumed(path, TokensPerRequest(), none, std::vector<Alternative>());
    return assumed_spread(path, nothing, length_words, inputs);
  };
  return {.audio = {length(Medium::audio, "input_tokens", "no audio is read"),
                    length(Medium::audio, "output_tokens", "no audio is written")},
          .image = {length(Medium::image, "input_tokens", "no image is read"),
                    length(Medium::image, "output_tokens", "no image is written")}};
}

RequestClass read_class(const Place& place, Inputs& inputs) {
  RequestClass requests;
  requests.name = place.key();
  requests.requests = inputs.number<RequestsPerSecond>(place.at("requests"));
  requests.growth_per_month = inputs.number(place, "growth_per_month", 0.0, "the volume does not grow",
                                            {{instead(0.02, "2 % a month"), instead(0.05, "5 % a month")}});
  requests.shape = read_shape(place, inputs);
  requests.elasticity = read_elasticity(place, inputs);
  if (const auto profile = place.find("profile")) requests.profile = read_profile(*profile, inputs);
  requests.peak_to_mean = inputs.number(
      place, "peak_to_mean", requests.profile ? requests.profile->peak_to_mean() : 1.0,
      requests.profile ? "the busiest hour is that of the profile" : "requests come evenly over the month",
      {{instead(2.0, "a busiest hour of 2 x the mean"), instead(4.0, "4 x")}});
  if (const auto may_wait = place.find("may_wait")) requests.may_wait = inputs.number<double>(*may_wait);
  requests.input = read_spread<TokensPerRequest>(place.at("input_tokens"), length_words, inputs);
  requests.output = read_spread<TokensPerRequest>(place.at("output_tokens"), length_words, inputs);
  requests.shared_prefix =
      inputs.number(place, "shared_prefix", TokensPerRequest(), "requests have no beginning in common",
                    {{instead(1000.0 * token / request, "1,000 tokens in common")}});
  requests.media = read_media(place, inputs);
  read_text(place, inputs, requests);
  requests.retrieval = read_retrieval(place, inputs);
  requests.agent = read_agent(place, inputs);
  require_compaction(place, requests, inputs);
  const auto tools = place.find("tools");
  for (const Place& tool : tools ? tools->children() : std::vector<Place>())
    requests.tool_uses.push_back({tool.key(), inputs.number<double>(tool)});
  const auto task = place.find("task");
  requests.task = task ? task->text() : "general-knowledge";
  requests.value_if_right =
      inputs.number(place, "value_if_right", UsdPerRequest(), "nobody says what a right answer is worth",
                    std::vector<Alternative>());
  requests.wrong = read_wrong(place, inputs);
  requests.critical = read_critical(place, inputs);
  Instead costs =
      std::vector{instead(0.01 * usd / request, "1 cent each"), instead(1.0 * usd / request, "$1 each")};
  if (requests.wrong) costs->clear();  // which says what they cost
  requests.cost_if_wrong =
      inputs.number(place, "cost_if_wrong", UsdPerRequest(), "wrong answers cost nothing", costs);
  if (const auto slo = place.find("slo")) requests.slo = read_slo(*slo, inputs);
  return requests;
}

FormPtr slo_form() {
  using namespace forms;
  return mapping("an slo", {{"ttft_p95", fixed_amount<Seconds>(), optional, "time to first token"},
                            {"ttft_p99", fixed_amount<Seconds>(), optional, "the same, 99th percentile"},
                            {"tpot_p95", fixed_amount<Seconds>(), optional, "time per output token"},
                            {"tpot_p99", fixed_amount<Seconds>(), optional, "the same, 99th percentile"},
                            {"e2e_p95", fixed_amount<Seconds>(), optional, "whole task"},
                            {"e2e_p99", fixed_amount<Seconds>(), optional, "the same, 99th percentile"},
                            {"accuracy", fixed_share(), optional, "least share of right answers"}});
}

std::vector<std::string> kinds_of_text() {
  std::vector<std::string> kinds{"billed"};
  kinds.insert(kinds.end(), text_kinds.begin(), text_kinds.end());
  return kinds;
}

}  // namespace

FormPtr request_class_form() {
  using namespace forms;
  std::vector<Field> fields = {
      {"requests", amount<RequestsPerSecond>(), required, "tasks, as 10M/month: the mean of the first month"},
      {"growth_per_month", share_to(-0.5, 2), optional, "relative, compounded over the horizon; 0 if absent"},
      {"peak_to_mean", plain(1, 1000), optional, "busiest hour over the mean; 1 if absent"},
      {"profile", profile_form(), optional,
       "how requests lie over the hours and days of a week, which prices by the hour and the busiest hour "
       "follow; even "
       "if absent"},
      {"may_wait", share(), optional,
       "share of the requests whose answers may take a day: APIs that sell a batch tier buy them there; "
       "none "
       "if absent"},
      {"input_tokens", spread_form<TokensPerRequest>(length_words), required, "read by a task's first call"},
      {"output_tokens", spread_form<TokensPerRequest>(length_words), required, "written by each call"},
      {"shared_prefix", amount<TokensPerRequest>(), optional,
       "part of every input that is the same for all requests"},
      {"text", choice(kinds_of_text()), optional,
       "kind of text whose visible tokens, of the reference tokenizer o200k_base, the lengths are: models "
       "then count and think as they do; billed, or absent: the lengths are billed tokens of every model"},
      {"tool_tokens", amount<TokensPerRequest>(), optional,
       "part of every input that defines tools, which providers wrap in tokens of their own"},
      {"reasoning_tokens", amount<TokensPerRequest>(), optional,
       "thoughts before each answer of models that think, billed as output beside output_tokens"},
      {"audio_input_tokens", spread_form<TokensPerRequest>(length_words), optional,
       "audio read by a task's first call beside input_tokens, as the provider counts it: no factor of text "
       "is "
       "applied; none if absent"},
      {"audio_output_tokens", spread_form<TokensPerRequest>(length_words), optional,
       "audio written by each call beside output_tokens, and read again by later calls; none if absent"},
      {"image_input_tokens", spread_form<TokensPerRequest>(length_words), optional,
       "images read by a task's first call beside input_tokens; none if absent"},
      {"image_output_tokens", spread_form<TokensPerRequest>(length_words), optional,
       "images made by each call beside output_tokens, and read again by later calls; none if absent"},
      {"agent", agent_form(), optional, "several calls per task, each reading the whole earlier context"},
      {"tools", form(NamedForm{"tool", plain(0, 1e6)}), optional,
       "how often a task uses tools of the provider that have a fee, as web_search: 0.3; what they return "
       "is input as "
       "well"},
      {"task", text(), optional, "task class of the quality figures; general-knowledge if absent"},
      {"value_if_right", amount<UsdPerRequest>(), optional, "worth of a right answer"},
      {"cost_if_wrong", amount<UsdPerRequest>(), optional, "damage of a wrong answer"},
      {"slo", slo_form(), optional, "limits: what users wait for at most, and how right answers must be"}};
  for (std::vector<Field> more : {demand_fields(), wrong_fields(), retrieval_fields()})
    fields.insert(fields.end(), more.begin(), more.end());
  return mapping("a request class", std::move(fields));
}

Workload read_workload(const Place& section, Inputs& inputs) {
  Workload workload;
  for (const Place& place : section.children()) workload.classes.push_back(read_class(place, inputs));
  return workload;
}

}  // namespace llmtco
