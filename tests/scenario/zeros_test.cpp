#include <doctest/doctest.h>

#include <fmt/format.h>

#include <cmath>

#include "reading.h"
#include "scenario/form.h"
#include "scenario/scenario.h"
#include "units/units.h"
#include "walk.h"
#include "yaml/read.h"

// Whatever may be zero is zero once: no answer holds a number that is none, and none is an error of ours.

using namespace llmtco;

namespace {

/// Every kind of option, each with what it may say.
const char* const every_kind = R"(scenario: Zeros
as_of: 2026-09-23
horizon: 3 months
budget: $20k/month
variables: {fee: $0.001 to $0.003}
workload:
  chat:
    {requests: 2M to 3M/month, growth_per_month: 3%, peak_to_mean: 2.5, input_tokens: {mean: 1000, cv: 0.8},
     output_tokens: {p50: 200, p95: 700}, shared_prefix: 300, agent: {calls: {mean: 4, cv: 0.5},
     new_tokens_per_call: {mean: 150, cv: 0.5}, retries: 5%, tool_time: {mean: 1 s, cv: 0.5}}, value_if_right: $0.02,
     cost_if_wrong: $0.1, slo: {ttft_p95: 2 s, tpot_p95: 100 ms, e2e_p95: 1 min}}
  texts: {requests: 1M/month, input_tokens: 400, output_tokens: 20}
options:
  api: {kind: api, endpoint: openai/gpt-4o-mini, tier: batch, discount: 10%, cache: {hit_rate: 50%}, accuracy: 80%}
  tiered: {kind: api, endpoint: openai/gpt-5.6-sol, accuracy: {general-knowledge: 80%}}
  mine:
    {kind: api, endpoint: mine/x, accuracy: 80%, cache: {hit_rate: 50%}, speed: {ttft: 300 ms, ttft_p95: 1 s,
     tokens_per_second: 80 tokens/s}, price: {input: $2/Mtok, output: $8/Mtok, cache_read: $1/Mtok,
     cache_write_5m: $3/Mtok}}
  rented:
    {kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1,
     price: $2/h to $3/h, scaling: follow_load, max_load: 70%, cache: {hit_rate: 50%}, accuracy: 70%}
  owned:
    {kind: owned, model: llama-3.1-8b, format: fp16, engine: vllm, accelerator: l4, gpus_per_replica: 2, replicas: 90,
     life: 36 months, purchase: $3k, residual: 10%, cost_of_capital: 8%, maintenance: 5%, power: 72 W, pue: 1.4,
     electricity: 14.37 ct/kWh, colocation: $150/kW/month, accuracy: 70%}
  measured:
    {kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1,
     price: $2/h, throughput: 2000 tokens/s, accuracy: 70%}
  split: {kind: split, parts: {api: 30% to 40%, mine: 70%}}
  custom:
    {kind: custom, speed: {ttft: 1 s, tokens_per_second: 50 tokens/s}, lines: [{item: a, kind: invoiced, per_token: $1/Mtok},
     {item: b, kind: staff, cost: $500/month}, {item: c, kind: invoiced, per_request: = fee}]}
)";

struct NumberPlace {
  std::string path;
  NumberForm form;
};

/// Every number that may stand below a node, whether the file has it or not.
void collect(const Form& form, const std::optional<Node>& node, const std::string& path,
             std::vector<NumberPlace>& all) {
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  const auto fields = [&](const MappingForm& mapping) {
    for (const Field& field : mapping.fields) {
      const bool there = node && node->is_mapping();
      collect(*field.form, there ? node->find(field.key) : std::nullopt, below(field.key), all);
    }
  };
  if (const auto* number = std::get_if<NumberForm>(&form.is)) all.push_back({path, *number});
  if (const auto* mapping = std::get_if<MappingForm>(&form.is)) fields(*mapping);
  if (const auto* either = std::get_if<EitherForm>(&form.is)) {
    collect(*either->scalar, node, path, all);
    if (node && node->is_mapping()) collect(*either->mapping, node, path, all);
  }
  if (!node) return;
  if (const auto* named = std::get_if<NamedForm>(&form.is)) {
    for (const Node& child : node->children()) collect(*named->of, child, below(child.key()), all);
  }
  if (const auto* list = std::get_if<ListForm>(&form.is)) {
    for (std::size_t i = 0; i < node->size(); ++i)
      collect(*list->of, node->children()[i], below(fmt::format("{}", i)), all);
  }
  if (const auto* tagged = std::get_if<TaggedForm>(&form.is)) {
    for (const auto& [kind, mapping] : tagged->of)
      if (node->find(tagged->tag)->text() == kind) fields(mapping);
  }
}

