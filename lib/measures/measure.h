#pragma once
#include <string_view>
#include <type_traits>

#include "stats/series.h"
#include "units/units.h"

namespace llmtco {

/// Which way a figure gets better.
enum class Better { lower, higher, neither };

/// What becomes of the draws of a figure.
enum class Reduction {
  summary,  ///< mean, standard deviation and quantiles: every draw is kept
  mean,     ///< mean alone: sums are kept
  share,    ///< the share of draws in which a mask of 0 and 1 holds: sums are kept
};

/// What of a bill a cost counts. Costs of two bases are never compared.
enum class Basis {
  none,          ///< no cost
  fully_loaded,  ///< every line
  marginal,      ///< energy and usage lines
  energy_only,   ///< energy lines
};

/// What a figure is about. Figures of a topic stand together in a report, beside the words on it, as where a
/// latency comes from or why it is unknown.
enum class Topic { demand, feasibility, cost, latency, accuracy, ranking, fleet, value };

/// What a figure counts: as reports write it, and its dimension. Figures are kept in base units.
struct FigureUnit {
  std::string_view text;  ///< "USD", "s"; empty for plain numbers
  Dimension dimension{};
};

/// A figure of an option or of the demand: what it is called, and all that recording, summing up and
/// reporting it needs. The list of all of them is measures/list.h.
struct Measure {
  std::string_view id;   ///< as gates and searches call it: "latency.ttft.p95"
  std::string_view key;  ///< its place in the JSON of an option or class: "ttft_s.p95"; empty: not reported,
                         ///< other figures are made of it
  Topic topic;
  FigureUnit unit;
  Better better;
  std::string_view says;  ///< one line for whoever meets the figure
  Reduction reduction = Reduction::summary;
  Basis basis = Basis::none;
  /// Ids of the figures it is the ratio of, draw by draw; empty where it is computed otherwise.
  std::string_view over{}, under{};
  bool only_where_known = false;  ///< JSON has no key of it, rather than null, where it does not apply

  constexpr bool is_ratio() const { return !over.empty(); }
  constexpr bool is_reported() const { return !key.empty(); }
};

/// What a series of the figure has to remember.
constexpr Retention retention(const Measure& measure) {
  return measure.reduction == Reduction::summary ? Retention::draws : Retention::sums;
}

namespace detail {
template <class Q>
struct DrawsOf {
  using type = Drawn<Q>;
  static constexpr Dimension dimension = Q::dimension;
};
template <>
struct DrawsOf<double> {
  using type = Column;
  static constexpr Dimension dimension = dimensionless;
};
}  // namespace detail

/// A measure whose draws are Drawn<Q>, or plain columns where Q is double: the compiler refuses others.
template <class Q>
struct MeasureOf {
  using Draws = typename detail::DrawsOf<Q>::type;
  const Measure* row;

  constexpr operator const Measure&() const { return *row; }  // NOLINT(google-explicit-constructor)
};

/// Of which request class and of which month of the horizon a figure is, each numbered from 0: chat's TTFT in
/// the busiest month. A figure of an option without a class is that of all its requests, one without a month
/// that of the average month.
struct Subject {
  static constexpr int all = -1;
  int request_class = all;
  int month = all;

  friend constexpr auto operator<=>(const Subject&, const Subject&) = default;
};

std::string_view name(Basis basis);

}  // namespace llmtco
