#include "cost/capital.h"

#include <algorithm>
#include <cassert>

#include "columns/trace.h"
#include "finance/annuity.h"

namespace llmtco {
namespace {

std::size_t index(int month) { return static_cast<std::size_t>(month); }

/// What machines cost in the months of a period.
struct Charging {
  const Capital& capital;
  const Holding& machines;
  const Period& period;
  const Block& block;

  bool by_units() const { return capital.write_off == WriteOff::units; }

  /// Without the account of how it came about: dozens of months that each hang on the one before say nothing.
  Column interest() const { return block(capital.cost_of_capital).plain(); }

  /// What is left of a price of 1 at each age, of a machine bought in a month.
  std::vector<Column> book(std::size_t bought, const Column& residual) const {
    if (!by_units()) return book_values(capital.write_off, residual, capital.life_months, interest());
    assert(!machines.made.empty());
    std::vector<Column> made;
    for (std::size_t m = bought; made.size() < index(capital.life_months); ++m) {
      const std::size_t known = std::min(m, machines.made.size() - 1);  // then as in the horizon's last month
      const Column& held = machines.held[known];
      made.push_back(machines.made[known] / select(less(0.0, held), held, 1.0));
    }
    return units_written_off(made, (block(*capital.life_units) / mtok).plain(), residual);
  }

  /// For a price of 1 of all that is held, mean over the months of the period.
  Column charged(const Column& residual) const {
    const std::size_t end = index(period.first + period.months);
    std::vector<Column> of_age;
    Column sum = 0.0;
    for (std::size_t b = 0; b < end; ++b) {
      if (machines.bought[b].is(0)) continue;
      if (by_units() || of_age.empty()) of_age = charges(book(b, residual), interest());
      Column each = 0.0;
      for (std::size_t m = std::max(b, index(period.first)); m < end && m - b < of_age.size(); ++m)
        each += of_age[m - b];
      sum += machines.bought[b] * each;
    }
    return sum / static_cast<double>(period.months);
  }

  /// Of each machine held, bought at `price`, of which a share `residual` is left.
  Drawn<Usd> each(const Drawn<Usd>& price, const Column& residual) const {
    if (is_even(capital.write_off, block(capital.cost_of_capital).is(0)))
      return annuity(price, residual * price, capital.life_months, block(capital.cost_of_capital));
    const Column held = mean_in(period, machines.held);
    const Column charge = charged(residual.plain()) / select(less(0.0, held), held, 1.0);
    return price *
           opaque("mean over the months and machines of what is written off, and interest on the books",
                  charge, {{"residual", residual}, {"cost of capital", block(capital.cost_of_capital)}});
  }
};

/// Machines that are paid for in each month of the horizon, and those whose life ends with it.
struct Flows {
  std::vector<Column> ordered, retired;
};

Flows flows_of(const Capital& capital, const Holding& machines) {
  const std::size_t months = machines.bought.size(), life = index(capital.life_months),
                    lead = index(capital.lead_months);
  Flows flows{std::vector<Column>(months, 0.0), std::vector<Column>(months, 0.0)};
  for (std::size_t b = 0; b < months; ++b) {
    flows.ordered[b < lead ? 0 : b - lead] += machines.bought[b];
    if (b + life <= months) flows.retired[b + life - 1] += machines.bought[b];
  }
  return flows;
}

LineItem of_machines(ItemId item, CostType type, const Capital& capital, const Column& machines,
                     const Drawn<Usd>& each) {
  return {.item = item,
          .type = type,
          .behaviour = CostBehaviour::fixed,
          .quantity = machines,
          .quantity_unit = "accelerators",
          .unit_price_usd = each / usd,
          .price = item == ItemId::disposal ? capital.disposal->origin : capital.purchase.origin,
          .source = item == ItemId::disposal ? "scenario" : capital.purchase_source};
}

void bill_paid(const Charging& by, Bill& lines) {
  const Capital& capital = by.capital;
  const Block& block = by.block;
  const Drawn<Usd> price = block(capital.purchase);
  const Column residual = block(capital.residual);
  const Flows flows = flows_of(capital, by.machines);
  Column all = 1.0, kept = residual;
  for_each_part(capital, [&](const Uncertain<double>& share, ItemId, bool keeps) {
    all += block(share);
    if (keeps) kept += block(share) * residual;
  });
  const auto add = [&](ItemId item, const std::vector<Column>& count, const Drawn<Usd>& each) {
    lines.push_back(of_machines(item, CostType::purchase, capital, mean_in(by.period, count), each));
  };
  add(ItemId::purchase, flows.ordered, all * price);
  if (!kept.is(0)) add(ItemId::resale, flows.retired, -kept * price);
  if (capital.disposal) add(ItemId::disposal, flows.retired, block(*capital.disposal));
}

}  // namespace

bool is_even(WriteOff rule, bool free) {
  return rule == WriteOff::annuity || (rule == WriteOff::straight_line && free);
}

void bill(const Capital& capital, const Holding& machines, const Period& period, const Block& block,
          Bill& lines) {
  const Charging by{capital, machines, period, block};
  const Drawn<Usd> price = block(capital.purchase);
  const Column held = held_in(machines, period), residual = block(capital.residual);
  const auto add = [&](ItemId item, const Drawn<Usd>& each) {
    lines.push_back(of_machines(item, CostType::amortized, capital, held, each));
  };
  add(ItemId::capital, by.each(price, residual));
  for_each_part(capital, [&](const Uncertain<double>& share, ItemId item, bool keeps) {
    add(item, by.each(block(share) * price, keeps ? residual : Column(0.0)));
  });
  if (capital.disposal)
    add(ItemId::disposal, block(*capital.disposal) / static_cast<double>(capital.life_months));
  bill_paid(by, lines);
}

Drawn<Usd> book_value(const Capital& capital, const Holding& machines, const Block& block) {
  const std::size_t months = machines.bought.size();
  const Charging by{capital, machines, {}, block};
  const auto left_of = [&](const Column& residual) {
    Column sum = 0.0;
    std::vector<Column> of_age;
    for (std::size_t b = 0; b < months; ++b) {
      const std::size_t age = months - b;
      if (machines.bought[b].is(0) || age >= index(capital.life_months)) continue;
      if (by.by_units() || of_age.empty()) of_age = by.book(b, residual);
      sum += machines.bought[b] * of_age[age];
    }
    return sum;
  };
  const Column residual = block(capital.residual).plain();
  Column all = left_of(residual);
  for_each_part(capital, [&](const Uncertain<double>& share, ItemId, bool keeps) {
    all += block(share).plain() * left_of(keeps ? residual : Column(0.0));
  });
  return opaque(
             "what is held at the end, at its age", all,
             {{"residual", block(capital.residual)}, {"cost of capital", block(capital.cost_of_capital)}}) *
         block(capital.purchase);
}

}  // namespace llmtco
