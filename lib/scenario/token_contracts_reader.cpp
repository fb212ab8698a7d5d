#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenario/forms.h"
#include "scenario/option_reader.h"
#include "scenario/reachable_commitment.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// The least a limit can be, which keeps nothing out.
constexpr double above_nothing = 1e-12;
const char* const minute_at_once = "what a limit grants in a minute may come at once";
const char* const of_reads = "tokens read from a cache count as much as others";

std::string where(const Place& place) { return source_text(written_origin(place.node())); }

/// Whether a mapping has one of its keys; says that it needs one where it has none.
bool has_any(const Place& place, const std::vector<const char*>& keys, Inputs& inputs) {
  if (std::any_of(keys.begin(), keys.end(), [&](const char* key) { return place.has(key); })) return true;
  inputs.diagnostics().error(place.node().key_location(),
                             fmt::format("{} says nothing{}", place.key(), at_path(place.node())),
                             fmt::format("give one or more of {}", fmt::join(keys, ", ")));
  return false;
}

Uncertain<double> weight_of_reads(const Place& place, Inputs& inputs) {
  return inputs.number(place, "cache_read_weight", 1.0, of_reads, {{instead(0.0, "they count nothing")}});
}

Overflow overflow_of(const Place& place, const char* key, Overflow otherwise) {
  const auto word = place.find(key);
  return word ? overflow_names.from_text(word->text()).value() : otherwise;
}

/// What a share of time above a capacity hangs on that nobody says.
void assume_curve(const Place& place, const char* about, const std::string& within, Inputs& inputs,
                  Option& option) {
  assume(option, path_below(place.node(), about),
         "the load of an hour lies between none and that of its busiest hour as a power of the rank of the "
         "hour, the bursts of all classes come together, and " +
             within,
         inputs);
}

void read_provisioned(const Place& place, Inputs& inputs, Option& option) {
  Provisioned provisioned{.units = inputs.number<double>(place.at("units")),
                          .cheapest = inputs.is_word(place.at("units")),
                          .price = inputs.number<UsdPerSecond>(place.at("price")),
                          .input = inputs.number<Tokens>(place.at("input_tokens_per_minute"))};
  provisioned.output = inputs.number_if<Tokens>(place, "output_tokens_per_minute");
  provisioned.output_weight = inputs.number_if<double>(place, "output_weight");
  if (provisioned.output.has_value() == provisioned.output_weight.has_value())
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("a provisioned unit has one of output_tokens_per_minute and output_weight{}",
                    at_path(place.node())),
        "give what a unit writes in a minute besides, or what a token written counts as of those read");
  provisioned.cache_read_weight = weight_of_reads(place, inputs);
  if (!place.has("overflow"))
    assume(option, path_below(place.node(), "overflow"),
           "what provisioned units have no room for is bought at the standard tariff", inputs);
  provisioned.overflow = overflow_of(place, "overflow", Overflow::standard);
  provisioned.source = where(place);
  assume_curve(place, "burst", "none is shorter than an hour", inputs, option);
  option.contracts.emplace_back(std::move(provisioned));
}

void read_free(const Place& place, Inputs& inputs, Option& option) {
  if (!has_any(place, {"input_tokens", "output_tokens", "requests"}, inputs)) return;
  option.contracts.emplace_back(FreeTier{.requests = inputs.number_if<Requests>(place, "requests"),
                                         .input = inputs.number_if<Tokens>(place, "input_tokens"),
                                         .output = inputs.number_if<Tokens>(place, "output_tokens"),
                                         .source = where(place)});
}

void read_commitment(const Place& place, Inputs& inputs, Option& option) {
  option.contracts.emplace_back(Commitment{
      .spend = inputs.number<UsdPerSecond>(place.at("spend")),
      .discount =
          inputs.number(place, "discount", 0.0, "a commitment has no discount", std::vector<Alternative>()),
      .shortfall = inputs.number(place, "shortfall", 1.0, "what is committed and not spent is billed in full",
                                 {{instead(0.0, "not at all"), instead(0.5, "half of it")}}),
      .beyond = inputs.number(place, "beyond", 0.0, "what is spent beyond a commitment is billed at list",
                              {{instead(0.1, "10 % off")}}),
      .source = where(place)});
}

