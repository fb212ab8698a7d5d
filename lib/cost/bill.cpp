#include "cost/bill.h"

#include <cassert>

namespace llmtco {

LineItem lump(std::string item, LineKind kind, Behaviour behaviour, const Drawn<Usd>& monthly,
              std::string source) {
  return {.item = std::move(item),
          .kind = kind,
          .behaviour = behaviour,
          .quantity = 1.0,
          .quantity_unit = "month",
          .unit_price_usd = monthly / usd,
          .source = std::move(source)};
}

Drawn<Usd> total(const Bill& bill) {
  Drawn<Usd> sum;
  for (const LineItem& item : bill) sum += item.amount();
  return sum;
}

Drawn<Usd> total(const Bill& bill, Behaviour behaviour) {
  Drawn<Usd> sum;
  for (const LineItem& item : bill) {
    if (item.behaviour == behaviour) sum += item.amount();
  }
  return sum;
}

void append(Bill& bill, const Bill& part, const std::string& part_name) {
  for (LineItem item : part) {
    item.item = part_name + ": " + item.item;
    bill.push_back(std::move(item));
  }
}

std::string_view name(LineKind kind) {
  switch (kind) {
    case LineKind::invoiced:
      return "invoiced";
    case LineKind::amortized:
      return "amortized";
    case LineKind::staff:
      return "staff";
    case LineKind::risk:
      return "risk";
    case LineKind::carbon:
      return "carbon";
  }
  assert(false);
  return "";
}

std::string_view name(Behaviour behaviour) {
  switch (behaviour) {
    case Behaviour::energy:
      return "energy";
    case Behaviour::usage:
      return "usage";
    case Behaviour::fixed:
      return "fixed";
  }
  assert(false);
  return "";
}

}  // namespace llmtco
