#include "kernel/bench_log.h"

#include <algorithm>
#include <iterator>

#include "host/clock.h"
#include "kernel/bench.h"

namespace llmtco::kernel::detail {
namespace {

constexpr double window_seconds = 0.2;
constexpr double most_waited = 0.01;  // of the time

}  // namespace

int samples_needed(int batch) { return batch == 1 ? least_pairs : 2; }

WindowLog::WindowLog() { open(); }

WindowLog::WindowLog(const std::vector<double>& others_shares)
    : others_share_(others_shares), length_(others_shares.size(), window_seconds) {}

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

Interruptions::Interruptions() : before_(cores_lost()), began_(wall_seconds()) {}

bool Interruptions::any() const {
  const double length = wall_seconds() - began_;
  const CoresLost now = cores_lost();
  return detail::interrupted(length, longest_wait(before_, now), now.taken - before_.taken);
}

bool interrupted(double seconds, std::optional<double> longest_wait, long taken) {
  return longest_wait ? *longest_wait > most_waited * seconds : taken > 0;
}

int Cell::interrupted() const {
  return static_cast<int>(
      std::count_if(samples.begin(), samples.end(), [](const PointSample& s) { return s.interrupted; }));
}

Kept kept(const Cell& cell, const WindowLog& windows) {
  const std::size_t needed = static_cast<std::size_t>(samples_needed(cell.batch));
  std::vector<PointSample> whole, quiet;
  std::copy_if(cell.samples.begin(), cell.samples.end(), std::back_inserter(whole),
               [](const PointSample& s) { return !s.interrupted; });
  std::copy_if(whole.begin(), whole.end(), std::back_inserter(quiet),
               [&](const PointSample& s) { return windows.quiet(s.window); });
  if (quiet.size() >= needed) return {std::move(quiet), true, true};
  if (whole.size() >= needed) return {std::move(whole), true, false};
  return {cell.samples, false, false};
}

}  // namespace llmtco::kernel::detail
