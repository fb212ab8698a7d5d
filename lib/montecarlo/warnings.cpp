#include "montecarlo/warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "montecarlo/alike.h"
#include "text/listed.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// Prices of one accelerator that differ by more than this share are worth a question.
constexpr double same_price = 0.01;
/// An API is a cheap control if it costs less than this share of the dearest, or less than this many dollars
/// per Mtok: about what hosts of open 70B models charge.
constexpr double cheap_share = 0.25;
constexpr double cheap_usd_per_mtok = 1;
/// One task in a hundred that does not fit is worth a word.
constexpr double long_tasks_named = 0.01;
/// And so is one token in a thousand for which a capacity has no room.
constexpr double above_capacity_named = 0.001;

void warn_infeasible(const OptionResult& option, std::vector<std::string>& warnings) {
  if (!option.feasible) warnings.push_back(fmt::format("{} is not feasible: {}", option.name, option.reason));
}

/// Draws in which an option that serves otherwise cannot: fewer than one in twenty, so that they come last.
void warn_rarely_infeasible(const OptionResult& option, std::vector<std::string>& warnings) {
  if (!option.feasible) return;
  if (option.find(measures::feasible)->mean.value < 1) {
    const double share = 100 * (1 - option.find(measures::feasible)->mean.value);
    warnings.push_back(fmt::format("{} cannot serve in {} % of the draws: {}", option.name,
                                   share < 0.1 ? "less than 0.1" : fmt::format("{:.1f}", share),
                                   option.reason));
  }
}

void warn_too_long(const Result& result, std::vector<std::string>& warnings) {
  std::vector<AlikeOptions> all;
  for (const OptionResult& option : result.options) {
    const Statistics* share = option.find(measures::too_long);
    if (!option.feasible || share == nullptr || share->mean.value < long_tasks_named) continue;
    add_alike(fmt::format("{:.2g} %", 100 * share->mean.value), option, all);
  }
  for (const AlikeOptions& each : all) {
    warnings.push_back(
        fmt::format("{}: {} of the tasks have a call that is longer than {} context or memory; they are "
                    "counted as if they "
                    "fitted",
                    each.names(), each.said, each.one() ? "its" : "their"));
  }
}

/// 2.5 h, 12 min, 40 s.
std::string wait_text(double seconds) {
  if (seconds >= 3600) return fmt::format("{:.1f} h", seconds / 3600);
  return seconds >= 60 ? fmt::format("{:.0f} min", seconds / 60) : fmt::format("{:.0f} s", seconds);
}

/// Two digits, as 0.35 %; whole percents from 10 % on.
std::string rough_share(double share) {
  return 100 * share < 10 ? fmt::format("{:.2g} %", 100 * share) : fmt::format("{:.0f} %", 100 * share);
}

/// What comes while provisioned units or rate limits have no room for it, and what becomes of it.
void warn_above_capacity(const OptionResult& option, std::vector<std::string>& warnings) {
  const Statistics* above = option.find(measures::above_capacity);
  if (!option.feasible || above == nullptr || above->mean.value < above_capacity_named) return;
  const Statistics *units = option.find(measures::units), *wait = option.find(measures::longest_wait);
  const bool bought = units != nullptr;
  if (bought && units->mean.value == 0) return;  // none pays: there is no capacity to be above
  warnings.push_back(fmt::format(
      "{}: in {} of the hours more is asked than {} take{}, and {} of its tokens come then; {}", option.name,
      rough_share(option.find(measures::overloaded)->mean.value),
      bought ? fmt::format("its {:.0f} provisioned units", units->mean.value) : "its rate limits",
      bought && units->mean.value == 1 ? "s" : "", rough_share(above->mean.value),
      wait == nullptr
          ? "they are billed at its standard tariff"
          : fmt::format("they wait, for up to {}, which its times {}", wait_text(wait->mean.value),
                        bought ? "leave out" : "count in the busiest hour")));
}

/// Mean price of an accelerator over the draws, as this option's lines have it.
struct PriceSeen {
  std::string option, accelerator;
  ItemId line;
  double usd;
  std::optional<Uncertain<Usd>> purchase;  ///< of what is owned
};

/// What the machines of an option were bought for, if they were.
std::optional<Uncertain<Usd>> purchase_of(const Option& option) {
  for (const Contract& contract : option.contracts) {
    if (const auto* owned = std::get_if<Owned>(&contract)) return owned->capital.purchase;
  }
  return std::nullopt;
}

