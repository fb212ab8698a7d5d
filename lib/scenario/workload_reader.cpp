#include "scenario/workload_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/tokens.h"
#include "scenario/csv_column.h"
#include "scenario/forms.h"
#include "workload/sample.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Mean and spread of measured lengths.
TokenLength read_sample(const Place& place, Inputs& inputs) {
  const std::vector<double> values = csv_column(
      inputs.path_of(place.at("file").text()), place.at("column").text(), place.node(), inputs.diagnostics());
  if (values.empty()) return {};
  if (const double least = *std::min_element(values.begin(), values.end()); least < 0) {
    inputs.diagnostics().error(place.node().location(),
                               fmt::format("the sample has a length of {}, and no length is negative{}",
                                           least, at_path(place.node())));
    return {};
  }
  const SampleLength sample = length_of_sample(values);
  const auto measured = [&](const char* what) {
    Origin from = written_origin(place.node());
    from.source = fmt::format("{} of {} lengths in {}", what, values.size(), from.source);
    return inputs.origin(std::move(from));
  };
  return {.mean = Uncertain<TokensPerRequest>(sample.mean * (token / request)).from(measured("mean")),
          .cv = Uncertain<double>(sample.cv).from(measured("spread"))};
}

FormPtr length_form() {
  using namespace forms;
  return form(EitherForm{
      amount<TokensPerRequest>(),
      mapping("a length",
              {{"mean", amount<TokensPerRequest>(), optional, "mean over requests"},
               {"cv", plain(0, 20), optional, "standard deviation between requests over their mean"},
               {"sample",
                mapping("a sample", {{"file", text(), required, "CSV file, relative to the scenario"},
                                     {"column", text(), required, "its column of lengths"}}),
                optional, "take mean and spread from a file of measured lengths"}})});
}

constexpr const char* alike = "requests are as long as their mean";

TokenLength read_length(const Place& place, Inputs& inputs) {
  if (!place.is_mapping_of_keys())
    return {.mean = inputs.number<TokensPerRequest>(place),
            .cv = inputs.assumed(path_below(place.node(), "cv"), 0.0, alike)};
  const auto mean = place.find("mean"), sample = place.find("sample");
  if (mean.has_value() == sample.has_value() || (sample && place.has("cv"))) {
    inputs.diagnostics().error(
        place.node().location(),
        fmt::format("a length has either a mean (with a cv) or a sample{}", at_path(place.node())));
    return {};
  }
  if (sample) return read_sample(*sample, inputs);
  return {.mean = inputs.number<TokensPerRequest>(*mean), .cv = inputs.number(place, "cv", 0.0, alike)};
}

constexpr const char *nothing_new = "later calls read nothing new", *no_retries = "no call is made again";

AgentLoop read_agent(const Place& place, Inputs& inputs) {
  const auto between = place.find("between");
  return {.calls = inputs.number<double>(place.at("calls")),
          .new_input = inputs.number(place, "new_tokens_per_call", TokensPerRequest(), nothing_new),
          .retries = inputs.number(place, "retries", 0.0, no_retries),
          .between_turns = between && between->text() == "turns"};
}

/// Requests that are answered in one call.
AgentLoop no_agent(const Node& requests, Inputs& inputs) {
  const std::string path = path_below(requests, "agent");
  return {.calls = inputs.assumed(path + ".calls", 1.0, "a task is one call of the model"),
          .new_input = inputs.assumed(path + ".new_tokens_per_call", TokensPerRequest(), nothing_new),
          .retries = inputs.assumed(path + ".retries", 0.0, no_retries)};
}

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
  requests.tools = inputs.number(place, "tool_tokens", TokensPerRequest(), "no tools are defined");
  requests.reasoning =
      inputs.number(place, "reasoning_tokens", TokensPerRequest(), "nobody says how much models think");
}

