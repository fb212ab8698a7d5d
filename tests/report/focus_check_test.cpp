#include "report/focus_check.h"

#include <doctest/doctest.h>

#include <map>

using namespace llmtco;

namespace {

using Cells = std::map<std::string, std::string>;

/// A row that keeps all rules: 1.5 M tokens at $10 a million.
const Cells good{{"BilledCost", "15"},
                 {"BillingAccountId", "a"},
                 {"BillingAccountName", ""},
                 {"BillingCurrency", "USD"},
                 {"BillingPeriodEnd", "2026-12-01T00:00:00Z"},
                 {"BillingPeriodStart", "2026-11-01T00:00:00Z"},
                 {"ChargeCategory", "Usage"},
                 {"ChargeClass", ""},
                 {"ChargeDescription", "tokens"},
                 {"ChargePeriodEnd", "2026-12-01T00:00:00Z"},
                 {"ChargePeriodStart", "2026-11-01T00:00:00Z"},
                 {"CommitmentDiscountId", ""},
                 {"CommitmentDiscountStatus", ""},
                 {"ConsumedQuantity", "1500000"},
                 {"ConsumedUnit", "Tokens"},
                 {"ContractedCost", "15"},
                 {"EffectiveCost", "15"},
                 {"InvoiceIssuerName", "it"},
                 {"ListCost", "15"},
                 {"ListUnitPrice", "10"},
                 {"PricingCategory", "Standard"},
                 {"PricingQuantity", "1.5"},
                 {"PricingUnit", "1000000 Tokens"},
                 {"ProviderName", "it"},
                 {"PublisherName", "it"},
                 {"ServiceCategory", "AI and Machine Learning"},
                 {"ServiceName", "API"},
                 {"ServiceSubcategory", "Generative AI"},
                 {"SkuId", "s"},
                 {"SkuPriceDetails", ""},
                 {"SkuPriceId", "p"},
                 {"x_Own", ""}};

std::string csv_of(const std::vector<Cells>& rows) {
  std::string text;
  for (const auto& cell : rows[0]) text += (text.empty() ? "" : ",") + cell.first;
  for (const Cells& row : rows) {
    text += "\n";
    for (const auto& cell : row) text += (cell.first == row.begin()->first ? "" : ",") + cell.second;
  }
  return text + "\n";
}

std::string problems(const std::vector<Cells>& rows, FocusVersion version = FocusVersion::v1_2) {
  std::string all;
  for (const std::string& each : focus_problems(csv_of(rows), version)) all += each + "\n";
  return all;
}

/// What is said of the good row with some cells changed.
std::string with(const Cells& cells) {
  Cells row = good;
  for (const auto& [column, cell] : cells) row[column] = cell;
  return problems({row});
}

}  // namespace

TEST_CASE("a row that keeps the rules is not complained of") { CHECK(problems({good}) == ""); }

TEST_CASE("a price times its quantity is the cost") {
  CHECK(with({{"ListUnitPrice", "11"}}) ==
        "line 2: ListUnitPrice x PricingQuantity is 16.5, and ListCost is 15\n");
  CHECK(with({{"ListUnitPrice", "11"}, {"ChargeClass", "Correction"}}) == "");
}

TEST_CASE("what may be null hangs on the category of the charge") {
  CHECK(with({{"PricingQuantity", ""}, {"PricingUnit", ""}}) ==
        "line 2: PricingQuantity is null, which Usage does not allow\n"
        "line 2: PricingUnit is null, which Usage does not allow\n");
  CHECK(with({{"ConsumedQuantity", ""}, {"ConsumedUnit", ""}}) ==
        "line 2: ConsumedQuantity is null, which Usage does not allow\n");
  CHECK(with({{"ChargeCategory", "Credit"}}) ==
        "line 2: ConsumedQuantity is not null, which Usage alone allows, of what is used\n");
  CHECK(with({{"BilledCost", ""}}) == "line 2: BilledCost is null\n");
}

TEST_CASE("cells are numbers, times, codes and words of the specification") {
  CHECK(with({{"BilledCost", "1E+3"}}) == "line 2: BilledCost is 1E+3, which is no number\n");
  CHECK(with({{"BilledCost", "1E3"}}) == "");
  CHECK(with({{"ChargePeriodEnd", "2026-12-01"}}) ==
        "line 2: ChargePeriodEnd is 2026-12-01, not as 2026-11-01T00:00:00Z\n");
  CHECK(with({{"ChargePeriodEnd", "2026-11-01T00:00:00Z"}}) ==
        "line 2: the charge period ends before it starts\n");
  CHECK(with({{"BillingCurrency", "dollar"}}) == "line 2: BillingCurrency is dollar, no code of ISO 4217\n");
  CHECK(with({{"ChargeCategory", "Use"}, {"ConsumedQuantity", ""}, {"ConsumedUnit", ""}}) ==
        "line 2: ChargeCategory is Use, which is none of its values\n");
  CHECK(with({{"ServiceSubcategory", "Virtual Machines"}}) ==
        "line 2: Virtual Machines is no subcategory of AI and Machine Learning\n");
}

TEST_CASE("what commitments have, others have not") {
  CHECK(with({{"CommitmentDiscountStatus", "Used"}}) ==
        "line 2: CommitmentDiscountStatus is not null, of no commitment's Usage\n");
  CHECK(with({{"CommitmentDiscountId", "c"}, {"PricingCategory", "Committed"}}) ==
        "line 2: CommitmentDiscountStatus is null of a commitment's Usage\n");
  CHECK(with({{"PricingCategory", "Committed"}}) ==
        "line 2: PricingCategory is Committed of the Usage of commitments, and of nothing else\n");
}

TEST_CASE("columns are those of the version; of one's own they begin with x_") {
  Cells row = good;
  row["Colour"] = "red";
  CHECK(problems({row}) == "line 1: Colour is no column of version 1.2; others begin with x_\n");
  CHECK(problems({good}, FocusVersion::v1_5).find("there is no column ServiceProviderName") !=
        std::string::npos);
}

TEST_CASE("a price belongs to one SKU") {
  Cells second = good;
  second["SkuId"] = "t";
  CHECK(problems({good, second}) == "line 3: SkuPriceId p has a second SkuId\n");
}
