#pragma once
#include <optional>
#include <string>
#include <vector>

#include "random/distribution.h"
#include "serving/request.h"

namespace llmtco::serving {

/// How long prompts or answers are, in tokens.
struct Lengths {
  enum class Kind { fixed, uniform, lognormal };

  Kind kind = Kind::fixed;
  double low = 1, high = 1;  ///< of `uniform`, both counted
  double mean = 1;           ///< of the others
  double cv = 0;             ///< standard deviation / mean, of `lognormal`
};

/// "512", or "400-600" for any whole number of the range alike; with `cv` above 0 a mean of lognormal lengths. Nothing
/// where it is none of these or beyond 1 to 10 million.
std::optional<Lengths> parse_lengths(const std::string& text, double cv = 0);
double mean_of(const Lengths& lengths);
Distribution distribution_of(const Lengths& lengths);
std::int32_t whole_tokens(double drawn);  ///< the nearest whole number within 1 to 10 million

/// When requests come: `rate` a second on average.
///
///     poisson   gaps between them are exponential: cv 1
///     gamma     gaps are gamma with a coefficient of variation of its own: above 1 in bursts, below 1 evenly
///     fixed     all gaps are the same
struct Arrivals {
  enum class Kind { poisson, gamma, fixed };

  Kind kind = Kind::poisson;
  double rate = 1;
  double cv = 1;  ///< of `gamma`
  /// Weights of the hours of a day from midnight, or of a week from Monday's, which repeat; empty: every hour alike. The
  /// mean rate stays.
  std::vector<double> hours;
};

struct SyntheticLoad {
  std::size_t requests = 1000;
  Arrivals arrivals;
  Lengths input{.mean = 512}, output{.mean = 256};
  int in_flight = 0;  ///< above 0: a closed loop, and the arrivals are not used
  std::uint64_t seed = 1;
};

/// Requests drawn so that number i is the same whatever the rate and whatever the others are: its gap is that of rate 1
/// divided by the rate, so that two rates differ by nothing but the clock (common random numbers).
///
/// With weights of hours, the time of a request is that at which as much has been expected as the sum of its gaps at a
/// rate of 1: bursts and hours multiply. Throws InputError where the last one comes after 53 days.
Load synthetic_load(const SyntheticLoad& wanted);

}  // namespace llmtco::serving
