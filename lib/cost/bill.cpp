#include "cost/bill.h"

#include <algorithm>

#include "measures/list.h"

namespace llmtco {

Drawn<Usd> total(const Bill& bill) {
  return total(bill, [](const LineItem&) { return true; });
}

Drawn<Usd> total(const Bill& bill, Filter counts) {
  Drawn<Usd> sum;
  for (const LineItem& item : bill) {
    if (counts(item)) sum += item.amount();
  }
  return sum;
}

bool is_marginal(const LineItem& line) { return line.behaviour != CostBehaviour::fixed; }
bool is_energy(const LineItem& line) { return line.behaviour == CostBehaviour::energy; }
bool is_payable(const LineItem& line) {
  return line.type == CostType::invoiced || line.type == CostType::amortized || line.type == CostType::staff;
}
bool is_cash(const LineItem& line) {
  return line.type == CostType::invoiced || line.type == CostType::staff || line.type == CostType::purchase;
}
bool is_purchase(const LineItem& line) {
  return line.type == CostType::purchase && line.item != ItemId::resale && line.item != ItemId::disposal;
}
bool is_damage(const LineItem& line) { return line.type == CostType::risk; }

Basis basis_of(const Bill& bill) {
  const auto energy_or_unpaid = [](const LineItem& line) {
    return is_energy(line) || !is_payable(line) || line.item == ItemId::agent_tools;
  };
  const bool energy_only = !bill.empty() && std::all_of(bill.begin(), bill.end(), energy_or_unpaid);
  return energy_only ? Basis::energy_only : Basis::fully_loaded;
}

std::vector<Drawn<Usd>> set_costs(const Bill& bill, Figures<Column>& figures) {
  const auto all_paid_are = [&](Filter counts) {
    return std::all_of(bill.begin(), bill.end(),
                       [&](const LineItem& item) { return !is_payable(item) || counts(item); });
  };
  const bool all_marginal = all_paid_are(is_marginal), all_energy = all_paid_are(is_energy);
  const bool pays_as_it_costs = std::all_of(
      bill.begin(), bill.end(), [](const LineItem& item) { return is_payable(item) == is_cash(item); });
  Drawn<Usd> all, marginal, energy, cash, purchases;
  std::vector<Drawn<Usd>> amounts;
  amounts.reserve(bill.size());
  for (const LineItem& item : bill) {
    const Drawn<Usd>& amount = amounts.emplace_back(item.amount());
    if (!pays_as_it_costs && is_cash(item)) cash += amount;
    if (is_purchase(item)) purchases += amount;
    if (!is_payable(item)) continue;
    all += amount;
    if (!all_marginal && is_marginal(item)) marginal += amount;
    if (!all_energy && is_energy(item)) energy += amount;
  }
  figures.set(measures::monthly_cost, std::move(all));
  const auto set = [&](MeasureOf<Usd> cost, bool is_all, Drawn<Usd>& sum) {
    if (is_all) {
      figures.set_same(cost, measures::monthly_cost);
    } else {
      figures.set(cost, std::move(sum));
    }
  };
  set(measures::monthly_cash, pays_as_it_costs, cash);
  figures.set(measures::purchases, std::move(purchases));
  set(measures::marginal_cost, all_marginal, marginal);
  set(measures::energy_cost, all_energy, energy);
  return amounts;
}

void set_damage(const Bill& bill, const std::vector<Drawn<Usd>>& amounts, Figures<Column>& figures) {
  Drawn<Usd> damage;
  for (std::size_t i = 0; i < bill.size(); ++i) {
    if (is_damage(bill[i])) damage += amounts[i];
  }
  // By the lines, which are the same in every block: amounts are not.
  if (std::none_of(bill.begin(), bill.end(), is_damage)) {
    figures.set_same(measures::cost_with_damage, measures::monthly_cost);
  } else {
    figures.set(measures::cost_with_damage, *figures.get(measures::monthly_cost) + damage);
  }
  figures.set(measures::damage, std::move(damage));
}

std::string part_of_part(const std::string& part, const std::string& own) {
  return own.empty() ? part : part + ": " + own;
}

void append(Bill& bill, const Bill& part, const std::string& part_name) {
  for (LineItem item : part) {
    item.labels.part = part_of_part(part_name, item.labels.part);
    bill.push_back(std::move(item));
  }
}

}  // namespace llmtco
