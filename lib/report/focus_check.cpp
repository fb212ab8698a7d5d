#include "report/focus_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "report/focus_columns.h"
#include "text/csv.h"
#include "text/date.h"

namespace llmtco {
namespace {

constexpr std::size_t most_focus_problems = 100;

/// 0.5, -12, 1E-7: no sign in front of a positive exponent, no space.
std::optional<double> focus_value(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  return cell.find('+') == cell.npos ? std::optional(value) : std::nullopt;
}

/// 2026-11-01T00:00:00Z
bool is_focus_time(std::string_view cell) {
  if (cell.size() != 20 || cell[10] != 'T' || cell[13] != ':' || cell[16] != ':' || cell[19] != 'Z')
    return false;
  const auto part = [&](std::size_t at, int most) {
    const std::string_view two = cell.substr(at, 2);
    int number = -1;
    const auto [end, error] = std::from_chars(two.data(), two.data() + 2, number);
    return error == std::errc() && end == two.data() + 2 && number >= 0 && number <= most;
  };
  return parse_date(cell.substr(0, 10)).has_value() && part(11, 23) && part(14, 59) && part(17, 59);
}

class FocusCheck {
 public:
  FocusCheck(const CsvTable& table, FocusVersion version) : table_(table), version_(version) {}

  std::vector<std::string> problems() {
    columns();
    for (row_ = 0; row_ < table_.rows.size() && found_.size() < most_focus_problems; ++row_) {
      cells();
      nulls();
      services_and_periods();
      prices();
      commitments();
      collect();
    }
    whole();
    if (found_.size() > most_focus_problems) found_.resize(most_focus_problems);
    return std::move(found_);
  }

 private:
  void complain(const std::string& what) {
    found_.push_back(fmt::format("line {}: {}", row_ < table_.lines.size() ? table_.lines[row_] : 1, what));
  }
  bool has(std::string_view column) const { return table_.column(column).has_value(); }
  /// Empty where the column is not there, or null.
  std::string_view cell(std::string_view column) const {
    const auto at = table_.column(column);
    return at ? std::string_view(table_.rows[row_][*at]) : std::string_view();
  }
  double number(std::string_view column) const { return focus_value(cell(column)).value_or(0); }
  bool is_corrected() const { return cell("ChargeClass") == "Correction"; }
  bool is(std::string_view category) const { return cell("ChargeCategory") == category; }

  void columns() {
    row_ = table_.rows.size();
    for (const FocusColumn& each : focus_columns()) {
      if (each.mandatory && each.is_in(version_) && !has(each.name))
        complain(fmt::format("there is no column {}", each.name));
    }
    bool own = false;
    for (const std::string& name : table_.columns) {
      const FocusColumn* known = focus_column(name);
      if (name.starts_with("x_")) {
        own = true;
      } else if (known == nullptr || !known->is_in(version_)) {
        complain(fmt::format("{} is no column of version {}; others begin with x_", name,
                             focus_versions.to_text(version_)));
      } else if (own) {
        complain(fmt::format("{} stands behind a column that begins with x_", name));
      }
    }
  }

  /// What each cell may hold by its column alone.
  void cells() {
    for (const FocusColumn& each : focus_columns()) {
      if (!has(each.name) || !each.is_in(version_)) continue;
      const std::string_view value = cell(each.name);
      if (value.empty()) {
        if (!each.nullable) complain(fmt::format("{} is null", each.name));
        continue;
      }
      const bool one_of = each.allowed.empty() ||
                          std::find(each.allowed.begin(), each.allowed.end(), value) != each.allowed.end();
      if (!one_of) complain(fmt::format("{} is {}, which is none of its values", each.name, value));
      if (each.type == FocusType::number && !focus_value(value))
        complain(fmt::format("{} is {}, which is no number", each.name, value));
      if (each.type == FocusType::time && !is_focus_time(value))
        complain(fmt::format("{} is {}, not as 2026-11-01T00:00:00Z", each.name, value));
      if (each.type == FocusType::json) json(each.name, value);
    }
    const std::string_view currency = cell("BillingCurrency");
    const bool is_code = currency.size() == 3 && std::all_of(currency.begin(), currency.end(),
                                                             [](char c) { return 'A' <= c && c <= 'Z'; });
    if (!is_code) complain(fmt::format("BillingCurrency is {}, no code of ISO 4217", currency));
  }

  /// Keys and plain values; of SkuPriceDetails, keys that the version has or that begin with x_.
  void json(std::string_view column, std::string_view value) {
    const auto object = nlohmann::json::parse(value, nullptr, false);
    if (!object.is_object()) return complain(fmt::format("{} is no JSON object", column));
    for (const auto& [key, property] : object.items()) {
      if (property.is_structured()) complain(fmt::format("{} of {} is no plain value", key, column));
      if (column == "SkuPriceDetails" && !key.starts_with("x_") && !is_sku_key(key, version_))
        complain(fmt::format("{} of SkuPriceDetails is no key of version {}; others begin with x_", key,
                             focus_versions.to_text(version_)));
    }
  }

