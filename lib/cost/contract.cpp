#include "cost/contract.h"

#include <algorithm>

namespace llmtco {
namespace {

bool moves(const TokenTariff& tariff) { return !tariff.changes.empty() || tariff.change_a_year; }
template <class Other>
bool moves(const Other&) {
  return false;
}
bool moves(const Owned& owned) {
  const Uncertain<double>& cost = owned.capital.cost_of_capital;
  return !is_even(owned.capital.write_off, cost.is_known() && cost.constant == 0);
}
bool moves(const BatchShare& batch) { return moves(batch.tariff); }
bool moves(const Credits&) { return true; }
bool moves(const Staff& staff) {
  return std::any_of(staff.roles.begin(), staff.roles.end(),
                     [](const Role& role) { return !role.when.always(); });
}
bool moves(const CustomLines& own) {
  return std::any_of(own.lines.begin(), own.lines.end(),
                     [](const CustomLine& line) { return !line.when.always() || line.life_months > 0; });
}

}  // namespace

bool costs_move(const Contract& contract) {
  return std::visit([](const auto& one) { return moves(one); }, contract);
}

bool counts_by_month(const Contract& contract) {
  return std::holds_alternative<Provisioned>(contract) || std::holds_alternative<FreeTier>(contract) ||
         std::holds_alternative<RateLimits>(contract) || std::holds_alternative<Commitment>(contract) ||
         std::holds_alternative<Credits>(contract);
}

void bill(const std::vector<Contract>& contracts, Use& left, const Block& block, Bill& lines) {
  for (const Contract& contract : contracts)
    std::visit([&](const auto& one) { bill(one, left, block, lines); }, contract);
}

}  // namespace llmtco