std::vector<PriceSeen> prices_seen(const Study& study, const Result& result) {
  std::vector<PriceSeen> seen;
  for (std::size_t i = 0; i < study.options.size(); ++i) {
    const Option& option = study.options[i];
    const auto* fleet = std::get_if<Fleet>(&option.serving);
    if (fleet == nullptr) continue;
    for (const LineResult& line : result.options[i].lines) {
      const bool hours = line.id == ItemId::gpu_hours || line.id == ItemId::machine_hours;
      if (!hours && line.id != ItemId::capital) continue;
      seen.push_back({option.name, fleet->replica.placement.accelerator.name, line.id,
                      line.unit_price_usd.value, purchase_of(option)});
    }
  }
  return seen;
}

bool same(const Uncertain<Usd>& a, const Uncertain<Usd>& b) {
  return a.node == b.node && (!a.is_known() || a.constant == b.constant);
}

void warn_two_prices(const Study& study, const Result& result, std::vector<std::string>& warnings) {
  const std::vector<PriceSeen> seen = prices_seen(study, result);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    for (std::size_t j = i + 1; j < seen.size(); ++j) {
      const PriceSeen &a = seen[i], &b = seen[j];
      if (a.accelerator != b.accelerator || a.line != b.line) continue;
      if (a.purchase && same(*a.purchase, *b.purchase)) continue;  // paid off in another way
      if (std::abs(a.usd - b.usd) <= same_price * std::max(a.usd, b.usd)) continue;
      const bool rented = a.line != ItemId::capital;
      const double hours = rented ? 730 : 1;  // both as dollars a month
      warnings.push_back(
          fmt::format("one {} costs {} a month in {} and {} in {}: the same accelerator at two prices",
                      a.accelerator, money(a.usd * hours), a.option, money(b.usd * hours), b.option));
    }
  }
}

void warn_energy_only(const Result& result, std::vector<std::string>& warnings) {
  const auto is_energy = [](const OptionResult& o) { return o.feasible && o.basis == Basis::energy_only; };
  const auto full = [](const OptionResult& o) {
    return o.feasible && o.basis == Basis::fully_loaded && o.find(measures::cost_per_mtok) != nullptr;
  };
  for (const OptionResult& energy : result.options) {
    if (!is_energy(energy)) continue;
    const auto other = std::find_if(result.options.begin(), result.options.end(), full);
    if (other == result.options.end()) return;
    const Statistics* per_mtok = energy.find(measures::cost_per_mtok);
    if (per_mtok == nullptr || per_mtok->mean.value == 0) continue;
    const double own = per_mtok->mean.value;
    const double others = other->find(measures::cost_per_mtok)->mean.value;
    warnings.push_back(
        fmt::format("{} counts energy only ({}/Mtok); its price is not comparable with the fully loaded {} "
                    "({}/Mtok): the {:.0f}x between them is no saving",
                    energy.name, money(own), other->name, money(others), others / own));
  }
}

bool is_of_tokens(ItemId item) {
  switch (item) {
    case ItemId::input_tokens:
    case ItemId::output_tokens:
    case ItemId::cache_reads:
    case ItemId::cache_writes:
    case ItemId::cache_writes_1h:
    case ItemId::cache_storage:
    case ItemId::tool_uses:
    case ItemId::audio_input_tokens:
    case ItemId::audio_cache_reads:
    case ItemId::audio_output_tokens:
    case ItemId::image_input_tokens:
    case ItemId::image_cache_reads:
    case ItemId::image_output_tokens:
      return true;
    default:
      return false;
  }
}

void warn_no_control(const Study& study, const Result& result, std::vector<std::string>& warnings) {
  const double mtok = (result.demand.at(measures::input_tokens).mean.value +
                       result.demand.at(measures::output_tokens).mean.value) /
                      1e6;
  if (mtok == 0) return;
  double dearest = 0, cheapest = HUGE_VAL;
  std::string name;
  bool self_hosted = false;
  for (std::size_t i = 0; i < result.options.size(); ++i) {
    const OptionResult& option = result.options[i];
    const Serving& serving = study.options[i].serving;
    if (!std::holds_alternative<Endpoint>(serving)) {
      self_hosted = self_hosted || sends_to(study.options[i]).empty();
      continue;
    }
    if (!option.feasible) continue;
    double price = 0;  // of its tokens: a contract or a connection beside them makes them no dearer
    for (const LineResult& line : option.lines)
      price += is_of_tokens(line.id) ? line.monthly_usd.mean.value / mtok : 0;
    if (price > dearest) name = option.name;
    dearest = std::max(dearest, price);
    cheapest = std::min(cheapest, price);
  }
  if (!self_hosted || dearest == 0 || cheapest < std::max(cheap_share * dearest, cheap_usd_per_mtok)) return;
  warnings.push_back(
      fmt::format("no cheap API among the options: savings of own machines show only against {} "
                  "({}/Mtok at this token mix); add a "
                  "control such as openai/gpt-4o-mini",
                  name, money(dearest)));
}

