#include "deployment/prepare.h"

#include <algorithm>
#include <cassert>

#include "deployment/agent_steps.h"
#include "deployment/answers.h"
#include "deployment/appliance.h"
#include "deployment/media.h"
#include "deployment/split.h"
#include "performance/longest_request.h"
#include "performance/suggestions.h"

namespace llmtco {
namespace {

/// The longest call an option's model takes, where it is known, and the longest that a replica has memory for.
std::vector<CallLimit> call_limits(const Option& option, const Block& block) {
  if (const auto* endpoint = std::get_if<Endpoint>(&option.serving)) {
    if (!endpoint->context) return {};
    return {{option.name, Drawn<Tokens>(*endpoint->context)}};
  }
  const auto* fleet = std::get_if<Fleet>(&option.serving);
  if (fleet == nullptr) return {};
  const Placement& placement = fleet->replica.placement;
  const Model& model = placement.model;
  std::vector<CallLimit> limits{{model.name, Drawn<Tokens>(model.context * token)}};
  const Column memory_factor = block(fleet->memory);
  if (any(less(Drawn<Bytes>(0.0 * byte), kv_room(memory_use(placement), memory_factor)))) {
    limits.push_back(
        {model.name, longest_request(placement, model.context * token, memory_factor), &placement});
  }
  return limits;
}

/// Traffic as models count it: made once for those that count alike, and make as many calls.
class Countings {
 public:
  explicit Countings(const Traffic& written) : written_(written) {}

  std::shared_ptr<Traffic> of(const Option& option, const Block& block) {
    DecidingSteps steps(option, written_, block);
    if (option.counting.empty() && steps.empty()) return nullptr;
    for (const Made& made : made_) {
      if (*made.counting == option.counting && made.steps == steps) return made.traffic;
    }
    Counting factors(written_.classes.size());
    for (std::size_t i = 0; i < factors.size(); ++i) {
      if (!option.counting.empty())
        factors[i] = factors_of(*written_.classes[i].requests, option.counting[i], block);
      factors[i].step_right = steps.of_class(i, block);
    }
    made_.push_back(
        {&option.counting, std::move(steps), std::make_shared<Traffic>(counted(written_, factors, block))});
    return made_.back().traffic;
  }

 private:
  struct Made {
    const std::vector<ClassCounting>* counting;
    DecidingSteps steps;
    std::shared_ptr<Traffic> traffic;
  };
  const Traffic& written_;
  std::vector<Made> made_;
};

/// Whether classes come in the same shares, so that their calls together are alike in all but number.
bool same_mix(const Traffic& a, const Traffic& b) {
  if (a.classes.size() != b.classes.size()) return false;
  for (std::size_t i = 0; i < a.classes.size(); ++i) {
    const ClassTraffic &x = a.classes[i], &y = b.classes[i];
    if (x.comes() != y.comes()) return false;
    if (a.classes.size() > 1 && !identical(x.first_rate.base_units(), y.first_rate.base_units()))
      return false;
  }
  return true;
}

/// What preparing the options of a block shares.
struct Making {
  Countings countings;
  const Volumes* known = nullptr;

