#include "report/focus_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/focus_sku.h"
#include "report/focus_terms.h"
#include "text/date.h"

namespace llmtco {
namespace {

/// "2026-11-01T00:00:00Z", `months` after the month of the day.
std::string month_start(const Date& day, int months) {
  const int count = day.year * 12 + day.month - 1 + months;
  return fmt::format("{:04}-{:02}-01T00:00:00Z", count / 12, count % 12 + 1);
}

/// Whose invoice a line is on.
std::string issuer_of(const LineResult& line, const Served& by, const FocusService& service) {
  const FocusCharge charge = focus_charge(line);
  if (charge == FocusCharge::economic || charge == FocusCharge::expected) return "none";
  const std::string seller = by.endpoint && service.name == "Model API" ? focus_seller(by.model).name : "";
  return seller.empty() ? "not stated" : seller;
}

void set_names(const FocusMonth& at, const LineResult& line, FocusRow& row) {
  const Served& by = at.by(line.labels.part);
  const FocusService service = focus_service(line, at.told.kind);
  const std::string issuer = issuer_of(line, by, service);
  for (const char* column : {"InvoiceIssuerName", "ProviderName", "PublisherName", "ServiceProviderName"})
    row[column] = issuer;
  row["HostProviderName"] = issuer == "none" || issuer == "not stated" ? "" : issuer;
  row["ServiceCategory"] = service.category;
  row["ServiceSubcategory"] = service.subcategory;
  row["ServiceName"] = issuer == "none" || issuer == "not stated" || service.name != "Model API"
                           ? std::string(service.name)
                           : issuer + " API";
  row["ChargeDescription"] = line.item;
  row["x_LineItem"] = item_ids.to_text(line.id);
  row["x_CostKind"] = cost_types.to_text(line.type);
  row["x_Model"] = by.model;
  row["x_TokenType"] = focus_tokens(line.id).direction.empty() ? "" : focus_meter(line);
  row["x_ServiceTier"] = focus_tier(line.labels);
  nlohmann::ordered_json tags = nlohmann::ordered_json::object();
  if (!line.labels.request_class.empty()) tags["request_class"] = line.labels.request_class;
  if (!line.labels.part.empty()) tags["part"] = line.labels.part;
  row["Tags"] = tags.empty() ? "" : focus_json(tags);
}

void set_period(const FocusMonth& at, FocusRow& row) {
  const Date day = parse_date(at.result.as_of).value();
  row["BillingPeriodStart"] = row["ChargePeriodStart"] = month_start(day, at.bill.month);
  row["BillingPeriodEnd"] = row["ChargePeriodEnd"] = month_start(day, at.bill.month + 1);
  row["BillingAccountId"] = "simulated";
  row["BillingAccountName"] = at.result.scenario;
  row["BillingCurrency"] = at.result.currency;
  row["SubAccountId"] = row["SubAccountName"] = row["x_Option"] = at.option.name;
  row["x_ScenarioId"] = at.result.scenario;
  row["x_IsSimulated"] = "true";
  row["x_Month"] = fmt::format("{}", at.bill.month + 1);
}

/// What is charged in a row.
struct FocusAmount {
  double billed = 0, effective = 0;
  double quantity = 0;
  double cost = 0;                       ///< at the price that was agreed
  std::optional<double> discount = 0.0;  ///< off the list price, where it is known
};

/// Of a line that counts nothing, a month.
FocusUnit unit_of_row(const LineResult& line, bool counted) {
  if (!counted) return focus_unit("month");
  return line.type == CostType::purchase ? focus_unit(line.quantity_unit)
                                         : focus_unit_held(line.quantity_unit);
}

void set_prices(const LineResult& line, const FocusAmount& amount, FocusRow& row) {
  const bool counted = amount.quantity > 0;  // else a sum: one of it
  const double quantity = counted ? amount.quantity : 1;
  const FocusUnit unit = unit_of_row(line, counted);
  const double off = amount.discount.value_or(0) < 1 ? amount.discount.value_or(0) : 0;
  const double list = amount.cost / (1 - off);
  row["PricingQuantity"] = focus_number(quantity);
  row["PricingUnit"] = unit.priced;
  row["ContractedUnitPrice"] = focus_number(amount.cost / quantity);
  row["ListUnitPrice"] = focus_number(list / quantity);
  row["ContractedCost"] = focus_number(amount.cost);
  row["ListCost"] = focus_number(list);
}

void set_sku(const FocusMonth& at, const LineResult& line, FocusRow& row) {
  const Served& by = at.by(line.labels.part);
  const std::string what = by.model.empty() ? at.option.name : by.model;
  const std::string name = line.labels.name.empty() ? "" : "/" + line.labels.name;
  const std::string sku = fmt::format("{}/{}{}", what, item_ids.to_text(line.id), name);
  const std::string tier = focus_tier(line.labels);
  row["SkuId"] = sku;
  row["SkuPriceId"] = tier.empty() ? sku : sku + "/" + tier;
  row["SkuMeter"] = focus_meter(line);
  row["SkuPriceDetails"] = focus_sku_details(line, by, at.form.version);
}

FocusRow row_of(const FocusMonth& at, const LineResult& line, const FocusAmount& amount) {
  FocusRow row;
  set_period(at, row);
  set_names(at, line, row);
  row["BilledCost"] = focus_number(amount.billed);
  row["EffectiveCost"] = focus_number(amount.effective);
  row["ListCost"] = row["ContractedCost"] = focus_number(amount.cost);
  row["x_CostP5"] = focus_number(line.monthly_usd.p5.value);
  row["x_CostP95"] = focus_number(line.monthly_usd.p95.value);
  row["x_IsEconomic"] = "false";
  return row;
}

void set_commitment(const FocusMonth& at, const LineResult& line, std::string_view category, FocusRow& row) {
  const std::string name = line.labels.name.empty() ? "commitment" : line.labels.name;
  const bool hours = line.id != ItemId::provisioned_units && category == "Usage";
  row["CommitmentDiscountId"] =
      fmt::format("{}/{}{}", at.option.name, line.labels.part.empty() ? "" : line.labels.part + "/", name);
  row["CommitmentDiscountName"] = name;
  row["CommitmentDiscountCategory"] = category;
  row["CommitmentDiscountType"] = category == "Spend" ? "Spend commitment"
                                  : hours             ? "Reservation"
                                                      : "Provisioned units";
  row["CommitmentDiscountQuantity"] =
      category == "Spend" ? row["BilledCost"] : focus_number(line.quantity.value);
  row["CommitmentDiscountUnit"] =
      category == "Spend" ? at.result.currency : focus_unit(line.quantity_unit).priced;
}

/// A row that is metered: usage, of a commitment or not.
FocusRow usage_row(const FocusMonth& at, const LineResult& line, FocusCharge charge) {
  const double amount = line.monthly_usd.mean.value;
  const bool paid_before =
      charge == FocusCharge::committed || charge == FocusCharge::unused || charge == FocusCharge::capital;
  const FocusAmount charged{paid_before ? 0 : amount, amount, line.quantity.value, amount, line.discount};
  FocusRow row = row_of(at, line, charged);
  set_prices(line, charged, row);
  set_sku(at, line, row);
  row["ChargeCategory"] = "Usage";
  row["ChargeFrequency"] = charge == FocusCharge::usage ? "Usage-Based" : "Recurring";
  const bool dynamic = line.id == ItemId::spot_hours || line.id == ItemId::lost_hours;
  row["PricingCategory"] = dynamic ? "Dynamic" : "Standard";
  const bool unused = charge == FocusCharge::unused || charge == FocusCharge::shortfall;
  if (unused || charge == FocusCharge::committed) {
    set_commitment(at, line, charge == FocusCharge::shortfall ? "Spend" : "Usage", row);
    row["CommitmentDiscountStatus"] = unused ? "Unused" : "Used";
    row["PricingCategory"] = "Committed";
  }
  if (!unused) {
    const bool counted = line.quantity.value > 0;
    const FocusUnit unit = unit_of_row(line, counted);
    row["ConsumedQuantity"] = focus_number(counted ? line.quantity.value * unit.consumed_each : 1);
    row["ConsumedUnit"] = unit.consumed;
  }
  return row;
}

/// A row of what is bought: each month, or once.
FocusRow purchase_row(const FocusMonth& at, const LineResult& line, bool recurring) {
  const double amount = line.monthly_usd.mean.value;
  const FocusAmount charged{amount, recurring ? amount : 0, line.quantity.value, amount, line.discount};
  FocusRow row = row_of(at, line, charged);
  set_prices(line, charged, row);
  set_sku(at, line, row);
  row["ChargeCategory"] = "Purchase";
  row["ChargeFrequency"] = recurring && line.quantity_unit != "payments" ? "Recurring" : "One-Time";
  row["PricingCategory"] = "Standard";
  return row;
}

/// A row without quantity and price.
FocusRow plain_row(const FocusMonth& at, const LineResult& line, FocusCharge charge) {
  const double amount = line.monthly_usd.mean.value;
  const bool expected = charge == FocusCharge::expected;
  FocusRow row = row_of(at, line,
                        {.billed = expected ? 0 : amount,
                         .effective = expected || charge == FocusCharge::sold ? 0 : amount,
                         .cost = expected ? 0 : amount});
  const bool credit = charge == FocusCharge::credit || charge == FocusCharge::sold;
  row["ChargeCategory"] = credit ? "Credit" : "Adjustment";
  row["ChargeFrequency"] = charge == FocusCharge::sold ? "One-Time" : "Recurring";
  row["x_IsEconomic"] = credit ? "false" : "true";
  if (expected) row["x_ExpectedCost"] = focus_number(amount);
  return row;
}

bool same_contract(const LineResult& a, const LineResult& b) {
  return a.labels.part == b.labels.part && a.labels.name == b.labels.name;
}

/// The month's fee for all hours of a reservation: its used and unused ones together.
FocusRow commitment_purchase(const FocusMonth& at, const LineResult& used) {
  LineResult all = used;
  all.discount = 0.0;
  for (const LineResult& line : at.bill.lines) {
    if (line.id != ItemId::unused_hours || !same_contract(line, used)) continue;
    all.quantity.value += line.quantity.value;
    all.monthly_usd.mean.value += line.monthly_usd.mean.value;
  }
  FocusRow row = purchase_row(at, all, true);
  row["EffectiveCost"] = focus_number(0);
  set_commitment(at, all, "Usage", row);
  row["ChargeDescription"] = all.labels.name.empty() ? used.item : all.labels.name;
  if (all.quantity.value != used.quantity.value)
    row["x_CostP5"] = row["x_CostP95"] = "";  // of a sum: not known
  return row;
}

/// How a line is charged in this month: what is unused of no reservation, as the least of a start, is usage.
FocusCharge charge_in(const FocusMonth& at, const LineResult& line) {
  const FocusCharge charge = focus_charge(line);
  if (charge != FocusCharge::unused) return charge;
  const bool reserved =
      std::any_of(at.bill.lines.begin(), at.bill.lines.end(), [&](const LineResult& other_line) {
        return focus_charge(other_line) == FocusCharge::committed && same_contract(other_line, line);
      });
  return reserved ? charge : FocusCharge::usage;
}

void add_rows(const FocusMonth& at, const LineResult& line, std::vector<FocusRow>& rows) {
  const FocusCharge charge = charge_in(at, line);
  const bool nothing = line.monthly_usd.mean.value == 0 && line.monthly_usd.p95.value == 0 &&
                       (line.quantity.value == 0 || line.quantity_unit == "month");
  if (nothing && charge != FocusCharge::committed) return;
  switch (charge) {
    case FocusCharge::committed:
      rows.push_back(commitment_purchase(at, line));
      if (rows.back().at("BilledCost") == focus_number(0)) rows.pop_back();
      if (line.quantity.value > 0) rows.push_back(usage_row(at, line, charge));
      return;
    case FocusCharge::usage:
    case FocusCharge::unused:
    case FocusCharge::shortfall:
    case FocusCharge::capital:
      return rows.push_back(usage_row(at, line, charge));
    case FocusCharge::fee:
    case FocusCharge::bought:
      return rows.push_back(purchase_row(at, line, charge == FocusCharge::fee));
    case FocusCharge::economic:
    case FocusCharge::expected:
      if (at.form.scope == FocusScope::invoiced) return;
      [[fallthrough]];
    case FocusCharge::credit:
    case FocusCharge::sold:
      rows.push_back(plain_row(at, line, charge));
  }
}

}  // namespace

std::vector<FocusRow> focus_rows(const FocusMonth& at) {
  std::vector<FocusRow> rows;
  for (const auto* lines : {&at.bill.lines, &at.bill.cash}) {
    for (const LineResult& line : *lines) add_rows(at, line, rows);
  }
  return rows;
}

}  // namespace llmtco