void warn_wrong_answers(const Study& study, const Result& result, std::vector<std::string>& warnings) {
  if (!study.demand.wrong_answers_cost()) return;
  std::vector<std::string> unknown;
  for (const OptionResult& option : result.options) {
    if (option.feasible && option.find(measures::accuracy) == nullptr) unknown.push_back(option.name);
  }
  if (unknown.empty()) return;
  const bool one = unknown.size() == 1;
  warnings.push_back(
      fmt::format("{}: wrong answers cost money here, but {} accuracy is unknown, and so is the damage {}; "
                  "only what is to be paid can be compared",
                  listed(unknown), one ? "its" : "their", one ? "it does" : "they do"));
}

/// Bills of options that serve unlike volumes, of which the least says nothing.
void warn_unlike_volumes(const Study& study, const Result& result, std::vector<std::string>& warnings) {
  if (study.objective == Objective::net_value) return;
  const OptionResult *least = nullptr, *most = nullptr;
  const auto volume = [](const OptionResult& option) { return option.find(measures::volume)->mean.value; };
  for (const OptionResult& option : result.options) {
    if (!option.feasible || option.find(measures::volume) == nullptr) continue;
    if (least == nullptr || volume(option) < volume(*least)) least = &option;
    if (most == nullptr || volume(option) > volume(*most)) most = &option;
  }
  if (least == most || volume(*least) == volume(*most)) return;
  warnings.push_back(
      fmt::format("the volume answers the price, so that bills are of unlike volumes, {:.3g} M requests a "
                  "month on {} and {:.3g} M on {}: "
                  "compare costs per request, or give value_if_right and `objective: net_value`",
                  volume(*least) / 1e6, least->name, volume(*most) / 1e6, most->name));
}

/// Whether some input may be read twice: of a class with a beginning in common, or with several calls.
bool reads_again(const RequestClass& requests) {
  const Differing<double>& calls = requests.agent.calls;
  const bool one_call = !calls.percentiles && calls.mean.is_known() && calls.mean.constant <= 1;
  const bool alone =
      requests.shared_prefix.is_known() && requests.shared_prefix.constant == TokensPerRequest();
  return !one_call || !alone;
}

/// Caches that nothing is long enough for, though something is read twice.
void warn_short_for_cache(const Study& study, const Result& result, std::vector<std::string>& warnings) {
  const std::vector<RequestClass>& classes = study.demand.workload.classes;
  if (!std::any_of(classes.begin(), classes.end(), reads_again)) return;
  for (std::size_t i = 0; i < result.options.size(); ++i) {
    const auto* endpoint = std::get_if<Endpoint>(&study.options[i].serving);
    if (endpoint == nullptr || !endpoint->cached || !endpoint->least_cacheable || !result.options[i].feasible)
      continue;
    const std::vector<LineResult>& lines = result.options[i].lines;
    const bool used = std::any_of(lines.begin(), lines.end(), [](const LineResult& line) {
      return line.id == ItemId::cache_reads || line.id == ItemId::cache_writes ||
             line.id == ItemId::cache_writes_1h;
    });
    if (!used)
      warnings.push_back(
          fmt::format("the cache of {} does nothing: {} keeps no beginning shorter than {:.0f} tokens, and "
                      "nothing that is read again is as long",
                      result.options[i].name, endpoint->name, *endpoint->least_cacheable / token));
  }
}

void warn_always_on(const OptionResult& option, std::vector<std::string>& warnings) {
  const Statistics *from = option.find(measures::always_on_from),
                   *saves = option.find(measures::always_on_saves);
  if (!option.feasible || from == nullptr || saves == nullptr || saves->mean.value <= 0) return;
  warnings.push_back(fmt::format(
      "{}: one more worker that is always there (min_replicas) would save {} a month; it pays from "
      "{:.0f} calls an hour on",
      option.name, money(saves->mean.value), from->mean.value));
}

}  // namespace

void add_warnings(const Study& study, Result& result) {
  for (const OptionResult& option : result.options) warn_infeasible(option, result.warnings);
  warn_too_long(result, result.warnings);
  warn_unlike_volumes(study, result, result.warnings);
  warn_two_prices(study, result, result.warnings);
  warn_energy_only(result, result.warnings);
  warn_no_control(study, result, result.warnings);
  warn_wrong_answers(study, result, result.warnings);
  warn_short_for_cache(study, result, result.warnings);
  for (const OptionResult& option : result.options) warn_always_on(option, result.warnings);
  for (const OptionResult& option : result.options) warn_above_capacity(option, result.warnings);
  for (const OptionResult& option : result.options) warn_rarely_infeasible(option, result.warnings);
}

}  // namespace llmtco
