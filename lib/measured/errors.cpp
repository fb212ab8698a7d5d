#include "measured/errors.h"

#include <cmath>

#include "stats/quantiles.h"

namespace llmtco {

Errors errors_of(const std::vector<double>& deviations) {
  std::vector<double> sizes;
  for (const double d : deviations) sizes.push_back(std::fabs(d));
  const double middle[] = {0.5}, middle_and_tail[] = {0.5, 0.9};
  const std::vector<double> size = quantiles(sizes, middle_and_tail);
  return {.median = size[0], .p90 = size[1], .bias = quantiles(deviations, middle).front()};
}

}  // namespace llmtco
