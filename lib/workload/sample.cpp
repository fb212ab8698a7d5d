#include "workload/sample.h"

#include <cassert>
#include <cmath>

namespace llmtco {

SampleLength length_of_sample(std::span<const double> tokens) {
  assert(!tokens.empty());
  const double n = static_cast<double>(tokens.size());
  double sum = 0, squares = 0;
  for (const double each : tokens) sum += each;
  const double mean = sum / n;
  for (const double each : tokens) squares += (each - mean) * (each - mean);
  return {.mean = mean, .cv = mean > 0 ? std::sqrt(squares / n) / mean : 0};
}

}  // namespace llmtco