  /// What may be null hangs on the category.
  void nulls() {
    const bool charged = is("Usage") || is("Purchase"), tax = is("Tax");
    for (const char* column : {"PricingQuantity", "PricingUnit", "ListUnitPrice", "ContractedUnitPrice",
                               "PricingCategory", "SkuId", "SkuPriceId"}) {
      if (!has(column)) continue;
      if (charged && !is_corrected() && cell(column).empty())
        complain(fmt::format("{} is null, which {} does not allow", column, cell("ChargeCategory")));
      if (tax && !cell(column).empty())
        complain(fmt::format("{} is not null, which Tax does not allow", column));
    }
    together("PricingQuantity", "PricingUnit");
    together("ConsumedQuantity", "ConsumedUnit");
    const bool consumes = is("Usage") && cell("CommitmentDiscountStatus") != "Unused";
    if (has("ConsumedQuantity") && consumes && !is_corrected() && cell("ConsumedQuantity").empty())
      complain("ConsumedQuantity is null, which Usage does not allow");
    if (!consumes && !cell("ConsumedQuantity").empty())
      complain("ConsumedQuantity is not null, which Usage alone allows, of what is used");
  }
  void together(std::string_view a, std::string_view b) {
    if (has(a) && has(b) && cell(a).empty() != cell(b).empty())
      complain(fmt::format("one of {} and {} is null, and the other is not", a, b));
  }

  void services_and_periods() {
    if (has("ServiceSubcategory")) {
      const auto below = focus_subcategories(cell("ServiceCategory"));
      if (std::find(below.begin(), below.end(), cell("ServiceSubcategory")) == below.end())
        complain(
            fmt::format("{} is no subcategory of {}", cell("ServiceSubcategory"), cell("ServiceCategory")));
    } else if (focus_subcategories(cell("ServiceCategory")).empty()) {
      complain(fmt::format("{} is no ServiceCategory", cell("ServiceCategory")));
    }
    // As text, times have their order.
    if (cell("ChargePeriodEnd") <= cell("ChargePeriodStart"))
      complain("the charge period ends before it starts");
    if (cell("BillingPeriodEnd") <= cell("BillingPeriodStart"))
      complain("the billing period ends before it starts");
    if (is("Purchase") && cell("ChargeFrequency") == "Usage-Based") complain("a Purchase is not Usage-Based");
  }

  void prices() {
    if (is_corrected()) return;
    const auto product = [&](std::string_view price, std::string_view cost) {
      if (cell(price).empty() || cell("PricingQuantity").empty()) return;
      const double made = number(price) * number("PricingQuantity"), said = number(cost);
      if (number(price) < 0) complain(fmt::format("{} is below 0", price));
      if (std::abs(made - said) > 1e-9 * std::max(std::abs(said), 1e-3))
        complain(fmt::format("{} x PricingQuantity is {}, and {} is {}", price, made, cost, said));
    };
    product("ListUnitPrice", "ListCost");
    product("ContractedUnitPrice", "ContractedCost");
  }

  void commitments() {
    const bool committed = !cell("CommitmentDiscountId").empty();
    for (const char* column : {"CommitmentDiscountCategory", "CommitmentDiscountType"}) {
      if (has(column) && committed == cell(column).empty())
        complain(fmt::format("{} is{} null beside CommitmentDiscountId", column, committed ? "" : " not"));
    }
    const bool counted = committed && (is("Usage") || is("Purchase")) && !is_corrected();
    for (const char* column : {"CommitmentDiscountQuantity", "CommitmentDiscountUnit"}) {
      if (has(column) && counted && cell(column).empty())
        complain(fmt::format("{} is null of a commitment", column));
      if (!committed && !cell(column).empty())
        complain(fmt::format("{} is not null, of no commitment", column));
    }
    const bool used = committed && is("Usage");
    if (used && cell("CommitmentDiscountStatus").empty())
      complain("CommitmentDiscountStatus is null of a commitment's Usage");
    if (!used && !cell("CommitmentDiscountStatus").empty())
      complain("CommitmentDiscountStatus is not null, of no commitment's Usage");
    if (has("PricingCategory") && (cell("PricingCategory") == "Committed") != used)
      complain("PricingCategory is Committed of the Usage of commitments, and of nothing else");
    if (committed && is("Purchase") && number("EffectiveCost") != 0)
      complain("EffectiveCost is not 0, of what is bought to be used later");
  }

  /// What is held against other rows.
  void collect() {
    if (!cell("SkuPriceId").empty()) {
      const auto [sku, is_new] = sku_of_price_.try_emplace(std::string(cell("SkuPriceId")), cell("SkuId"));
      if (!is_new && sku->second != cell("SkuId"))
        complain(fmt::format("SkuPriceId {} has a second SkuId", cell("SkuPriceId")));
    }
    if (cell("CommitmentDiscountId").empty() || cell("CommitmentDiscountCategory") != "Usage") return;
    Committed& one = committed_[std::string(cell("CommitmentDiscountId"))];
    one.unit.insert(std::string(cell("CommitmentDiscountUnit")));
    if (is("Purchase")) one.paid += number("BilledCost");
    if (is("Purchase")) one.is_bought = true;
    if (is("Usage")) one.used += number("EffectiveCost");
  }

  void whole() {
    row_ = table_.rows.size();
    for (const auto& [id, one] : committed_) {
      if (one.unit.size() > 1) complain(fmt::format("commitment {} has two units", id));
      if (one.is_bought && std::abs(one.paid - one.used) > 1e-9 * std::abs(one.paid))
        complain(fmt::format("commitment {} was paid {}, and its usage costs {}", id, one.paid, one.used));
    }
  }

  struct Committed {
    double paid = 0, used = 0;
    bool is_bought = false;
    std::set<std::string> unit;
  };
  const CsvTable& table_;
  FocusVersion version_;
  std::size_t row_ = 0;
  std::map<std::string, std::string, std::less<>> sku_of_price_;
  std::map<std::string, Committed> committed_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> focus_problems(std::string_view csv, FocusVersion version) {
  const CsvTable table = read_csv(csv);
  std::vector<std::string> found;
  for (const CsvProblem& problem : table.problems)
    found.push_back(fmt::format("line {}: {}", problem.line, problem.message));
  return found.empty() ? FocusCheck(table, version).problems() : found;
}

}  // namespace llmtco
