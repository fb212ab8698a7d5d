#include "yaml/relative.h"

#include "text/number.h"

namespace llmtco::detail {

std::optional<double> relative_factor(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  const char sign = text.front();
  const bool percent = sign == '+' || sign == '-';
  if (!percent && sign != '*' && sign != '/') return std::nullopt;
  text.remove_prefix(1);
  if (percent != text.ends_with('%')) return std::nullopt;
  if (percent) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.starts_with('+') || text.starts_with('-')) return std::nullopt;
  const auto read = number_in(text);
  const double* amount = std::get_if<double>(&read);
  if (amount == nullptr) return std::nullopt;
  if (sign == '*') return *amount;
  if (sign == '/') return 1 / *amount;
  return sign == '+' ? 1 + *amount / 100 : 1 - *amount / 100;
}

}  // namespace llmtco::detail
