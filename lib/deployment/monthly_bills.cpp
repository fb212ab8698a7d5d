#include "deployment/monthly_bills.h"

#include <algorithm>
#include <cassert>

#include "cost/mean_bill.h"
#include "deployment/endpoint.h"
#include "deployment/feasibility.h"

namespace llmtco {
namespace {

/// Whether every month is billed as the first.
bool months_alike(const Option& option, const Traffic& traffic) {
  const bool grows =
      std::any_of(traffic.classes.begin(), traffic.classes.end(), [](const ClassTraffic& each) {
        return each.requests->may_change_by_month() || !each.by_month.empty();
      });
  return !grows && !prices_move(option);
}

/// One contract's overloads of all months of a period, as figures.
class OverMonths {
 public:
  void add(const Overload& month) {
    ++months_;
    time_ += month.time;
    asked_ += month.asked;
    above_ += month.above;
    if (month.wait) wait_ = max(wait_.value_or(Drawn<Seconds>()), *month.wait);
    holds_ = holds_ * month.holds;
    // The month with most to serve has the reason.
    if (!month.reason.empty() && month.of_capacity >= of_capacity_) reason_ = month.reason;
    of_capacity_ = std::max(of_capacity_, month.of_capacity);
  }
  void require_of(Evaluation& evaluation) const { require(evaluation, holds_, reason_); }
  void set(Figures<Column>& figures) const {
    constexpr double nothing = 1e-9;  // tokens a month
    const auto larger = [&](MeasureOf<double> figure, const Column& now) {
      const Column* before = figures.find(figure);
      figures.set(figure, before == nullptr ? now : max(*before, now));
    };
    larger(measures::overloaded, time_ / static_cast<double>(months_));
    larger(measures::above_capacity, above_ / max(asked_, Drawn<Tokens>(nothing * token)));
    if (wait_) figures.set(measures::longest_wait, *wait_);
  }

 private:
  int months_ = 0;
  Column time_ = 0.0;
  Drawn<Tokens> asked_, above_;
  Column holds_{1.0};
  double of_capacity_ = 0;
  std::string reason_;
  std::optional<Drawn<Seconds>> wait_;
};

void set_units(const Option& option, const Block& block, Figures<Column>& figures) {
  for (const Contract& contract : option.contracts) {
    if (const auto* provisioned = std::get_if<Provisioned>(&contract))
      figures.set(measures::units, block(provisioned->units));
  }
}

}  // namespace

bool counts_by_month(const Option& option) {
  return std::any_of(option.contracts.begin(), option.contracts.end(),
                     [](const Contract& contract) { return counts_by_month(contract); });
}

void MonthlyBills::add_to(Evaluation& evaluation, const Context& context) {
  const Period period = context.traffic.period;
  const int months = months_alike(option_, context.traffic) ? 1 : period.months;
  if (months > 1) of(period.first + months - 1, context);  // bills stay where they are from now on
  std::vector<const Bill*> bills;
  std::vector<OverMonths> capacities;
  for (int i = 0; i < months; ++i) {
    const MonthBill& month = of(period.first + i, context);
    bills.push_back(&month.lines);
    capacities.resize(month.overloads.size());
    for (std::size_t k = 0; k < capacities.size(); ++k) capacities[k].add(month.overloads[k]);
  }
  for (const OverMonths& each : capacities) each.require_of(evaluation);
  evaluation.bill = mean_of(bills);
  if (context.detail == Detail::costs) return;
  for (const OverMonths& each : capacities) each.set(evaluation.figures);
  set_units(option_, context.block, evaluation.figures);
}

const MonthBill& MonthlyBills::of(int month, const Context& context) {
  if (months_.empty()) traffic_ = context.traffic;
  if (months_alike(option_, context.traffic)) month = 0;
  while (static_cast<int>(months_.size()) <= month)
    months_.push_back(made(static_cast<int>(months_.size()), context));
  return months_[static_cast<std::size_t>(month)];
}

MonthBill MonthlyBills::made(int month, const Context& all) {
  to_period(traffic_, all.block, {.first = month, .months = 1});
  const Context context{all.block, traffic_, all.share, Detail::costs};
  Use left = asked_of(context);
  left.credited = credited_;
  left.tasks_by_month = tasks_;
  Evaluation times;  // those of the average month are told
  if (const auto* endpoint = std::get_if<Endpoint>(&option_.serving))
    serve(*endpoint, option_.contracts, context, left, times);
  MonthBill bill_of_month;
  bill(option_.contracts, left, all.block, bill_of_month.lines);
  assert(is_paid(left));
  credited_ = left.credited;
  bill_of_month.overloads = std::move(left.overloads);
  return bill_of_month;
}

}  // namespace llmtco
