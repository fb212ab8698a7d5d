#include "cost/staff.h"

#include <algorithm>
#include <cassert>

#include "columns/trace.h"

namespace llmtco {
namespace {

/// Full-time equivalents that the load of one month asks for.
Column needed_in(const Role& role, std::size_t month, const Use& use, const Block& block) {
  Column count = role.count ? block(*role.count) : Column(0.0);
  if (role.one_for) {
    assert(month < use.tasks_by_month.size());
    count = count + use.tasks_by_month[month] / (block(*role.one_for) * llmtco::month);
  }
  return role.whole ? ceil(count) : count;
}

/// Those that are paid in the average month of the period.
Column paid_in(const Role& role, const Use& use, const Block& block) {
  if (!role.one_for) return needed_in(role, 0, use, block) * share_of(use.period, role.when);
  const auto first = static_cast<std::size_t>(use.period.first),
             end = first + static_cast<std::size_t>(use.period.months);
  Column sum = 0.0;
  for (std::size_t m = first; m < end; ++m) {
    const double there = share_of({static_cast<int>(m), 1}, role.when);
    if (there == 0) continue;
    const std::size_t last =
        std::min(m + static_cast<std::size_t>(role.hired_before), use.tasks_by_month.size() - 1);
    Column most = needed_in(role, m, use, block);
    for (std::size_t later = m + 1; later <= last; ++later)
      most = max(most, needed_in(role, later, use, block));
    sum += most;
  }
  return sum / static_cast<double>(use.period.months);
}

}  // namespace

bool follows_load(const Staff& staff) {
  return std::any_of(staff.roles.begin(), staff.roles.end(),
                     [](const Role& role) { return role.one_for.has_value(); });
}

void bill(const Staff& staff, Use& left, const Block& block, Bill& lines) {
  for (const Role& role : staff.roles) {
    LineItem line{.item = ItemId::staff,
                  .labels = {.name = role.name},
                  .type = CostType::staff,
                  .behaviour = CostBehaviour::fixed,
                  .quantity = named("full-time equivalents", paid_in(role, left, block)),
                  .quantity_unit = "FTE",
                  .unit_price_usd = block(role.salary) * month * block(role.load) / usd,
                  .price = role.salary.origin,
                  .source = role.source};
    lines.push_back(std::move(line));
  }
}

}  // namespace llmtco