/// A number of base units in the words of a scenario.
std::string written(int number, const Dimension& dimension) {
  struct Unit {
    Dimension dimension;
    const char* text;
  };
  for (const Unit& unit :
       {Unit{Usd::dimension, "${}"}, Unit{UsdPerRequest::dimension, "${}"},
        Unit{UsdPerSecond::dimension, "${}/h"}, Unit{UsdPerToken::dimension, "${}/Mtok"},
        Unit{UsdPerJoule::dimension, "${}/kWh"}, Unit{RequestsPerSecond::dimension, "{}/month"},
        Unit{TokensPerSecond::dimension, "{} tokens/s"}, Unit{Seconds::dimension, "{} s"},
        Unit{Watts::dimension, "{} W"}}) {
    if (unit.dimension == dimension) return fmt::format(fmt::runtime(unit.text), number);
  }
  return fmt::format("{}", number);
}

/// What is no number of an answer; empty where all are.
std::string not_numbers(const Result& result) {
  std::string text;
  const auto check = [&](const std::string& of, const Statistics& s) {
    const bool alone = s.reduction != Reduction::summary;
    if (!std::isfinite(s.mean.value) ||
        (!alone && !(std::isfinite(s.sd.value) && std::isfinite(s.p95.value))))
      text += " " + of;
  };
  for (const auto& figure : result.demand) check(std::string(figure.measure->id), figure.value);
  for (const OptionResult& option : result.options) {
    for (const auto& figure : option.figures)
      check(option.name + "." + std::string(figure.measure->id), figure.value);
    for (const LineResult& line : option.lines) {
      check(option.name + " " + line.item, Statistics(line.monthly_usd));
      check(option.name + " quantity of " + line.item, {line.quantity, Reduction::mean});
      check(option.name + " price of " + line.item, {line.unit_price_usd, Reduction::mean});
    }
  }
  return text;
}

/// The answer with a path overridden; nothing where that is refused.
std::optional<Result> tried(const std::string& text, const std::vector<std::string>& overrides) {
  Diagnostics diagnostics;
  const Study study = read_scenario_text(text, "s.yaml", std::string("."), overrides, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  Settings settings = walked(1024);
  // Simulations of servers take long: every eighth goes through them.
  if (!overrides.empty() && overrides.front().size() % 8 != 0) settings.latency = Server::steady;
  return simulate(study, settings);
}

double mean_of(const Result& result, const char* name, const Measure& measure) {
  const Statistics* found = option(result, name).find(measure);
  REQUIRE(found != nullptr);
  return found->mean.value;
}

}  // namespace

TEST_CASE("every number of a scenario may be zero, in all draws or in half of them, if its range says so") {
  Diagnostics diagnostics;
  const auto root = read_text(every_kind, "s.yaml", diagnostics);
  REQUIRE(root.has_value());
  std::vector<NumberPlace> places;
  collect(scenario_form(), root, "", places);
  CHECK(places.size() > 120);
  std::size_t answered = 0;
  Walk walk;
  for (const auto& [path, form] : places) {
    if (form.any_dimension || form.low > 0 || form.high < 0 || !walk.takes_next()) continue;
    const std::string zero = written(0, form.dimension), one = written(1, form.dimension);
    std::vector<std::string> values{zero};
    if (!form.certain && form.high >= 1)
      values.push_back("{discrete: {values: [" + zero + ", " + one + "], probabilities: [0.5, 0.5]}}");
    for (const std::string& value : values) {
      const std::string change = path + "=" + value;
      CAPTURE(change);
      std::optional<Result> result;
      REQUIRE_NOTHROW(result = tried(every_kind, {change}));
      if (!result) continue;
      ++answered;
      CHECK(not_numbers(*result) == "");
    }
  }
  CHECK(answered > Walk::taken_of(120));
}

