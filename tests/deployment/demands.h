#pragma once
#include <doctest/doctest.h>

#include <string>

#include "catalog/catalog.h"
#include "deployment/evaluate.h"

namespace llmtco {

inline constexpr auto mtok_price = usd / mtok;
inline constexpr auto a_month = request / month;
inline constexpr auto tokens_each = token / request;

/// Requests alike, a month of them, nothing drawn.
inline RequestClass requests(double a_month_of_them, double input, double output) {
  RequestClass all;
  all.name = "chat";
  all.requests = a_month_of_them * a_month;
  all.input.mean = input * tokens_each;
  all.output.mean = output * tokens_each;
  all.task = "general-knowledge";
  return all;
}

inline Demand demand_of(std::vector<RequestClass> classes, int months = 1) {
  return {.workload = {std::move(classes)}, .horizon_months = months};
}

/// One option on its own, in a block in which nothing is drawn.
template <class Kind>
Evaluation evaluation(const Kind& kind, const Demand& demand) {
  const std::vector<Option> options{
      {.name = "it", .description = "", .is = kind, .accuracy = {}, .other_costs = {}, .assumptions = {}}};
  return evaluate(options, demand, Block()).front();
}

inline double seconds_of(const Evaluation& evaluation, MeasureOf<Seconds> measure) {
  return evaluation.figures.at(measure).constant();
}

inline double dollars(const Bill& bill) { return (total(bill) / usd).constant(); }

inline double dollars(const Bill& bill, const std::string& item) {
  for (const LineItem& line : bill) {
    if (line.item == item) return (line.amount() / usd).constant();
  }
  FAIL("no line '" << item << "'");
  return 0;
}

inline double seconds(const Drawn<Seconds>& time) { return (time / second).constant(); }

/// Llama 3.1 8B in 8 bits on one H100, whose capacity was measured as so many output tokens a second.
Fleet measured_fleet(double output_tokens_per_second);

/// One tier at these prices all day, in dollars a million.
Tariff flat_tariff(double input, double output, double cache_read, double cache_write);

}  // namespace llmtco
