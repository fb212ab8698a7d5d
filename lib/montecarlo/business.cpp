#include "montecarlo/business.h"

#include <limits>

#include "columns/column_math.h"
#include "measures/list.h"

namespace llmtco {
namespace {

constexpr double no_such = std::numeric_limits<double>::quiet_NaN();

Drawn<Usd> revenue_in(const Business& business, std::size_t month_number, const Drawn<Requests>& tasks,
                      const Block& block) {
  if (!business.revenue) return {};
  Drawn<Usd> planned;
  if (const auto* each = std::get_if<Uncertain<UsdPerRequest>>(&*business.revenue)) {
    planned = tasks * block(*each);
  } else {
    planned = block(std::get<Uncertain<UsdPerSecond>>(*business.revenue)) * month;
  }
  return business.months.empty() ? planned : planned * block(business.months[month_number]);
}

void add_runway(const Business& business, const BusinessPath& path, const std::vector<Drawn<Usd>>& revenue,
                const Block& block, Figures<Column>& figures) {
  Drawn<Usd> balance = block(*business.cash);
  const Drawn<Usd> burn = block(business.other_burn) * month;
  Column out = 0.0, months = 0.0;
  for (std::size_t m = 0; m < path.cash.size(); ++m) {
    balance = balance + (revenue[m] - path.cash[m] - burn);
    out = max(out, less(balance, Drawn<Usd>()));
    months += 1.0 - out;
    figures.set(measures::out_of_cash, out, {.month = static_cast<int>(m)});
  }
  figures.set(measures::runway, months);
  figures.set(measures::out_of_cash, out);
}

void add_funds(const Drawn<Usd>& funds, const BusinessPath& path, Figures<Column>& figures) {
  Drawn<Usd> paid;
  Column within = 0.0;
  for (const Drawn<Usd>& each : path.cash) {
    paid += each;
    within += less_equal(paid, funds);
  }
  figures.set(measures::funds_last, within);
}

void add_customer(const Customer& customer, const Block& block, Figures<Column>& figures) {
  const auto cost = figures.get(measures::monthly_cost);
  const Column* tasks = figures.find(measures::asked_tasks);
  if (!cost || tasks == nullptr) return;
  const Column some = less(0.0, *tasks);
  const Drawn<UsdPerRequest> of_task = *cost / Drawn<Requests>(select(some, *tasks, 1.0));
  const Drawn<Usd> margin = (block(customer.revenue) - block(customer.tasks) * of_task) * month;
  const Column churn = customer.churn ? block(*customer.churn) : Column(0.0);
  const Column gains = less(Drawn<Usd>(), margin);
  const Column simple = block(customer.acquisition) / select(gains, margin, Drawn<Usd>(1.0 * usd));
  const Column left = 1.0 - simple * churn, stays = less(0.0, left) * less(0.0, churn);
  const Column leaving = log(select(stays, left, 0.5)) / log(select(stays, 1.0 - churn, 0.5));
  const Column known = gains * max(less_equal(churn, 0.0), stays);
  figures.set(measures::customer_margin, margin);
  figures.set(measures::customer_pays, known);
  figures.set(measures::customer_payback, select(known, select(stays, leaving, simple), no_such));
}

}  // namespace

void add_business(const Business& business, const BusinessPath& path, const Block& block,
                  Evaluation& evaluation) {
  Figures<Column>& figures = evaluation.figures;
  std::vector<Drawn<Usd>> revenue;
  Drawn<Usd> sum;
  Drawn<Requests> tasks;
  for (std::size_t m = 0; m < path.tasks.size(); ++m) {
    revenue.push_back(revenue_in(business, m, path.tasks[m], block));
    sum += revenue.back();
    tasks += path.tasks[m];
  }
  const auto months = static_cast<double>(path.tasks.size());
  figures.put(measures::asked_tasks, (tasks / months).base_units());
  if (business.revenue) {
    figures.set(measures::revenue, sum / months);
    figures.set(measures::profit, sum / months - *figures.get(measures::monthly_cost));
    const Column some = less(Drawn<Usd>(), sum);
    figures.set(measures::margin, select(some,
                                         1.0 - *figures.get(measures::monthly_cost) /
                                                   select(some, sum / months, Drawn<Usd>(1.0 * usd)),
                                         no_such));
  }
  if (business.cash) add_runway(business, path, revenue, block, figures);
  if (business.funds) add_funds(block(*business.funds), path, figures);
  if (business.customer) add_customer(*business.customer, block, figures);
}

}  // namespace llmtco
