#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/focus.h"

namespace llmtco {

/// What a column may hold.
enum class FocusType { text, number, time, json };

/// A column of the specification.
struct FocusColumn {
  std::string_view name;
  FocusType type = FocusType::text;
  bool mandatory = false;  ///< must be there
  bool nullable = true;
  std::span<const std::string_view> allowed{};  ///< values; any if empty
  FocusVersion from = FocusVersion::v1_2, to = FocusVersion::v1_5;

  bool is_in(FocusVersion version) const { return from <= version && version <= to; }
};

/// Every column that is written or checked, in the order of the file.
std::span<const FocusColumn> focus_columns();
const FocusColumn* focus_column(std::string_view name);

/// This program's own columns, behind those of the specification.
std::span<const std::string_view> own_focus_columns();

/// Service subcategories of a category; empty where there is no such category.
std::span<const std::string_view> focus_subcategories(std::string_view category);

/// Keys of SkuPriceDetails that the specification has.
bool is_sku_key(std::string_view key, FocusVersion version);

/// A number as the specification writes it: 1234.5, 1E-7; no sign before a positive exponent.
std::string focus_number(double value);

/// A row: cells by the names of their columns. What is not there is null.
using FocusRow = std::map<std::string_view, std::string>;

}  // namespace llmtco
