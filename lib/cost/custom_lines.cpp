#include "cost/custom_lines.h"

#include <utility>

namespace llmtco {
namespace {

/// Tokens of all classes, of the kind a price per token counts.
Drawn<Tokens> tokens_counted(CustomLine::Tokens which, const Use& use) {
  Drawn<Tokens> sum;
  for (const ClassUse& each : use.classes) {
    const TaskTokens& task = each.traffic->task;
    if (which != CustomLine::Tokens::output) sum += each.tasks * task.input;
    if (which != CustomLine::Tokens::input) sum += each.tasks * task.output;
  }
  return sum;
}

Drawn<Requests> tasks(const Use& use) {
  Drawn<Requests> sum;
  for (const ClassUse& each : use.classes) sum += each.tasks;
  return sum;
}

LineItem about(const CustomLine& own) {
  return {.item = own.item,
          .labels = {.name = own.name},
          .type = own.type,
          .behaviour = own.behaviour,
          .price = std::visit([](const auto& price) { return price.origin; }, own.price),
          .source = own.source};
}

/// An amount, as often as it counts in the average month.
LineItem times(LineItem line, double often, const char* unit, const Drawn<Usd>& amount) {
  line.quantity = often;
  line.quantity_unit = unit;
  line.unit_price_usd = amount / usd;
  return line;
}

/// An amount that is paid in some months, and written off from then on if it lasts.
void bill_amount(const CustomLine& own, const Period& period, const Drawn<Usd>& amount, Bill& lines) {
  const double often = share_of(period, own.when);
  if (own.life_months == 0) {
    lines.push_back(times(about(own), often, "payments", amount));
    return;
  }
  lines.push_back(
      times(about(own), lives_in(period, own.when, own.life_months) / own.life_months, "payments", amount));
  LineItem paid = about(own);
  paid.type = CostType::purchase;
  lines.push_back(times(std::move(paid), often, "payments", amount));
}

void bill_line(const CustomLine& own, const Use& use, const Block& block, Bill& lines) {
  if (const auto* amount = std::get_if<Uncertain<Usd>>(&own.price))
    return bill_amount(own, use.period, block(*amount), lines);
  if (const auto* rate = std::get_if<Uncertain<UsdPerSecond>>(&own.price)) {
    lines.push_back(lump(about(own), block(*rate) * month));
    if (!own.when.always()) lines.back().quantity = share_of(use.period, own.when);
    return;
  }
  LineItem counted = about(own);
  if (const auto* each = std::get_if<Uncertain<UsdPerRequest>>(&own.price)) {
    counted.quantity_unit = "requests";
    lines.push_back(line(std::move(counted), tasks(use), block(*each), request));
  } else {
    counted.quantity_unit = "Mtok";
    const auto& per_token = std::get<Uncertain<UsdPerToken>>(own.price);
    lines.push_back(line(std::move(counted), tokens_counted(own.tokens, use), block(per_token), mtok));
  }
}

}  // namespace

void bill(const CustomLines& own, Use& left, const Block& block, Bill& lines) {
  for (const CustomLine& each : own.lines) bill_line(each, left, block, lines);
}

}  // namespace llmtco
