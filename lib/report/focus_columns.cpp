#include "report/focus_columns.h"

#include <fmt/format.h>

#include <algorithm>

namespace llmtco {
/// A name for what is in this file alone: sources of a module are compiled together.
namespace focus_table {

using enum FocusType;
using Words = std::span<const std::string_view>;
constexpr bool required = true, never_null = false;

constexpr std::string_view charge_categories[] = {"Usage", "Purchase", "Tax", "Credit", "Adjustment"};
constexpr std::string_view charge_classes[] = {"Correction"};
constexpr std::string_view frequencies[] = {"One-Time", "Recurring", "Usage-Based"};
constexpr std::string_view pricing_categories[] = {"Standard", "Dynamic", "Committed", "Other"};
constexpr std::string_view commitment_categories[] = {"Spend", "Usage"};
constexpr std::string_view statuses[] = {"Used", "Unused"};

struct Category {
  std::string_view name;
  Words below;
};
constexpr std::string_view ai[] = {"Bots", "Generative AI", "Machine Learning", "Natural Language Processing",
                                   "Other (AI and Machine Learning)"};
constexpr std::string_view analytics[] = {"Analytics Platforms", "Business Intelligence",
                                          "Data Processing",     "Search",
                                          "Streaming Analytics", "Other (Analytics)"};
constexpr std::string_view business_applications[] = {"Productivity and Collaboration",
                                                      "Other (Business Applications)"};
constexpr std::string_view compute[] = {"Containers",         "End User Computing", "Quantum Compute",
                                        "Serverless Compute", "Virtual Machines",   "Other (Compute)"};
constexpr std::string_view databases[] = {"Caching",          "Data Warehouses",  "Relational Databases",
                                          "NoSQL Databases",  "Ledger Databases", "Time Series Databases",
                                          "Other (Databases)"};
constexpr std::string_view developer[] = {"Developer Platforms",      "Continuous Integration and Deployment",
                                          "Development Environments", "Source Code Management",
                                          "Quality Assurance",        "Other (Developer Tools)"};
constexpr std::string_view identity[] = {"Identity and Access Management", "Other (Identity)"};
constexpr std::string_view integration[] = {"API Management", "Messaging", "Workflow Orchestration",
                                            "Other (Integration)"};
constexpr std::string_view things[] = {"IoT Analytics", "IoT Platforms", "Other (Internet of Things)"};
constexpr std::string_view governance[] = {
    "Architecture",    "Compliance",        "Cost Management",
    "Data Governance", "Disaster Recovery", "Endpoint Management",
    "Observability",   "Support",           "Other (Management and Governance)"};
constexpr std::string_view media[] = {"Content Creation", "Gaming", "Media Streaming", "Mixed Reality",
                                      "Other (Media)"};
constexpr std::string_view migration[] = {"Data Migration", "Resource Migration", "Other (Migration)"};
constexpr std::string_view mobile[] = {"Other (Mobile)"};
constexpr std::string_view multicloud[] = {"Multicloud Integration", "Other (Multicloud)"};
constexpr std::string_view networking[] = {
    "Application Networking", "Content Delivery", "Network Connectivity", "Network Infrastructure",
    "Network Routing",        "Network Security", "Other (Networking)"};
constexpr std::string_view security[] = {"Secret Management", "Security Posture Management",
                                         "Threat Detection and Response", "Other (Security)"};
constexpr std::string_view storage[] = {"Backup Storage", "Block Storage",     "File Storage",
                                        "Object Storage", "Storage Platforms", "Other (Storage)"};
constexpr std::string_view web[] = {"Application Platforms", "Other (Web)"};
constexpr std::string_view other[] = {"Other (Other)"};
constexpr Category categories[] = {{"AI and Machine Learning", ai},
                                   {"Analytics", analytics},
                                   {"Business Applications", business_applications},
                                   {"Compute", compute},
                                   {"Databases", databases},
                                   {"Developer Tools", developer},
                                   {"Identity", identity},
                                   {"Integration", integration},
                                   {"Internet of Things", things},
                                   {"Management and Governance", governance},
                                   {"Media", media},
                                   {"Migration", migration},
                                   {"Mobile", mobile},
                                   {"Multicloud", multicloud},
                                   {"Networking", networking},
                                   {"Security", security},
                                   {"Storage", storage},
                                   {"Web", web},
                                   {"Other", other}};

constexpr FocusColumn columns[] = {
    {"BilledCost", number, required, never_null},
    {"BillingAccountId", text, required, never_null},
    {"BillingAccountName", text, required},
    {"BillingCurrency", text, required, never_null},
    {"BillingPeriodEnd", time, required, never_null},
    {"BillingPeriodStart", time, required, never_null},
    {"ChargeCategory", text, required, never_null, charge_categories},
    {"ChargeClass", text, required, true, charge_classes},
    {"ChargeDescription", text, required},
    {"ChargeFrequency", text, false, never_null, frequencies},
    {"ChargePeriodEnd", time, required, never_null},
    {"ChargePeriodStart", time, required, never_null},
    {"CommitmentDiscountCategory", text, false, true, commitment_categories},
    {"CommitmentDiscountId"},
    {"CommitmentDiscountName"},
    {"CommitmentDiscountQuantity", number},
    {"CommitmentDiscountStatus", text, false, true, statuses},
    {"CommitmentDiscountType"},
    {"CommitmentDiscountUnit"},
    {"ConsumedQuantity", number},
    {"ConsumedUnit"},
    {"ContractedCost", number, required, never_null},
    {"ContractedUnitPrice", number},
    {"EffectiveCost", number, required, never_null},
    {"HostProviderName", text, true, true, {}, FocusVersion::v1_3},
    {"InvoiceId"},
    {"InvoiceIssuerName", text, required, never_null},
    {"ListCost", number, required, never_null},
    {"ListUnitPrice", number},
    {"PricingCategory", text, false, true, pricing_categories},
    {"PricingQuantity", number, required},
    {"PricingUnit", text, required},
    {"ProviderName", text, required, never_null, {}, FocusVersion::v1_2, FocusVersion::v1_3},
    {"PublisherName", text, required, never_null, {}, FocusVersion::v1_2, FocusVersion::v1_3},
    {"ServiceCategory", text, required, never_null},
    {"ServiceName", text, required, never_null},
    {"ServiceProviderName", text, required, never_null, {}, FocusVersion::v1_3},
    {"ServiceSubcategory", text, false, never_null},
    {"SkuId"},
    {"SkuMeter"},
    {"SkuPriceDetails", json},
    {"SkuPriceId"},
    {"SubAccountId"},
    {"SubAccountName"},
    {"Tags", json}};

constexpr std::string_view own[] = {
    "x_CostKind", "x_CostP5", "x_CostP95", "x_ExpectedCost", "x_IsEconomic",  "x_IsSimulated", "x_LineItem",
    "x_Model",    "x_Month",  "x_Option",  "x_ScenarioId",   "x_ServiceTier", "x_TokenType"};

constexpr std::string_view sku_keys[] = {
    "CoreCount",       "DiskMaxIops",    "DiskSpace",   "DiskType",       "GpuCount",
    "InstanceType",    "InstanceSeries", "MemorySize",  "NetworkMaxIops", "NetworkMaxThroughput",
    "OperatingSystem", "Redundancy",     "StorageClass"};
constexpr std::string_view model_keys[] = {"ModelDeveloper", "ModelFamily",  "ModelId",
                                           "ModelVersion",   "ServingScope", "TokenCacheAction",
                                           "TokenDirection"};

static bool has(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace focus_table

std::span<const FocusColumn> focus_columns() { return focus_table::columns; }

const FocusColumn* focus_column(std::string_view name) {
  for (const FocusColumn& each : focus_table::columns) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

std::span<const std::string_view> own_focus_columns() { return focus_table::own; }

std::span<const std::string_view> focus_subcategories(std::string_view category) {
  for (const focus_table::Category& each : focus_table::categories) {
    if (each.name == category) return each.below;
  }
  return {};
}

bool is_sku_key(std::string_view key, FocusVersion version) {
  return focus_table::has(focus_table::sku_keys, key) ||
         (version == FocusVersion::v1_5 && focus_table::has(focus_table::model_keys, key));
}

std::string focus_number(double value) {
  std::string digits = fmt::format("{}", value == 0 ? 0.0 : value);
  std::erase(digits, '+');
  std::replace(digits.begin(), digits.end(), 'e', 'E');
  return digits;
}

}  // namespace llmtco
