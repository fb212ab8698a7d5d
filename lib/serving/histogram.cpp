#include "serving/histogram.h"

#include <algorithm>
#include <cmath>

namespace llmtco::serving {

Picoseconds TimeHistogram::lower(std::size_t at) {
  if (at < 2 * per_doubling) return static_cast<Picoseconds>(at);
  const std::size_t shift = at / per_doubling - 1;
  return static_cast<Picoseconds>(at - shift * per_doubling) << shift;
}

/// Step times only grow along a stretch, so the steps of a class follow each other: from one class to the next.
void TimeHistogram::add(const Stretch& steps, std::int64_t k, std::int64_t count) {
  const std::size_t last = class_of(steps.step(k - 1));
  for (std::int64_t j = 0; j < k;) {
    const std::size_t at = class_of(steps.step(j));
    std::int64_t end = k;
    if (at != last) {
      const Picoseconds next = lower(at + 1);  // the first step of at least this time
      end = std::clamp((next - steps.first + steps.slope - 1) / steps.slope, j + 1, k);
    }
    counts_[at] += (end - j) * count;
    j = end;
  }
  total_ += k * count;
}

TimeHistogram& TimeHistogram::operator+=(const TimeHistogram& more) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += more.counts_[i];
  total_ += more.total_;
  return *this;
}

double TimeHistogram::mean() const {
  if (total_ == 0) return 0;
  double sum = 0;
  for (std::size_t i = 0; i + 1 < counts_.size(); ++i) {
    if (counts_[i] > 0)
      sum += static_cast<double>(counts_[i]) * 0.5 * (in_seconds(lower(i)) + in_seconds(lower(i + 1)));
  }
  return sum / static_cast<double>(total_);
}

double TimeHistogram::quantile(double p) const {
  if (total_ == 0) return 0;
  const auto wanted = static_cast<std::int64_t>(std::ceil(p * static_cast<double>(total_)));
  std::int64_t seen = 0;
  for (std::size_t i = 0; i + 1 < counts_.size(); ++i) {
    seen += counts_[i];
    if (seen >= wanted && counts_[i] > 0) return 0.5 * (in_seconds(lower(i)) + in_seconds(lower(i + 1)));
  }
  return 0;
}

}  // namespace llmtco::serving
