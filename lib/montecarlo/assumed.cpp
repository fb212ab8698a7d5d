#include "montecarlo/assumed.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "deployment/each_input.h"
#include "random/cdf.h"

namespace llmtco {
namespace {

/// A share of repeated input that a cache is asked about with where none is used.
constexpr double usual_hits = 0.8;
/// Less than this share of draws below zero is nothing to be told of.
constexpr double hardly_any_draws = 0.001;

double in_middle(const Block& block, const Uncertain<double>& number) { return block(number)[0]; }
template <Dimension D>
double in_middle(const Block& block, const Uncertain<Quantity<D>>& number) {
  return block(number).base_units()[0];
}

/// "general knowledge of employer cost, not re-read in a source": nobody can look it up.
bool is_no_source(const std::string& source) {
  return source.empty() || source.starts_with("general knowledge");
}

/// Share of an interval's draws below zero, where both its ends are above: it is drawn from a normal distribution.
double share_below_zero(const GraphNode& node, const Variables& variables) {
  if (node.operation != Operation::draw || node.origin == no_origin) return 0;
  if (variables.origin(node.origin).source.find(" to ") == std::string::npos) return 0;
  const Distribution& drawn = variables.drawn()[static_cast<std::size_t>(node.variable)].distribution;
  return probability_between(drawn, -std::numeric_limits<double>::infinity(), 0);
}

class Finder {
 public:
  Finder(const Study& study, const Block* middle) : study_(study), middle_(middle) {
    for (std::size_t i = 0; i < study.options.size(); ++i) all_.insert(i);
  }

  std::vector<FoundAssumption> found() {
    for (const RequestClass& requests : study_.demand.workload.classes)
      for_each_input(requests, *this);  // every number tells itself to operator()
    for (option_ = 0; option_ < study_.options.size(); ++option_) {
      for_each_input(study_.options[option_], *this);
      for (const Assumed& each : study_.options[option_].assumed) add_listed(each);
      add_of_model(study_.options[option_]);
    }
    for (FoundAssumption& each : found_) {
      for (auto& [origin, value] : each.numbers) value = values_.contains(origin) ? values_.at(origin) : 0;
      std::erase_if(each.numbers, [&](const auto& number) { return !values_.contains(number.first); });
      if (each.numbers.empty() && each.serving.empty()) each.instead.clear();
    }
    return std::move(found_);
  }

  template <class Q>
  void operator()(const Uncertain<Q>& number) {
    if (number.origin == no_origin) return;
    if (middle_ != nullptr) values_.try_emplace(number.origin, in_middle(*middle_, number));
    const Origin& origin = study_.variables.origin(number.origin);
    if (origin.kind == Origin::Kind::assumed && !(origin.instead && origin.instead->empty())) {
      add(origin.name, origin.source, alternatives(origin)).numbers.try_emplace(number.origin);
    } else if (origin.kind == Origin::Kind::catalogue && is_no_source(origin.source)) {
      add(origin.name, origin.name + ": no source is known", half_and_twice())
          .numbers.try_emplace(number.origin);
    }
    if (number.node == known) return;
    if (const double below = share_below_zero(study_.variables.graph()[number.node], study_.variables);
        below > hardly_any_draws)
      add(origin.name,
          fmt::format("{}: the interval is drawn from a normal distribution, {:.1f} % of it below 0",
                      origin.name, 100 * below));
  }

 private:
  static std::vector<Alternative> alternatives(const Origin& origin) {
    return origin.instead ? *origin.instead : half_and_twice();
  }

  /// The assumption of this text, which bears upon the present option, or on all while the workload is looked at.
  FoundAssumption& add(const std::string& about, const std::string& text,
                       std::vector<Alternative> instead = {}) {
    const auto [place, is_new] = by_text_.try_emplace(text, found_.size());
    if (is_new) found_.push_back({.about = about, .text = text, .instead = std::move(instead)});
    FoundAssumption& found = found_[place->second];
    found.of_workload = found.of_workload || option_ == no_option;
    if (option_ == no_option) {
      found.options = all_;
    } else {
      found.options.insert(option_);
    }
    return found;
  }

  void add_listed(const Assumed& each) {
    const Origin& words = study_.variables.origin(each.words);
    FoundAssumption& found = add(words.name, words.source, alternatives(words));
    found.numbers.try_emplace(each.words);
    for (const OriginId number : each.numbers) found.numbers.try_emplace(number);
  }

