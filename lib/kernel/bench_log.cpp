#include "kernel/bench_log.h"

#include <algorithm>

#include "host/clock.h"
#include "kernel/bench.h"

namespace llmtco::kernel::detail {
namespace {
constexpr double window_seconds = 0.1;
}

int samples_needed(int batch) { return batch == 1 ? least_pairs : 2; }

WindowLog::WindowLog() { open(); }

void WindowLog::open() {
  opened_ = wall_seconds();
  others_ = others_cpu_seconds();
}

std::size_t WindowLog::current() {
  if (wall_seconds() - opened_ >= window_seconds) close();
  return others_share_.size();
}

void WindowLog::close() {
  const double length = wall_seconds() - opened_;
  if (length <= 0) return;
  others_share_.push_back(std::max(0.0, (others_cpu_seconds() - others_) / length));
  length_.push_back(length);
  open();
}

double WindowLog::others_share() const {
  double used = 0;
  double total = 0;
  for (std::size_t i = 0; i < length_.size(); ++i) {
    used += others_share_[i] * length_[i];
    total += length_[i];
  }
  return total > 0 ? used / total : 0;
}

}  // namespace llmtco::kernel::detail