void read_credits(const Place& place, Inputs& inputs, Option& option) {
  if (!has_any(place, {"amount", "monthly"}, inputs)) return;
  Credits credits{.amount = inputs.number_if<Usd>(place, "amount"),
                  .expires_after = {},
                  .monthly = inputs.number_if<UsdPerSecond>(place, "monthly"),
                  .source = where(place)};
  if (const auto expires = place.find("expires_after")) {
    const double months = inputs.known_number(*expires) / month.base_units(), whole = std::round(months);
    const auto error = [&](const char* text) {
      inputs.diagnostics().error(expires->node().location(), text + at_path(expires->node()));
    };
    if (!credits.amount) error("expires_after is of an amount; there is none here");
    if (std::abs(months - whole) > 1e-9 || whole < 1) error("credits expire after whole months");
    credits.expires_after = static_cast<int>(std::min(whole, 1e6));
  }
  option.contracts.emplace_back(std::move(credits));
}

/// A batch for what may wait, where one is sold beside the tier that is asked for.
void add_batch_share(const Place& place, const TokenTariff& tariff, Inputs& inputs, Option& option) {
  if (!inputs.study().demand.some_may_wait() || !option.unavailable.empty()) return;
  const auto tier = place.find("tier");
  const bool all_wait = tier && (tier->text() == "batch" || tier->text() == "flex");
  if (all_wait) return;
  const std::string about = path_below(place.node(), "batch");
  if (!tariff.batch) {
    assume(option, about,
           fmt::format("no batch tier of {} is known: requests that may wait are bought as the others",
                       place.at("endpoint").text()),
           inputs);
    return;
  }
  assume(option, about, "all requests that may wait are sent in batches where they are sold", inputs);
  BatchShare batch{.tariff = tariff, .tier = "batch"};
  batch.tariff.service_factor = tariff.batch->factor;
  batch.tariff.cache_read_factor = tariff.batch->cache_read_factor;
  batch.tariff.source += "; " + tariff.batch->source;
  option.contracts.emplace_back(std::move(batch));
}

void read_limits(const Place& place, Inputs& inputs, Option& option) {
  if (!has_any(place, {"requests_per_minute", "input_tokens_per_minute", "output_tokens_per_minute"}, inputs))
    return;
  option.contracts.emplace_back(
      RateLimits{.requests = inputs.number_if<Requests>(place, "requests_per_minute"),
                 .input = inputs.number_if<Tokens>(place, "input_tokens_per_minute"),
                 .output = inputs.number_if<Tokens>(place, "output_tokens_per_minute"),
                 .cache_read_weight = weight_of_reads(place, inputs),
                 .over = overflow_of(place, "over", Overflow::refuse),
                 .burst = inputs.number(place, "burst", 60.0 * second, minute_at_once,
                                        {{instead(1.0, "what it grants in a second")}})});
  assume_curve(place, "hours", "within an hour calls come at random", inputs, option);
}

FormPtr provisioned_form() {
  using namespace forms;
  return mapping(
      "provisioned throughput",
      {{"units", form(NumberForm{.low = 0, .high = 1e6, .certain = true, .whole = true, .word = "cheapest"}),
        required, "that are bought; or cheapest: as many as cost least"},
       {"price", amount<UsdPerSecond>(), required, "of one unit, as $1/h or $221/month"},
       {"input_tokens_per_minute", amount<Tokens>(1), required, "that a unit reads"},
       {"output_tokens_per_minute", amount<Tokens>(1), optional,
        "that a unit writes besides; or output_weight"},
       {"output_weight", plain(0, 1000), optional,
        "what a token written counts as of input_tokens_per_minute; or output_tokens_per_minute"},
       {"cache_read_weight", share(), optional, "what a token read from the cache counts as; 1 if absent"},
       {"overflow", choice(overflow_names.words()), optional,
        "what becomes of requests there is no room for: standard, bought at the tariff; queue, they wait for "
        "quieter hours of their day; refuse; standard if absent"}});
}