  /// What a fleet that stands alone can do, as it is known from another volume.
  const FleetCapacity* capacity_of(const Option& option, const Context& context, const LegOf* of) const {
    if (known == nullptr || of != nullptr || !context.share.is(1)) return nullptr;
    for (const Prepared& each : known->prepared) {
      if (each.option->name == option.name) return each.capacity ? &*each.capacity : nullptr;
    }
    return nullptr;
  }
};

/// Tasks of every month of the traffic's period that come to an option.
std::vector<Drawn<Requests>> tasks_by_month(const Context& context) {
  std::vector<Drawn<Requests>> all(static_cast<std::size_t>(context.traffic.period.months));
  for (const ClassTraffic& each : context.traffic.classes) {
    for (std::size_t m = 0; m < all.size(); ++m)
      all[m] += context.share * each.rate_in(static_cast<int>(m)) * month;
  }
  return all;
}

/// Mtok read and written in every month.
std::vector<Column> made_by_month(const Context& context) {
  std::vector<Column> all(static_cast<std::size_t>(context.traffic.period.months), Column(0.0));
  for (const ClassTraffic& each : context.traffic.classes) {
    const Drawn<TokensPerRequest> of_task = each.task.input + each.task.output;
    for (std::size_t m = 0; m < all.size(); ++m)
      all[m] += context.share * each.rate_in(static_cast<int>(m)) * month * of_task / mtok;
  }
  return all;
}

/// Machines that an option needs in every month; none where it does not run.
std::vector<Column> machines_needed(const Option& option, const Prepared& one, const Context& context) {
  const std::vector<Column> none(static_cast<std::size_t>(context.traffic.period.months), Column(0.0));
  if (const auto* appliance = std::get_if<Appliance>(&option.serving))
    return systems_by_month(*appliance, context);
  const auto* fleet = std::get_if<Fleet>(&option.serving);
  return fleet != nullptr && one.capacity->fits ? machines_by_month(*fleet, *one.capacity, context) : none;
}

/// Machines of one's own through the horizon.
Holding holding_of(const Owned& owned, const std::vector<Column>& needed, const Context& context) {
  const int life = owned.capital.life_months;
  Holding all =
      context.traffic.grows() ? holding(needed, life) : holding(needed.front(), needed.size(), life);
  if (owned.capital.write_off == WriteOff::units) all.made = made_by_month(context);
  return all;
}

/// What contracts ask of the months of the horizon, one after another.
void prepare_months(const Option& option, const Context& counted, Prepared& one) {
  for (const Contract& contract : option.contracts) {
    const auto* owned = std::get_if<Owned>(&contract);
    if (owned != nullptr) one.holding = holding_of(*owned, machines_needed(option, one, counted), counted);
    const auto* staff = std::get_if<Staff>(&contract);
    if (staff != nullptr && follows_load(*staff)) one.tasks = tasks_by_month(counted);
  }
}

/// As its model counts; of a leg, the requests that come to it.
std::shared_ptr<Traffic> own_traffic(const Option& option, const Context& context, Making& making,
                                     const LegOf* of) {
  std::shared_ptr<Traffic> own = making.countings.of(option, context.block);
  for (; of != nullptr; of = of->above) {
    const Traffic& before = own ? *own : context.traffic;
    own = std::make_shared<Traffic>(traffic_of_leg(before, *of, context.block));
  }
  return own;
}

Prepared prepared(const Option& option, const std::vector<Option>& all, const Context& context,
                  Making& making, const LegOf* of = nullptr);

void prepare_legs(const Route& route, const std::vector<Option>& all, const Context& context, Making& making,
                  std::pair<Prepared*, const LegOf*> one_of) {
  auto& [one, of] = one_of;
  one->mix = std::make_shared<RouteMix>(mix_of(route, all, context));
  one->lacks = one->mix->lacks;
  if (!one->lacks.empty()) return;
  for (std::size_t i = 0; i < route.legs.size(); ++i) {
    const LegOf leg{*one->mix, i, of}, unbroken{*one->mix, i, of, true};
    const Option& option = all[place_of(route.legs[i], all).value()];
    one->parts.push_back(prepared(option, all, context, making, &leg));
    one->parts.back().split = one->option->name;
    if (loses_cache(*one->mix)) one->unbroken.push_back(prepared(option, all, context, making, &unbroken));
    one->shares.push_back(share_of_leg(*one->mix, i, context.traffic));
  }
}

Prepared prepared(const Option& option, const std::vector<Option>& all, const Context& context,
                  Making& making, const LegOf* of) {
  Prepared one{.option = &option, .share = context.share};
  one.lacks = option.unavailable;
  if (!one.lacks.empty()) return one;
  one.own = own_traffic(option, context, making, of);
  const Context counted{context.block, one.own ? *one.own : context.traffic, context.share};
  one.lacks = lacking_media(option, counted.traffic);
  if (one.lacks.empty()) one.lacks = lacking_steps(option, counted.traffic, context.block);
  if (!one.lacks.empty()) return one;
  one.right = right_of(option.answers, counted);
  one.calls_fit = fit_of(call_limits(option, context.block), counted);
  if (const auto* fleet = std::get_if<Fleet>(&option.serving))
    one.capacity = fleet_capacity(*fleet, counted, making.capacity_of(option, context, of));
  prepare_months(option, counted, one);
  if (counts_by_month(option)) one.months = std::make_shared<MonthlyBills>(option, one.tasks);
  if (const auto* split = std::get_if<Split>(&option.serving)) {
    one.shares = shares_of(*split, context.block);
    for (std::size_t i = 0; i < split->parts.size(); ++i) {
      const Context part{context.block, context.traffic, context.share * one.shares[i]};
      one.parts.push_back(
          prepared(all[place_of(split->parts[i].option, all).value()], all, part, making, of));
      one.parts.back().split = option.name;
    }
  }
  if (const auto* route = std::get_if<Route>(&option.serving))
    prepare_legs(*route, all, context, making, {&one, of});
  return one;
}

/// Whom an option asks about answers of each class that are found to be wrong. Nobody asks himself.
void add_escalations(Prepared& one, const std::vector<Option>& all, const Context& context, Making& making) {
  for (Prepared& part : one.parts) add_escalations(part, all, context, making);
  for (const ClassTraffic& each : context.traffic.classes) {
    const auto& wrong = each.requests->wrong;
    const bool asks = wrong && wrong->then == AfterWrong::escalate && wrong->escalate_to != one.option->name;
    one.escalations.push_back(
        asks ? std::make_shared<Prepared>(prepared(all[place_of(wrong->escalate_to, all).value()], all,
                                                   {context.block, context.traffic}, making))
             : nullptr);
  }
}

bool any_escalates(const Traffic& traffic) {
  return std::any_of(traffic.classes.begin(), traffic.classes.end(), [](const ClassTraffic& each) {
    return each.requests->wrong && each.requests->wrong->then == AfterWrong::escalate;
  });
}

/// An option and whom it asks.
Prepared with_helpers(const Option& option, const std::vector<Option>& all, const Context& context,
                      Making& making) {
  Prepared one = prepared(option, all, context, making);
  if (any_escalates(context.traffic)) add_escalations(one, all, context, making);
  return one;
}

/// The same where the volume answers the price.
Prepared settled(const Option& option, const std::vector<Option>& all, const Context& context,
                 Making& making) {
  Prepared one = with_helpers(option, all, context, making);
  if (!is_elastic(context.traffic)) return one;
  return settle(one, all, context.traffic, context.block);
}

}  // namespace

Prepared prepare_at(const Option& option, const std::vector<Option>& all, const Traffic& traffic,
                    const Block& block) {
  Making making{Countings(traffic)};
  return with_helpers(option, all, {block, traffic}, making);
}

bool prices_move(const Option& option) {
  const auto* route = std::get_if<Route>(&option.serving);
  if (route != nullptr && harder_per_month(*route) != nullptr) return true;
  return std::any_of(option.contracts.begin(), option.contracts.end(),
                     [](const Contract& contract) { return costs_move(contract); });
}

bool cash_moves(const Option& option) {
  return prices_move(option) ||
         std::any_of(option.contracts.begin(), option.contracts.end(),
                     [](const Contract& contract) { return std::holds_alternative<Owned>(contract); });
}

std::vector<Prepared> prepare(const std::vector<Option>& options, const Traffic& traffic,
                              const Block& block) {
  std::vector<const Option*> all;
  for (const Option& option : options) all.push_back(&option);
  return prepare(all, options, traffic, block);
}

std::vector<Prepared> prepare(const std::vector<const Option*>& wanted, const std::vector<Option>& all,
                              const Traffic& traffic, const Block& block, const Volumes* known) {
  std::vector<Prepared> done;
  done.reserve(wanted.size());
  Making making{Countings(traffic), known != nullptr && same_mix(known->traffic, traffic) ? known : nullptr};
  for (const Option* option : wanted) done.push_back(settled(*option, all, {block, traffic}, making));
  return done;
}

Prepared prepare(const Option& option, const std::vector<Option>& all, const Traffic& traffic,
                 const Block& block) {
  Making making{Countings(traffic)};
  return settled(option, all, {block, traffic}, making);
}

}  // namespace llmtco
