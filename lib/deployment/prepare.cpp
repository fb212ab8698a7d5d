#include "deployment/prepare.h"

#include <algorithm>
#include <cassert>

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

/// Traffic as models count it: made once for those that count alike.
class Countings {
 public:
  explicit Countings(const Traffic& written) : written_(written) {}

  std::shared_ptr<Traffic> of(const Option& option, const Block& block) {
    if (option.counting.empty()) return nullptr;
    for (const auto& [counting, traffic] : made_) {
      if (*counting == option.counting) return traffic;
    }
    Counting factors;
    for (std::size_t i = 0; i < written_.classes.size(); ++i)
      factors.push_back(factors_of(*written_.classes[i].requests, option.counting[i], block));
    made_.emplace_back(&option.counting, std::make_shared<Traffic>(counted(written_, factors, block)));
    return made_.back().second;
  }

 private:
  const Traffic& written_;
  std::vector<std::pair<const std::vector<ClassCounting>*, std::shared_ptr<Traffic>>> made_;
};

Prepared prepared(const Option& option, const std::vector<Option>& all, const Context& context,
                  Countings& countings) {
  Prepared one{.option = &option, .share = context.share};
  one.lacks = option.unavailable;
  if (!one.lacks.empty()) return one;
  one.own = countings.of(option, context.block);
  const Context counted{context.block, one.own ? *one.own : context.traffic, context.share};
  one.lacks = lacking_media(option, counted.traffic);
  if (!one.lacks.empty()) return one;
  one.calls_fit = fit_of(call_limits(option, context.block), counted);
  if (const auto* fleet = std::get_if<Fleet>(&option.serving)) one.capacity = fleet_capacity(*fleet, counted);
  if (counts_by_month(option)) one.months = std::make_shared<MonthlyBills>(option);
  if (const auto* split = std::get_if<Split>(&option.serving)) {
    one.shares = shares_of(*split, context.block);
    for (std::size_t i = 0; i < split->parts.size(); ++i) {
      const Context part{context.block, context.traffic, context.share * one.shares[i]};
      one.parts.push_back(prepared(all[place_of(split->parts[i].option, all).value()], all, part, countings));
    }
  }
  return one;
}

}  // namespace

bool prices_move(const Option& option) {
  return std::any_of(option.contracts.begin(), option.contracts.end(), [](const Contract& contract) {
    const auto* tariff = std::get_if<TokenTariff>(&contract);
    const auto* batch = std::get_if<BatchShare>(&contract);
    if (batch != nullptr) tariff = &batch->tariff;
    return std::holds_alternative<Credits>(contract) ||
           (tariff != nullptr && (!tariff->changes.empty() || tariff->change_a_year));
  });
}

std::vector<Prepared> prepare(const std::vector<Option>& options, const Traffic& traffic,
                              const Block& block) {
  std::vector<Prepared> all;
  all.reserve(options.size());
  Countings countings(traffic);
  for (const Option& option : options) all.push_back(prepared(option, options, {block, traffic}, countings));
  return all;
}

Prepared prepare(const Option& option, const std::vector<Option>& all, const Traffic& traffic,
                 const Block& block) {
  Countings countings(traffic);
  return prepared(option, all, {block, traffic}, countings);
}

}  // namespace llmtco
