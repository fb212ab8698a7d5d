#pragma once
#include <string>
#include <vector>

#include "units/quantity.h"

namespace llmtco {

/// What a number that the scenario leaves out may well be instead of what is assumed.
struct Alternative {
  enum class How {
    value,      ///< this one, in base units
    times,      ///< so many times what is assumed
    rest_times  ///< of a share: so many times what it leaves of the whole, at most all of it
  };

  std::string words;  ///< as people read it: "half", "60 %", "4"
  How how = How::value;
  double by = 0;

  /// What stands in place of `assumed`. Example: half the rest of 86 % is 93 %, twice the rest 72 %.
  double of(double assumed) const;
};

/// Another value.
///
///     instead(0.6, "60 %"), instead(1000 * token / request, "1,000 tokens")
inline Alternative instead(double value, std::string words) {
  return {std::move(words), Alternative::How::value, value};
}
template <Dimension D>
Alternative instead(Quantity<D> value, std::string words) {
  return {std::move(words), Alternative::How::value, value.base_units()};
}

/// Half and twice what is assumed, which goes for whatever nobody says more of.
std::vector<Alternative> half_and_twice();

/// Half and twice as many wrong answers as a share of right ones leaves.
std::vector<Alternative> half_and_twice_the_wrong();

}  // namespace llmtco
