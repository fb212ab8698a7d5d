#include "cost/mean_bill.h"

#include <algorithm>
#include <cassert>

#include "columns/column_math.h"

namespace llmtco {
namespace {

/// The lines of all months that are one: null where a month lacks it.
struct LineOfMonths {
  const LineItem* first;
  std::vector<const LineItem*> of;
};

bool same_line(const LineItem& a, const LineItem& b) {
  return a.item == b.item && a.labels == b.labels && a.type == b.type && a.behaviour == b.behaviour;
}

/// Lines in the order of the months: what only a later one has stands behind its neighbour there.
std::vector<LineOfMonths> lines_of(const std::vector<const Bill*>& months) {
  std::vector<LineOfMonths> all;
  for (std::size_t m = 0; m < months.size(); ++m) {
    std::size_t next = 0;
    for (const LineItem& line : *months[m]) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(next);
      auto found = std::find_if(begin, all.end(), [&](const LineOfMonths& known) {
        return known.of[m] == nullptr && same_line(*known.first, line);
      });
      if (found == all.end())
        found = all.insert(all.begin() + static_cast<std::ptrdiff_t>(next),
                           {&line, std::vector<const LineItem*>(months.size(), nullptr)});
      found->of[m] = &line;
      next = static_cast<std::size_t>(found - all.begin()) + 1;
    }
  }
  return all;
}

/// The same number in all draws of all months.
bool all_same(const LineOfMonths& line, Column LineItem::*part) {
  return std::all_of(line.of.begin(), line.of.end(), [&](const LineItem* month) {
    return month == nullptr || all(equal(month->*part, line.first->*part));
  });
}

Column mean_over(const LineOfMonths& line, Column (*of)(const LineItem&), const Dimension* counts = nullptr) {
  std::vector<Column> terms;
  for (std::size_t m = 0; m < line.of.size(); ++m)
    terms.push_back(named("month " + std::to_string(m + 1),
                          line.of[m] != nullptr ? of(*line.of[m]) : Column(0.0), counts));
  return sum_of("all months", terms, counts) / static_cast<double>(terms.size());
}

Column amount_of_line(const LineItem& line) { return line.amount().base_units(); }
Column quantity_of_line(const LineItem& line) { return line.quantity; }
Column price_of_line(const LineItem& line) { return line.unit_price_usd; }

LineItem mean_line(const LineOfMonths& line) {
  LineItem mean = *line.first;
  const bool in_all = std::find(line.of.begin(), line.of.end(), nullptr) == line.of.end();
  if (line.first->quantity_unit == "month") {
    mean.unit_price_usd = in_all && all_same(line, &LineItem::unit_price_usd)
                              ? line.first->unit_price_usd
                              : mean_over(line, price_of_line, &Usd::dimension);
    return mean;
  }
  if (!in_all || !all_same(line, &LineItem::quantity)) mean.quantity = mean_over(line, quantity_of_line);
  if (all_same(line, &LineItem::unit_price_usd)) return mean;
  const Column some = less(0.0, mean.quantity);
  mean.unit_price_usd =
      select(some, mean_over(line, amount_of_line, &Usd::dimension) / select(some, mean.quantity, 1.0),
             line.first->unit_price_usd);
  return mean;
}

}  // namespace

Bill mean_of(const std::vector<const Bill*>& months) {
  assert(!months.empty());
  if (months.size() == 1) return *months.front();
  Bill all;
  for (const LineOfMonths& line : lines_of(months)) all.push_back(mean_line(line));
  return all;
}

}  // namespace llmtco