TEST_CASE("embeddings write no tokens: their cost per output token is not defined, and the rest is") {
  // 5 M x 400 tokens = 2,000 Mtok x $0.02.
  const std::string text = R"(scenario: Embeddings
as_of: 2026-09-23
horizon: 1 months
workload: {texts: {requests: 5M/month, input_tokens: 400, output_tokens: 0}}
options: {small: {kind: api, endpoint: acme/embed, price: {input: $0.02/Mtok, output: $0/Mtok}}}
)";
  const Result result = answer(text);
  CHECK(mean_of(result, "small", measures::monthly_cost) == doctest::Approx(40));
  CHECK(mean_of(result, "small", measures::cost_per_mtok) == doctest::Approx(0.02));
  CHECK(option(result, "small").find(measures::cost_per_mtok_output) == nullptr);
}

TEST_CASE(
    "a class that is switched off costs nothing, keeps every limit, and takes no part in the times of all") {
  const std::string text = R"(scenario: Not yet live
as_of: 2026-09-23
horizon: 1 months
workload:
  live: {requests: 1M/month, input_tokens: 1000, output_tokens: 100}
  planned: {requests: 0/month, input_tokens: 5000, output_tokens: 5000, slo: {e2e_p95: 1 s}}
options:
  a: {kind: api, endpoint: acme/x, price: {input: $1/Mtok, output: $2/Mtok}, speed: {ttft: 1 s, tokens_per_second: 50 tokens/s}}
)";
  const Result result = answer(text);
  CHECK(mean_of(result, "a", measures::monthly_cost) == doctest::Approx(1200));
  CHECK(mean_of(result, "a", measures::meets_slo) == 1);
  CHECK(mean_of(result, "a", measures::e2e_p50) == doctest::Approx(1 + 99 / 50.0));
  const Result live = answer(text, {"workload.planned.requests=1/month"});
  CHECK(mean_of(live, "a", measures::meets_slo) == 0);
}

TEST_CASE("what is not defined in some draws is unknown, not the mean of the others") {
  const std::string text = R"(scenario: Now and then
as_of: 2026-09-23
horizon: 1 months
workload: {chat: {requests: {discrete: {values: [0/month, 1M/month], probabilities: [0.5, 0.5]}}, input_tokens: 1000, output_tokens: 100}}
options:
  a: {kind: api, endpoint: acme/x, price: {input: $1/Mtok, output: $2/Mtok}, accuracy: 80%}
)";
  const Result result = answer(text);
  CHECK(mean_of(result, "a", measures::monthly_cost) == doctest::Approx(600).epsilon(0.02));
  CHECK(mean_of(result, "a", measures::accuracy) == doctest::Approx(0.8));
  CHECK(option(result, "a").find(measures::cost_per_request) == nullptr);
  CHECK(option(result, "a").find(measures::cost_per_mtok) == nullptr);
  const Result always = answer(text, {"workload.chat.requests=1M/month"});
  CHECK(mean_of(always, "a", measures::cost_per_request) == doctest::Approx(0.0012));
}

TEST_CASE("a fleet without requests is there, idle, as fast as it is for the first of them") {
  const std::string text = R"(scenario: Idle
as_of: 2026-09-23
horizon: 1 months
workload: {chat: {requests: 0/month, input_tokens: 1000, output_tokens: 100}}
options:
  own: {kind: rented, price: $2/h, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1}
)";
  const Result none = answer(text), few = answer(text, {"workload.chat.requests=1/month"});
  CHECK(mean_of(none, "own", measures::monthly_cost) == doctest::Approx(1460));
  CHECK(mean_of(none, "own", measures::load) == 0);
  CHECK(mean_of(none, "own", measures::ttft_p50) ==
        doctest::Approx(mean_of(few, "own", measures::ttft_p50)).epsilon(1e-6));
}
