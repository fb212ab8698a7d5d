#include "columns/column_math.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "columns/column_access.h"
#include "columns/trace_node.h"

namespace llmtco {

using detail::Binary;
using detail::Ternary;
using detail::Unary;

namespace {

Column apply(Unary op, Column a) {
  if (a.is_traced()) [[unlikely]]
    return detail::recorded(op, apply(op, a.plain()), {&a});
  if (a.is_constant()) return detail::kernels().one[static_cast<int>(op)](a.constant());
  const double* x = a.data();
  Column result = ColumnAccess::result(&a);
  detail::kernels().unary[static_cast<int>(op)](result.values(), x);
  return result;
}

}  // namespace

Column Column::operator-() const { return apply(Unary::negate, *this); }

Column abs(Column a) { return apply(Unary::abs, std::move(a)); }
Column sqrt(Column a) { return apply(Unary::sqrt, std::move(a)); }
Column floor(Column a) { return apply(Unary::floor, std::move(a)); }
Column ceil(Column a) { return apply(Unary::ceil, std::move(a)); }
Column exp(Column a) { return apply(Unary::exp, std::move(a)); }
Column log(Column a) { return apply(Unary::log, std::move(a)); }
Column log1p(Column a) { return apply(Unary::log1p, std::move(a)); }
Column normal_cdf(Column z) { return apply(Unary::normal_cdf, std::move(z)); }
Column normal_quantile(Column u) { return apply(Unary::normal_quantile, std::move(u)); }

Column less(const Column& a, const Column& b) { return detail::combine(Binary::less, a, b, nullptr); }
Column less_equal(const Column& a, const Column& b) {
  return detail::combine(Binary::less_equal, a, b, nullptr);
}
Column greater(const Column& a, const Column& b) { return less(b, a); }
Column greater_equal(const Column& a, const Column& b) { return less_equal(b, a); }
Column equal(const Column& a, const Column& b) { return detail::combine(Binary::equal, a, b, nullptr); }
Column min(const Column& a, const Column& b) { return detail::combine(Binary::min, a, b, nullptr); }
Column max(const Column& a, const Column& b) { return detail::combine(Binary::max, a, b, nullptr); }
Column pow(const Column& x, const Column& y) { return detail::combine(Binary::power, x, y, nullptr); }

Column select(const Column& mask, const Column& a, const Column& b) {
  if (ColumnAccess::any_traced(mask, a, b)) [[unlikely]]
    return detail::recorded(Ternary::select, select(mask.plain(), a.plain(), b.plain()), {&mask, &a, &b});
  if (mask.is_constant()) return mask.constant() != 0 ? a : b;
  Column result = Column::uninitialised();
  const int columns = (a.is_constant() ? 0 : 1) | (b.is_constant() ? 0 : 2);
  detail::kernels().select[columns](result.values(), mask.data(), ColumnAccess::operand(a),
                                    ColumnAccess::operand(b));
  return result;
}

bool any(const Column& mask) {
  if (mask.is_constant()) return mask.constant() != 0;
  return std::any_of(mask.data(), mask.data() + block_draws, [](double m) { return m != 0; });
}

bool all(const Column& mask) {
  if (mask.is_constant()) return mask.constant() != 0;
  return std::all_of(mask.data(), mask.data() + block_draws, [](double m) { return m != 0; });
}

bool identical(const Column& a, const Column& b) {
  if (a.is_constant() || b.is_constant())
    return a.is_constant() && b.is_constant() &&
           std::bit_cast<std::uint64_t>(a.constant()) == std::bit_cast<std::uint64_t>(b.constant());
  return a.data() == b.data() || std::memcmp(a.data(), b.data(), block_draws * sizeof(double)) == 0;
}

double smallest(const Column& column) {
  if (column.is_constant()) return column.constant();
  const auto less_or_missing = [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; };
  return *std::min_element(column.data(), column.data() + block_draws, less_or_missing);
}

double largest(const Column& column) {
  if (column.is_constant()) return column.constant();
  const auto less_or_missing = [](double a, double b) { return std::isnan(b) ? !std::isnan(a) : a < b; };
  return *std::max_element(column.data(), column.data() + block_draws, less_or_missing);
}

Column fma(const Column& a, const Column& b, const Column& c) {
  if (ColumnAccess::any_traced(a, b, c)) [[unlikely]]
    return detail::recorded(Ternary::fma, fma(a.plain(), b.plain(), c.plain()), {&a, &b, &c});
  const int columns = (a.is_constant() ? 0 : 1) | (b.is_constant() ? 0 : 2) | (c.is_constant() ? 0 : 4);
  if (columns == 0) return std::fma(a.constant(), b.constant(), c.constant());
  Column result = Column::uninitialised();
  detail::kernels().fma[columns](result.values(), ColumnAccess::operand(a), ColumnAccess::operand(b),
                                 ColumnAccess::operand(c));
  return result;
}

}  // namespace llmtco
