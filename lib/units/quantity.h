#pragma once
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "columns/column.h"
#include "columns/column_math.h"
#include "columns/trace.h"
#include "units/dimension.h"

namespace llmtco {

/// A number of dimension D: one double, or a Column of draws.
///
/// Made by scaling a unit (`2.49 * usd / hour`), read by dividing by one (`price / (usd / hour)`). Sums need
/// equal dimensions; products and quotients carry theirs along, and a quotient of equals is a plain number.
template <Dimension D, class Rep = double>
class Quantity {
 public:
  static constexpr Dimension dimension = D;
  using rep = Rep;

  constexpr Quantity() : value_{} {}
  /// `value` in base units: dollars, tokens, bytes, FLOP, seconds, joules, requests, kilograms.
  constexpr explicit Quantity(Rep value) : value_(std::move(value)) {}

  /// One number stands for the same number in every draw.
  template <class Other>
  requires(!std::is_same_v<Other, Rep> &&
           std::is_convertible_v<Other, Rep>) constexpr Quantity(const Quantity<D, Other>& other)
      : value_(other.base_units()) {}

  constexpr const Rep& base_units() const& { return value_; }
  constexpr Rep base_units() && { return std::move(value_); }

  constexpr Quantity& operator+=(const Quantity& other) {
    value_ += other.value_;
    return *this;
  }
  constexpr Quantity& operator-=(const Quantity& other) {
    value_ -= other.value_;
    return *this;
  }
  constexpr Quantity operator-() const { return Quantity(-value_); }

 private:
  Rep value_;
};

/// The type of a quantity like Q whose value differs between draws: Drawn<Usd>.
template <class Q>
using Drawn = Quantity<Q::dimension, Column>;

namespace detail {
template <class T>
inline constexpr bool is_quantity = false;
template <Dimension D, class Rep>
inline constexpr bool is_quantity<Quantity<D, Rep>> = true;

/// A plain factor: a number or a Column of numbers.
template <class T>
concept Number = std::is_arithmetic_v<T> || std::is_same_v<T, Column>;

template <class A, class B>
using Common = std::conditional_t<std::is_same_v<A, Column> || std::is_same_v<B, Column>, Column, double>;

/// Quantity<D, Rep>, or Rep itself where nothing is counted.
template <Dimension D, class Rep>
constexpr auto make(Rep value) {
  if constexpr (D == dimensionless) {
    return value;
  } else {
    return Quantity<D, Rep>(std::move(value));
  }
}
}  // namespace detail

template <Dimension D, class A, class B>
constexpr auto operator+(Quantity<D, A> a, Quantity<D, B> b) {
  using R = detail::Common<A, B>;
  return Quantity<D, R>(R(std::move(a).base_units()) + R(std::move(b).base_units()));
}
template <Dimension D, class A, class B>
constexpr auto operator-(Quantity<D, A> a, Quantity<D, B> b) {
  using R = detail::Common<A, B>;
  return Quantity<D, R>(R(std::move(a).base_units()) - R(std::move(b).base_units()));
}
template <Dimension D1, class A, Dimension D2, class B>
constexpr auto operator*(Quantity<D1, A> a, Quantity<D2, B> b) {
  using R = detail::Common<A, B>;
  return detail::make<D1 + D2>(R(std::move(a).base_units()) * R(std::move(b).base_units()));
}
template <Dimension D1, class A, Dimension D2, class B>
constexpr auto operator/(Quantity<D1, A> a, Quantity<D2, B> b) {
  using R = detail::Common<A, B>;
  return detail::make<D1 - D2>(R(std::move(a).base_units()) / R(std::move(b).base_units()));
}
template <Dimension D, class A, detail::Number N>
constexpr auto operator*(Quantity<D, A> a, N factor) {
  using R = detail::Common<A, N>;
  return Quantity<D, R>(R(std::move(a).base_units()) * R(std::move(factor)));
}
template <Dimension D, class A, detail::Number N>
constexpr auto operator*(N factor, Quantity<D, A> a) {
  return std::move(a) * std::move(factor);
}
template <Dimension D, class A, detail::Number N>
constexpr auto operator/(Quantity<D, A> a, N divisor) {
  using R = detail::Common<A, N>;
  return Quantity<D, R>(R(std::move(a).base_units()) / R(std::move(divisor)));
}
template <Dimension D, class A, detail::Number N>
constexpr auto operator/(N number, Quantity<D, A> a) {
  using R = detail::Common<A, N>;
  return Quantity<dimensionless - D, R>(R(std::move(number)) / R(std::move(a).base_units()));
}

template <Dimension D>
constexpr bool operator==(Quantity<D> a, Quantity<D> b) {
  return a.base_units() == b.base_units();
}
template <Dimension D>
constexpr auto operator<=>(Quantity<D> a, Quantity<D> b) {
  return a.base_units() <=> b.base_units();
}

/// Draw by draw: the smaller and the larger, and `yes` where the mask is 1, `no` where it is 0.
template <Dimension D>
Quantity<D, Column> min(const Quantity<D, Column>& a, const Quantity<D, Column>& b) {
  return Quantity<D, Column>(min(a.base_units(), b.base_units()));
}
template <Dimension D>
Quantity<D, Column> max(const Quantity<D, Column>& a, const Quantity<D, Column>& b) {
  return Quantity<D, Column>(max(a.base_units(), b.base_units()));
}
template <Dimension D>
Quantity<D, Column> select(const Column& mask, const Quantity<D, Column>& yes,
                           const Quantity<D, Column>& no) {
  return Quantity<D, Column>(select(mask, yes.base_units(), no.base_units()));
}
/// 1 where a < b, 0 elsewhere.
template <Dimension D>
Column less(const Quantity<D, Column>& a, const Quantity<D, Column>& b) {
  return less(a.base_units(), b.base_units());
}
template <Dimension D>
Column less_equal(const Quantity<D, Column>& a, const Quantity<D, Column>& b) {
  return less_equal(a.base_units(), b.base_units());
}

/// As for columns (columns/trace.h), with what is counted.
template <Dimension D>
Quantity<D, Column> named(std::string_view name, Quantity<D, Column> value) {
  return Quantity<D, Column>(named(name, std::move(value).base_units(), &Quantity<D>::dimension));
}
template <Dimension D>
Quantity<D, Column> sum_of(std::string_view name, const std::vector<Quantity<D, Column>>& terms) {
  std::vector<Column> columns;
  columns.reserve(terms.size());
  for (const Quantity<D, Column>& term : terms) columns.push_back(term.base_units());
  return Quantity<D, Column>(sum_of(name, columns, &Quantity<D>::dimension));
}
template <Dimension D>
Argument argument(std::string_view name, const Quantity<D, Column>& value) {
  return {name, value.base_units(), &Quantity<D>::dimension};
}
template <Dimension D>
Quantity<D, Column> opaque(std::string_view function, Quantity<D, Column> value,
                           std::initializer_list<Argument> arguments) {
  return Quantity<D, Column>(
      opaque(function, std::move(value).base_units(), arguments, &Quantity<D>::dimension));
}

}  // namespace llmtco
