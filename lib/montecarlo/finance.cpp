#include "montecarlo/finance.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "finance/annuity.h"
#include "finance/internal_rate.h"
#include "finance/modified_rate.h"
#include "finance/payback.h"
#include "measures/list.h"

namespace llmtco {
namespace {

Drawn<Usd> plain(const Drawn<Usd>& amount) { return Drawn<Usd>(amount.base_units().plain()); }

constexpr double no_month = std::numeric_limits<double>::quiet_NaN();

Drawn<Usd> sum_of(const std::vector<Drawn<Usd>>& amounts) {
  Drawn<Usd> sum;
  for (const Drawn<Usd>& each : amounts) sum += each;
  return sum;
}

/// b less a, month by month.
Leg difference(const Leg& b, const Leg& a) {
  Leg all = b;
  for (const CashFlow& flow : a) all.push_back({flow.month, -flow.amount});
  return all;
}

/// A month that never comes is unknown.
Column months_or_unknown(const Column& month) { return select(less(month, 1e300), month, no_month); }

/// An option's cash, and what explanations show of it: sums, not every month.
struct Worth {
  Leg leg;
  Drawn<Usd> capital, running, present;
};

Worth worth_of(const Finance& finance, const std::string& name, const CashPath& path, const Block& block) {
  Worth all{.leg = leg_of(finance, path, block),
            .capital = named("paid for capital", sum_of(path.purchases)),
            .running = named("running cost", sum_of(path.running)),
            .present = {}};
  all.present =
      named("present cost of " + name, opaque("sum over the flows of amount x (1 + rate / 12)^-month",
                                              plain(-npv(all.leg, block(finance.rate))),
                                              {{"rate a year", block(finance.rate)},
                                               argument("paid for capital", all.capital),
                                               argument("running cost", all.running)}));
  return all;
}

void set_against(const Finance& finance, const Worth& option, const Worth& reference, const Block& block,
                 Figures<Column>& figures) {
  const Column rate = block(finance.rate).plain();
  const Leg more = difference(option.leg, reference.leg);
  const Drawn<Usd> worth = reference.present - option.present;
  figures.set(measures::npv, worth);
  figures.set(measures::npv_positive, less(Drawn<Usd>(), worth));
  const auto told = [&](const char* what, Column value) {
    return opaque(what, std::move(value),
                  {argument("present cost", option.present),
                   argument("present cost of the reference", reference.present)});
  };
  const InternalRate internal = internal_rate_of_return(more);
  const Column back = payback_month(more), discounted = payback_month(more, rate);
  figures.set(measures::irr, told("internal rate of return", internal.yearly));
  figures.set(measures::irr_known, internal.known);
  figures.set(
      measures::mirr,
      told("modified rate of return",
           modified_rate_of_return(more, rate, finance.reinvest ? block(*finance.reinvest).plain() : rate)));
  figures.set(measures::pays_back, less(back, 1e300));
  figures.set(measures::payback, told("payback", months_or_unknown(back)));
  figures.set(measures::discounted_payback, told("discounted payback", months_or_unknown(discounted)));
}

}  // namespace

Leg leg_of(const Finance& finance, const CashPath& path, const Block& block) {
  const Column inflation = log(1.0 + block(finance.inflation).plain()) / 12.0,
               half = exp(0.5 * log(1.0 + monthly_rate(block(finance.rate).plain())));
  const bool level = inflation.is(0);
  Leg leg;
  const auto add = [&](std::size_t month, const Drawn<Usd>& paid) {
    if (paid.base_units().is(0)) return;
    leg.push_back(
        {static_cast<int>(month), level ? -paid : -paid * exp(static_cast<double>(month) * inflation)});
  };
  for (std::size_t m = 0; m < path.running.size(); ++m) {
    add(m, path.purchases[m]);
    add(finance.paid == PaidAt::start ? m : m + 1,
        finance.paid == PaidAt::middle ? path.running[m] * half : path.running[m]);
  }
  if (finance.books_are_worth) add(path.running.size(), -path.left);
  return leg;
}

void add_finance(const Finance& finance, const std::vector<std::string>& names,
                 const std::vector<CashPath>& paths, const Block& block,
                 std::vector<Evaluation>& evaluations) {
  std::vector<Worth> all;
  for (std::size_t i = 0; i < paths.size(); ++i) all.push_back(worth_of(finance, names[i], paths[i], block));
  const auto reference = std::find(names.begin(), names.end(), finance.reference);
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    Figures<Column>& figures = evaluations[i].figures;
    figures.set(measures::present_cost, all[i].present);
    figures.set(measures::yearly_cost,
                12.0 * annuity(all[i].present, Drawn<Usd>(), static_cast<double>(paths[i].running.size()),
                               block(finance.rate)));
    figures.set(measures::capex, all[i].capital);
    figures.set(measures::opex, all[i].running);
    if (reference != names.end() && names[i] != finance.reference)
      set_against(finance, all[i], all[static_cast<std::size_t>(reference - names.begin())], block, figures);
  }
}

}  // namespace llmtco