  /// What the model takes for granted of an option.
  void add_of_model(const Option& option) {
    add_prices(option);
    add_benchmark(option);
    const bool endpoint = std::holds_alternative<Endpoint>(option.serving);
    const auto* fleet = std::get_if<Fleet>(&option.serving);
    if (endpoint || fleet != nullptr) add_context();
    if (endpoint) add_endpoint(std::get<Endpoint>(option.serving));
    if (fleet != nullptr) add_fleet(*fleet, option);
  }

  void add_prices(const Option& option) {
    if (study_.demand.horizon_months == 1) return;
    const std::string text =
        fmt::format("prices of {} hold for all {} months", study_.as_of, study_.demand.horizon_months);
    for (const Contract& contract : option.contracts) {
      const auto* tariff = std::get_if<TokenTariff>(&contract);
      const std::optional<OriginId> rent = rent_origin(contract);
      if (tariff == nullptr && !rent) continue;
      if (tariff != nullptr && (tariff->change_a_year || !tariff->changes.empty())) continue;
      const OriginId price = tariff != nullptr ? tariff->service_factor.origin : *rent;
      add("prices", text, half_and_twice()).numbers.try_emplace(price);
    }
  }

  /// Of the price of machines, where it may move any day.
  static std::optional<OriginId> rent_origin(const Contract& contract) {
    if (const auto* rent = std::get_if<OnDemand>(&contract)) return rent->price.origin;
    if (const auto* spot = std::get_if<Spot>(&contract)) return spot->price.origin;
    if (const auto* taken = std::get_if<CapacityBlock>(&contract)) return taken->price.origin;
    if (const auto* serverless = std::get_if<Serverless>(&contract)) return serverless->price.origin;
    return std::nullopt;
  }

  void add_benchmark(const Option& option) {
    for (const RequestClass& requests : study_.demand.workload.classes) {
      const auto accuracy = option.answers.by_class.find(requests.name);
      if (accuracy == option.answers.by_class.end()) continue;
      const OriginId share = accuracy->second.base.origin;
      if (share == no_origin || study_.variables.origin(share).kind != Origin::Kind::catalogue) continue;
      add(fmt::format("workload.{}.task", requests.name),
          fmt::format("{} are answered right as often as a benchmark of {} is", requests.name, requests.task),
          half_and_twice_the_wrong())
          .numbers.try_emplace(share);
    }
  }

  template <class Q>
  static bool differ(const Differing<Q>& between_tasks) {
    return between_tasks.percentiles || !between_tasks.cv.is_known() || between_tasks.cv.constant != 0;
  }

  void add_context() {
    for (const RequestClass& requests : study_.demand.workload.classes) {
      if (differ(requests.input) || differ(requests.output) || differ(requests.agent.new_input) ||
          differ(requests.agent.calls))
        add("context",
            "tasks whose calls are longer than the context of a model are counted as if they fitted");
    }
  }

  void add_endpoint(const Endpoint& endpoint) {
    if (endpoint.speed)
      add("speed",
          "a hosted endpoint takes the same time for every token: the 95th percentile is the median");
    if (endpoint.cached) return;
    Endpoint caching = endpoint;
    caching.cached = true;
    caching.cache_hit_rate = usual_hits;
    add("cache", "no cache is used", {instead(usual_hits, "a cache that holds 80 % of what is read again")})
        .serving.emplace(option_, std::move(caching));
  }

  void add_fleet(const Fleet& fleet, const Option& option) {
    if (fleet.follow_load) {
      Fleet always_on = fleet;
      always_on.follow_load = false;
      add("scaling",
          fleet.by_hours ? "machines come and go with the load from hour to hour of the week"
                         : "machines come and go with the load at once, as the mean load of a month asks: "
                           "the least that "
                           "can be "
                           "paid",
          {instead(1.0, "always on")})
          .serving.emplace(option_, std::move(always_on));
    }
    const bool bought = std::any_of(option.contracts.begin(), option.contracts.end(),
                                    [](const Contract& c) { return std::holds_alternative<Owned>(c); });
    if (bought && !fleet.replicas && study_.demand.grows())
      add("purchase", "machines are bought in the month that needs them, and kept until their life ends");
  }

  static constexpr std::size_t no_option = std::numeric_limits<std::size_t>::max();

  const Study& study_;
  const Block* middle_;
  std::size_t option_ = no_option;  ///< that is looked at
  std::set<std::size_t> all_;
  std::vector<FoundAssumption> found_;
  std::map<std::string, std::size_t> by_text_;
  std::map<OriginId, double> values_;  ///< of numbers in the middle draw
};

}  // namespace

std::vector<FoundAssumption> assumptions_of(const Study& study, const Block* middle) {
  return Finder(study, middle).found();
}

}  // namespace llmtco
