#include "cost/credits.h"

#include <cassert>

#include "columns/column_math.h"
#include "cost/commitment.h"

namespace llmtco {
namespace {

void add_credit_line(const Credits& credits, const char* name, OriginId origin, const Drawn<Usd>& paid,
                     Bill& lines) {
  lines.push_back(lump({.item = ItemId::credits,
                        .labels = {.name = name},
                        .type = CostType::invoiced,
                        .behaviour = CostBehaviour::fixed,
                        .price = origin,
                        .source = credits.source},
                       -paid));
}

}  // namespace

void bill(const Credits& credits, Use& left, const Block& block, Bill& lines) {
  assert(left.period.months == 1);
  Drawn<Usd> due = named("invoiced", invoiced(lines));
  if (credits.monthly) {
    const Drawn<Usd> paid = min(due, block(*credits.monthly) * month);
    add_credit_line(credits, "each month", credits.monthly->origin, paid, lines);
    due = due - paid;
  }
  if (!credits.amount) return;
  const bool expired = credits.expires_after && left.period.first >= *credits.expires_after;
  const Drawn<Usd> remaining =
      named("credits that are left", max(Drawn<Usd>(), block(*credits.amount) - left.credited));
  const Drawn<Usd> paid = expired ? Drawn<Usd>() : min(due, remaining);
  add_credit_line(credits, "", credits.amount->origin, paid, lines);
  left.credited += paid;
}

}  // namespace llmtco
