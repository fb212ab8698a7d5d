#include "cost/custom_lines.h"
#include "scenario/form.h"
#include "units/units.h"

namespace llmtco {
namespace {

template <class Q>
constexpr Dimension dimension_of() {
  return Q::dimension;
}

/// At least zero.
template <class Q>
FormPtr amount() {
  return form(NumberForm{.dimension = dimension_of<Q>(), .low = 0});
}
FormPtr share() { return form(NumberForm{.low = 0, .high = 1}); }
FormPtr plain(double low, double high) { return form(NumberForm{.low = low, .high = high}); }
FormPtr count(double low) {
  return form(NumberForm{.low = low, .high = 1e6, .certain = true, .whole = true});
}
template <class Q>
FormPtr fixed_amount() {
  return form(NumberForm{.dimension = dimension_of<Q>(), .low = 0, .certain = true});
}
FormPtr text() { return form(TextForm{}); }
FormPtr choice(std::vector<std::string> of) { return form(ChoiceForm{std::move(of)}); }
FormPtr mapping(std::string what, std::vector<Field> fields) {
  return form(MappingForm{std::move(what), std::move(fields)});
}

constexpr bool required = true, optional = false;

FormPtr length() {
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

FormPtr request_class() {
  return mapping(
      "a request class",
      {{"requests", form(NumberForm{.dimension = dimension_of<RequestsPerSecond>(), .low = 1e-12}), required,
        "tasks, as 10M/month: the mean of the first month"},
       {"growth_per_month", plain(-0.5, 2), optional, "relative, compounded over the horizon; 0 if absent"},
       {"peak_to_mean", plain(1, 1000), optional, "busiest hour over the mean; 1 if absent"},
       {"input_tokens", length(), required, "read by a task's first call"},
       {"output_tokens", length(), required, "written by each call"},
       {"shared_prefix", amount<TokensPerRequest>(), optional,
        "part of every input that is the same for all requests"},
       {"agent",
        mapping("an agent loop", {{"calls", plain(1, 10000), required, "model calls per task"},
                                  {"new_tokens_per_call", amount<TokensPerRequest>(), optional,
                                   "input added before each later call"},
                                  {"retries", plain(0, 10), optional, "share of calls made once more"}}),
        optional, "several calls per task, each reading the whole earlier context"},
       {"task", text(), optional, "task class of the quality figures; general-knowledge if absent"},
       {"value_if_right", amount<UsdPerRequest>(), optional, "worth of a right answer"},
       {"cost_if_wrong", amount<UsdPerRequest>(), optional, "damage of a wrong answer"},
       {"slo",
        mapping("an slo", {{"ttft_p95", fixed_amount<Seconds>(), optional, "time to first token"},
                           {"tpot_p95", fixed_amount<Seconds>(), optional, "time per output token"},
                           {"e2e_p95", fixed_amount<Seconds>(), optional, "whole task"}}),
        optional, "what users wait for, 95th percentile"}});
}

FormPtr cost_lines() {
  return form(ListForm{mapping(
      "a cost line",
      {{"item", text(), required, "name of the line"},
       {"kind", choice(cost_types.words()), required,
        "what kind of money it is"},
       {"cost", amount<UsdPerSecond>(), optional, "as $500/month; or per_request, or per_token"},
       {"per_request", amount<UsdPerRequest>(), optional, "as $0.001"},
       {"per_token", amount<UsdPerToken>(), optional, "as $0.02/Mtok"},
       {"tokens", choice(counted_tokens.words()), optional,
        "which tokens per_token counts; all if absent"},
       {"behaviour", choice(cost_behaviours.words()), optional,
        "energy lines are what an energy-only unit cost counts; absent: fixed for cost, else usage"}})});
}

FormPtr accuracy() { return form(EitherForm{share(), form(NamedForm{"task class", share()})}); }

FormPtr speed() {
  return mapping(
      "a speed",
      {{"ttft", amount<Seconds>(), required, "median time to first token"},
       {"ttft_p95", amount<Seconds>(), optional, "its 95th percentile; 2 x the median if absent"},
       {"tokens_per_second", form(NumberForm{.dimension = dimension_of<TokensPerSecond>(), .low = 1e-3}),
        required, "output of one stream"}});
}

/// Keys every kind of option has.
std::vector<Field> with_costs(std::vector<Field> fields) {
  fields.push_back({"description", text(), optional, "for the reader of the report"});
  fields.push_back({"other_costs", cost_lines(), optional, "lines the model does not know"});
  return fields;
}

/// The same for those that answer themselves; the accuracy of a split is that of its parts.
std::vector<Field> with_common(std::vector<Field> fields) {
  fields.push_back({"accuracy", accuracy(), optional, "own evaluation: one share, or one per task class"});
  return with_costs(std::move(fields));
}

FormPtr prompt_cache(bool priced_by_life) {
  std::vector<Field> fields{{"hit_rate", share(), required, "share of repeated input read from the cache"}};
  if (priced_by_life) fields.push_back({"life", choice({"5m", "1h"}), optional, "5m if absent"});
  return mapping("a prompt cache", std::move(fields));
}

std::vector<Field> api_fields() {
  const auto price =
      mapping("a price", {{"input", amount<UsdPerToken>(), required, "as $2.50/Mtok"},
                          {"output", amount<UsdPerToken>(), required, ""},
                          {"cache_read", amount<UsdPerToken>(), optional, "the input price if absent"},
                          {"cache_write_5m", amount<UsdPerToken>(), optional, "the input price if absent"},
                          {"cache_write_1h", amount<UsdPerToken>(), optional, "the input price if absent"}});
  return with_common(
      {{"endpoint", text(), required, "provider/model of the price book, or a name of your own with `price`"},
       {"price", price, optional, "replaces the price book"},
       {"discount", share(), optional, "negotiated, off every token price"},
       {"tier", choice({"standard", "batch"}), optional, "standard if absent"},
       {"cache", prompt_cache(true), optional, "none if absent: every input token at full price"},
       {"model", text(), optional, "model of the quality figures; the endpoint's if absent"},
       {"speed", speed(), optional, "replaces the measured speeds of the catalogue"}});
}

FormPtr calibration() {
  return mapping("a calibration",
                 {{"file", text(), required, "of `llmtco calibrate` or `bench`, relative to the scenario"},
                  {"use", choice({"form", "ratios", "absolute"}), required,
                   "the blend of memory and compute time, the format's speed over 16-bit weights, or the "
                   "speeds measured"}});
}

/// Keys of options that run a model on accelerators.
std::vector<Field> fleet_fields(std::vector<Field> more) {
  std::vector<Field> fields{
      {"model", text(), required, "of the catalogue or an overlay"},
      {"format", text(), required, "of the weights: fp16, fp8, q4_k_m ..."},
      {"kv_format", choice({"fp16", "fp8", "int8"}), optional,
       "of the KV cache; the engine's usual one if absent"},
      {"engine", text(), required, "vllm, llama.cpp, tensorrt-llm ..."},
      {"accelerator", text(), required,
       "of the catalogue or an overlay; this-machine or machine-FINGERPRINT for the CPU of a calibration "
       "file"},
      {"gpus_per_replica", count(1), required, "that hold one copy of the model"},
      {"pipeline", count(1), optional,
       "pipeline stages among them; 1 if absent, the rest is tensor parallel"},
      {"replicas", count(1), optional, "fixed fleet; sized for the peak if absent"},
      {"max_load", plain(0.01, 1), optional,
       "share of a replica's capacity planned for at peak; 80 % if absent"},
      {"calibration", calibration(), optional, "measured speeds in place of the speed model's"},
      {"max_batch", count(1), optional,
       "requests in flight per replica; as many as fit, up to the engine's limit, if absent"},
      {"cache", prompt_cache(false), optional, "none if absent: every input token is computed"},
      {"throughput", form(NumberForm{.dimension = dimension_of<TokensPerSecond>(), .low = 1e-3}), optional,
       "output tokens per second of a replica at capacity, as measured; replaces the model's"}};
  fields.insert(fields.end(), more.begin(), more.end());
  return with_common(std::move(fields));
}

std::vector<Field> rented_fields() {
  return fleet_fields({{"price", amount<UsdPerSecond>(), optional,
                        "per GPU, as $2.49/h; the catalogue's on-demand range if absent"},
                       {"scaling", choice({"always_on", "follow_load"}), optional,
                        "pay for the peak all month, or for the hours the load needs; always_on if absent"}});
}

std::vector<Field> owned_fields() {
  return fleet_fields(
      {{"purchase", amount<Usd>(), optional,
        "per accelerator with its share of the server; the catalogue's range if absent"},
       {"life", fixed_amount<Seconds>(), required, "as 36 months"},
       {"residual", share(), optional, "share of the price left at the end; 0 if absent"},
       {"cost_of_capital", plain(0, 1), optional, "a year, nominal; 0 if absent"},
       {"power", amount<Watts>(), optional,
        "per accelerator under load, with its share of the server; its board power if absent"},
       {"idle_power", amount<Watts>(), optional,
        "per accelerator without load; the same as `power` if absent"},
       {"pue", plain(1, 5), optional, "the catalogue's average if absent"},
       {"electricity", amount<UsdPerJoule>(), optional, "as 14.37 ct/kWh; the catalogue's if absent"},
       {"colocation", amount<UsdPerJoule>(), optional, "as $194.95/kW/month; none if absent"},
       {"maintenance", plain(0, 1), optional, "share of the price a year; 0 if absent"}});
}

FormPtr option() {
  const std::vector<Field> split{
      {"parts", form(NamedForm{"option", share()}), required, "share of the requests of each option"}};
  const std::vector<Field> custom{{"lines", cost_lines(), required, "the bill"},
                                  {"speed", speed(), optional, "unknown if absent"},
                                  {"model", text(), optional, "model of the quality figures"}};
  return form(TaggedForm{"an option",
                         "kind",
                         {{"api", {"an option of kind api", api_fields()}},
                          {"rented", {"an option of kind rented", rented_fields()}},
                          {"owned", {"an option of kind owned", owned_fields()}},
                          {"split", {"an option of kind split", with_costs(split)}},
                          {"custom", {"an option of kind custom", with_common(custom)}}}});
}

FormPtr any_number() { return form(NumberForm{.any_dimension = true}); }

Form whole() {
  const auto correlation =
      mapping("a correlation", {{"between", form(ListForm{text()}), required, "two variables"},
                                {"spearman", form(NumberForm{.low = -1, .high = 1, .certain = true}),
                                 required, "rank correlation, -1 to 1"}});
  return Form{MappingForm{
      "a scenario",
      {{"scenario", text(), required, "its name"},
       {"description", text(), optional, "for the reader of the report"},
       {"as_of", form(DateForm{}), required, "prices in force on this day are used"},
       {"horizon", fixed_amount<Seconds>(), optional, "whole months, as 12 months; 12 if absent"},
       {"budget", fixed_amount<UsdPerSecond>(), optional, "as $20k/month"},
       {"catalog", form(ListForm{text()}), optional,
        "overlay files with prices, models and accelerators of your own"},
       {"variables", form(NamedForm{"variable", any_number()}), optional,
        "numbers used in several places, or in formulas"},
       {"correlations", form(ListForm{correlation}), optional, "between variables"},
       {"workload", form(NamedForm{"request class", request_class()}), required, "who asks what, how often"},
       {"options", form(NamedForm{"option", option()}), required, "ways to serve it"}}}};
}

}  // namespace

const Form& scenario_form() {
  static const Form form_of_all = whole();
  return form_of_all;
}

}  // namespace llmtco
