#pragma once
#include <doctest/doctest.h>

#include <set>
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

inline Option option_of(Serving serving, std::vector<Contract> contracts) {
  return {.name = "it", .serving = std::move(serving), .contracts = std::move(contracts)};
}
/// Parts of an option, to be changed.
template <class S>
S& serving_of(Option& option) {
  return std::get<S>(option.serving);
}
template <class C>
C& contract(Option& option) {
  return std::get<C>(option.contracts.front());
}

/// One option on its own, in a block in which nothing is drawn.
inline Evaluation evaluation(const Option& option, const Demand& demand) {
  return evaluate({option}, demand, Block()).front();
}

inline double seconds_of(const Evaluation& evaluation, MeasureOf<Seconds> measure) {
  return evaluation.figures.at(measure).constant();
}

inline double dollars(const Bill& bill) { return (total(bill) / usd).constant(); }

/// Of the line that reads so, classes named where the bill has several.
inline double dollars(const Bill& bill, const std::string& text) {
  std::set<std::string> classes;
  for (const LineItem& line : bill) classes.insert(line.labels.request_class);
  classes.erase("");
  for (const LineItem& line : bill) {
    if (display_text(line.item, line.labels, classes.size() > 1) == text)
      return (line.amount() / usd).constant();
  }
  FAIL("no line '" << text << "'");
  return 0;
}

inline double seconds(const Drawn<Seconds>& time) { return (time / second).constant(); }

/// Llama 3.1 8B in 8 bits on one H100, whose capacity was measured as so many output tokens a second.
Fleet measured_fleet(double output_tokens_per_second);

/// One tier at these prices all day, in dollars a million.
TokenTariff flat_tariff(double input, double output, double cache_read, double cache_write);

}  // namespace llmtco
