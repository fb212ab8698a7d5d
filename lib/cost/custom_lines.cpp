#include "cost/custom_lines.h"

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

LineItem line_of(const CustomLine& own, const Use& use, const Block& block) {
  LineItem about{.item = ItemId::custom,
                 .labels = {.name = own.name},
                 .type = own.type,
                 .behaviour = own.behaviour,
                 .price = std::visit([](const auto& price) { return price.origin; }, own.price),
                 .source = own.source};
  if (const auto* rate = std::get_if<Uncertain<UsdPerSecond>>(&own.price))
    return lump(std::move(about), block(*rate) * month);
  if (const auto* each = std::get_if<Uncertain<UsdPerRequest>>(&own.price)) {
    about.quantity_unit = "requests";
    return line(std::move(about), tasks(use), block(*each), request);
  }
  about.quantity_unit = "Mtok";
  const auto& per_token = std::get<Uncertain<UsdPerToken>>(own.price);
  return line(std::move(about), tokens_counted(own.tokens, use), block(per_token), mtok);
}

}  // namespace

void bill(const CustomLines& own, Use& left, const Block& block, Bill& lines) {
  for (const CustomLine& each : own.lines) lines.push_back(line_of(each, left, block));
}

}  // namespace llmtco
