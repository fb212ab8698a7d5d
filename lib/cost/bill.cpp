#include "cost/bill.h"

#include <algorithm>
#include <cassert>

#include "measures/list.h"

namespace llmtco {

LineItem lump(std::string item, LineKind kind, Behaviour behaviour, const Drawn<Usd>& monthly,
              std::string source) {
  return {.item = std::move(item),
          .kind = kind,
          .behaviour = behaviour,
          .quantity = 1.0,
          .quantity_unit = "month",
          .unit_price_usd = monthly / usd,
          .source = std::move(source)};
}

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

bool is_marginal(const LineItem& line) { return line.behaviour != Behaviour::fixed; }
bool is_energy(const LineItem& line) { return line.behaviour == Behaviour::energy; }
bool is_payable(const LineItem& line) { return line.kind != LineKind::risk; }
bool is_damage(const LineItem& line) { return !is_payable(line); }

Basis basis_of(const Bill& bill) {
  const auto energy_or_damage = [](const LineItem& line) { return is_energy(line) || is_damage(line); };
  const bool energy_only = !bill.empty() && std::all_of(bill.begin(), bill.end(), energy_or_damage);
  return energy_only ? Basis::energy_only : Basis::fully_loaded;
}

std::vector<Drawn<Usd>> set_costs(const Bill& bill, Figures<Column>& figures) {
  const bool all_marginal = std::all_of(bill.begin(), bill.end(), is_marginal),
             all_energy = std::all_of(bill.begin(), bill.end(), is_energy);
  Drawn<Usd> all, marginal, energy;
  std::vector<Drawn<Usd>> amounts;
  amounts.reserve(bill.size());
  for (const LineItem& item : bill) {
    const Drawn<Usd>& amount = amounts.emplace_back(item.amount());
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
  set(measures::marginal_cost, all_marginal, marginal);
  set(measures::energy_cost, all_energy, energy);
  return amounts;
}

void append(Bill& bill, const Bill& part, const std::string& part_name) {
  for (LineItem item : part) {
    item.item = part_name + ": " + item.item;
    bill.push_back(std::move(item));
  }
}

std::string_view name(LineKind kind) {
  switch (kind) {
    case LineKind::invoiced:
      return "invoiced";
    case LineKind::amortized:
      return "amortized";
    case LineKind::staff:
      return "staff";
    case LineKind::risk:
      return "risk";
    case LineKind::carbon:
      return "carbon";
  }
  assert(false);
  return "";
}

std::string_view name(Behaviour behaviour) {
  switch (behaviour) {
    case Behaviour::energy:
      return "energy";
    case Behaviour::usage:
      return "usage";
    case Behaviour::fixed:
      return "fixed";
  }
  assert(false);
  return "";
}

}  // namespace llmtco
