#include "gate/bill_gates.h"

#include <algorithm>

#include "measures/list.h"

namespace llmtco::detail {
namespace {

const Origin* origin_of(const Study& study, const SeenLine& line) {
  return line.price == no_origin ? nullptr : &study.variables.origins()[static_cast<std::size_t>(line.price)];
}

}  // namespace

std::optional<int> price_age(const Study& study, const std::vector<SeenLine>& bill, const Date& today) {
  std::optional<int> oldest;
  for (const SeenLine& line : bill) {
    const Origin* origin = origin_of(study, line);
    const auto day = origin == nullptr || origin->kind != Origin::Kind::catalogue
                         ? std::nullopt
                         : parse_first_day(origin->as_of);
    if (day) oldest = std::max(oldest.value_or(0), days_since_epoch(today) - days_since_epoch(*day));
  }
  return oldest;
}

std::vector<std::string> unpriced(const Study& study, const std::vector<SeenLine>& bill,
                                  const OptionResult& option) {
  std::vector<std::string> words;
  for (const SeenLine& line : bill) {
    const Origin* origin = origin_of(study, line);
    if (origin != nullptr && origin->kind == Origin::Kind::assumed)
      words.push_back(line.text + " (price assumed)");
  }
  if (option.basis == Basis::energy_only) words.emplace_back("everything but energy");
  if (study.demand.wrong_answers_cost() && option.find(measures::damage) == nullptr)
    words.emplace_back("damage of wrong answers (accuracy unknown)");
  return words;
}

}  // namespace llmtco::detail