RequestClass read_class(const Place& place, Inputs& inputs) {
  RequestClass requests;
  requests.name = place.key();
  requests.requests = inputs.number<RequestsPerSecond>(place.at("requests"));
  requests.growth_per_month = inputs.number(place, "growth_per_month", 0.0, "the volume does not grow");
  requests.peak_to_mean = inputs.number(place, "peak_to_mean", 1.0, "requests come evenly over the month");
  requests.input = read_length(place.at("input_tokens"), inputs);
  requests.output = read_length(place.at("output_tokens"), inputs);
  requests.shared_prefix =
      inputs.number(place, "shared_prefix", TokensPerRequest(), "requests have no beginning in common");
  read_text(place, inputs, requests);
  const auto agent = place.find("agent");
  requests.agent = agent ? read_agent(*agent, inputs) : no_agent(place.node(), inputs);
  const auto task = place.find("task");
  requests.task = task ? task->text() : "general-knowledge";
  requests.value_if_right =
      inputs.number(place, "value_if_right", UsdPerRequest(), "nobody says what a right answer is worth");
  requests.cost_if_wrong =
      inputs.number(place, "cost_if_wrong", UsdPerRequest(), "wrong answers cost nothing");
  if (const auto slo = place.find("slo")) requests.slo = read_slo(*slo, inputs);
  return requests;
}

std::vector<std::string> kinds_of_text() {
  std::vector<std::string> kinds{"billed"};
  kinds.insert(kinds.end(), text_kinds.begin(), text_kinds.end());
  return kinds;
}

}  // namespace

FormPtr request_class_form() {
  using namespace forms;
  return mapping(
      "a request class",
      {{"requests", amount<RequestsPerSecond>(1e-12), required,
        "tasks, as 10M/month: the mean of the first month"},
       {"growth_per_month", plain(-0.5, 2), optional, "relative, compounded over the horizon; 0 if absent"},
       {"peak_to_mean", plain(1, 1000), optional, "busiest hour over the mean; 1 if absent"},
       {"input_tokens", length_form(), required, "read by a task's first call"},
       {"output_tokens", length_form(), required, "written by each call"},
       {"shared_prefix", amount<TokensPerRequest>(), optional,
        "part of every input that is the same for all requests"},
       {"text", choice(kinds_of_text()), optional,
        "kind of text whose visible tokens, of the reference tokenizer o200k_base, the lengths are: models "
        "then "
        "count and think as they do; billed, or absent: the lengths are billed tokens of every model"},
       {"tool_tokens", amount<TokensPerRequest>(), optional,
        "part of every input that defines tools, which providers wrap in tokens of their own"},
       {"reasoning_tokens", amount<TokensPerRequest>(), optional,
        "thoughts before each answer of models that think, billed as output beside output_tokens"},
       {"agent",
        mapping("an agent loop",
                {{"calls", plain(1, 10000), required, "model calls per task"},
                 {"new_tokens_per_call", amount<TokensPerRequest>(), optional,
                  "input added before each later call"},
                 {"retries", plain(0, 10), optional, "share of calls made once more"},
                 {"between", choice({"tools", "turns"}), optional,
                  "what stands between calls, which decides whether a model reads its thoughts "
                  "again; tools if absent"}}),
        optional, "several calls per task, each reading the whole earlier context"},
       {"task", text(), optional, "task class of the quality figures; general-knowledge if absent"},
       {"value_if_right", amount<UsdPerRequest>(), optional, "worth of a right answer"},
       {"cost_if_wrong", amount<UsdPerRequest>(), optional, "damage of a wrong answer"},
       {"slo",
        mapping("an slo", {{"ttft_p95", fixed_amount<Seconds>(), optional, "time to first token"},
                           {"ttft_p99", fixed_amount<Seconds>(), optional, "the same, 99th percentile"},
                           {"tpot_p95", fixed_amount<Seconds>(), optional, "time per output token"},
                           {"tpot_p99", fixed_amount<Seconds>(), optional, "the same, 99th percentile"},
                           {"e2e_p95", fixed_amount<Seconds>(), optional, "whole task"},
                           {"e2e_p99", fixed_amount<Seconds>(), optional, "the same, 99th percentile"},
                           {"accuracy", fixed_share(), optional, "least share of right answers"}}),
        optional, "limits: what users wait for at most, and how right answers must be"}});
}

Workload read_workload(const Place& section, Inputs& inputs) {
  Workload workload;
  for (const Place& place : section.children()) workload.classes.push_back(read_class(place, inputs));
  return workload;
}

}  // namespace llmtco