FormPtr free_form() {
  using namespace forms;
  return mapping("a free tier", {{"input_tokens", amount<Tokens>(), optional, "a month, of text"},
                                 {"output_tokens", amount<Tokens>(), optional, "a month, of text"},
                                 {"requests", amount<Requests>(), optional,
                                  "calls of the model a month, with all their tokens"}});
}

FormPtr limits_form() {
  using namespace forms;
  return mapping("rate limits",
                 {{"requests_per_minute", amount<Requests>(above_nothing), optional, "calls of the model"},
                  {"input_tokens_per_minute", amount<Tokens>(above_nothing), optional, ""},
                  {"output_tokens_per_minute", amount<Tokens>(above_nothing), optional, ""},
                  {"cache_read_weight", share(), optional,
                   "what a token read from the cache counts as of the input; 1 if absent"},
                  {"burst", amount<Seconds>(1e-3), optional,
                   "so long a time of each limit may be used up at once; 1 min if absent"},
                  {"over", choice({"refuse", "queue"}), optional,
                   "refuse: a busiest hour above them cannot be served; queue: it waits for quieter hours of "
                   "its day; refuse if absent"}});
}

}  // namespace

std::vector<Field> with_spend_contracts(std::vector<Field> fields) {
  using namespace forms;
  fields.push_back(
      {"commitment",
       mapping("a spend commitment",
               {{"spend", amount<UsdPerSecond>(), required, "after its discount, as $50k/month"},
                {"discount", share(), optional, "off what is spent under it; none if absent"},
                {"shortfall", share(), optional,
                 "share of what is committed and not spent that is billed; all if absent"},
                {"beyond", share(), optional, "discount off what is spent beyond it; none if absent"}}),
       optional, "so much is paid whether it is spent or not; settled by the month"});
  fields.push_back(
      {"credits",
       mapping("credits", {{"amount", amount<Usd>(), optional, "once, used up from the first month on"},
                           {"expires_after", fixed_amount<Seconds>(), optional,
                            "whole months in which the amount can be used; the horizon if absent"},
                           {"monthly", amount<UsdPerSecond>(), optional, "each month, gone at its end"}}),
       optional, "money of the provider that pays what it invoices"});
  return fields;
}

std::vector<Field> with_token_contracts(std::vector<Field> fields) {
  using namespace forms;
  fields.push_back(
      {"provisioned", provisioned_form(), optional, "throughput at a flat fee, before the tariff"});
  fields.push_back({"free", free_form(), optional, "what is given for nothing each month"});
  fields.push_back({"limits", limits_form(), optional, "rate limits of the provider; none if absent"});
  return with_spend_contracts(std::move(fields));
}

void add_spend_contracts(const Place& place, Inputs& inputs, Option& option) {
  if (const auto commitment = place.find("commitment")) read_commitment(*commitment, inputs, option);
  if (const auto credits = place.find("credits")) read_credits(*credits, inputs, option);
}

void add_token_contracts(const Place& place, TokenTariff tariff, Inputs& inputs, Option& option) {
  add_batch_share(place, tariff, inputs, option);
  if (const auto provisioned = place.find("provisioned")) read_provisioned(*provisioned, inputs, option);
  if (const auto free = place.find("free")) read_free(*free, inputs, option);
  if (const auto limits = place.find("limits")) read_limits(*limits, inputs, option);
  option.contracts.emplace_back(std::move(tariff));
  add_spend_contracts(place, inputs, option);
  if (!inputs.diagnostics().has_errors()) check_reachable(place, option, inputs);
}

}  // namespace llmtco
