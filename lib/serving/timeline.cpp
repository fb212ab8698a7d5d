#include "serving/timeline.h"

#include <algorithm>

namespace llmtco::serving {
namespace {

void add_span(Timeline::Span& to, const Timeline::Span& more) {
  to.batch += more.batch;
  to.kv_blocks += more.kv_blocks;
  to.queued += more.queued;
  to.busy += more.busy;
  to.tokens += more.tokens;
}

Timeline::Span scaled(const Timeline::Span& s, double factor) {
  return {.batch = s.batch * factor,
          .kv_blocks = s.kv_blocks * factor,
          .queued = s.queued * factor,
          .busy = s.busy * factor,
          .tokens = s.tokens * factor};
}

}  // namespace

void Timeline::coarsen() {
  ++shift_;
  const std::size_t half = (sums_.size() + 1) / 2;
  for (std::size_t i = 0; i < half; ++i) {
    Span both = sums_[2 * i];
    if (2 * i + 1 < sums_.size()) add_span(both, sums_[2 * i + 1]);
    sums_[i] = both;
  }
  sums_.resize(half);
}

void Timeline::close() {
  if (open_end_ == 0) return;
  add_span(sums_[at_], open_);
  open_ = {};
  open_end_ = 0;
}

/// A state that reaches beyond the span at hand: to each span its part of the time. The span it ends in is opened.
void Timeline::add_across(Picoseconds from, Picoseconds to, const State& state) {
  if (to <= from) return;
  close();
  end_ = to;
  while (((to - 1) >> shift_) >= static_cast<Picoseconds>(most)) coarsen();
  const auto last = static_cast<std::size_t>((to - 1) >> shift_);
  if (sums_.size() <= last) sums_.resize(last + 1);
  const double whole = static_cast<double>(to - from);
  for (std::size_t i = static_cast<std::size_t>(from >> shift_); i <= last; ++i) {
    const Picoseconds low = std::max(from, static_cast<Picoseconds>(i) << shift_);
    const Picoseconds high = std::min(to, static_cast<Picoseconds>(i + 1) << shift_);
    const double time = static_cast<double>(high - low);
    Span& s = sums_[i];
    s.batch += state.batch * time;
    s.kv_blocks += state.kv_blocks * time;
    s.queued += state.queued * time;
    s.busy += state.busy * time;
    s.tokens += state.tokens * time / whole;
  }
  at_ = last;
  open_end_ = static_cast<Picoseconds>(last + 1) << shift_;
}

Timeline& Timeline::operator+=(Timeline more) {
  close();
  more.close();
  while (shift_ < more.shift_) coarsen();
  while (more.shift_ < shift_) more.coarsen();
  if (sums_.size() < more.sums_.size()) sums_.resize(more.sums_.size());
  for (std::size_t i = 0; i < more.sums_.size(); ++i) add_span(sums_[i], more.sums_[i]);
  end_ = std::max(end_, more.end_);
  return *this;
}

std::vector<Timeline::Span> Timeline::spans() const {
  std::vector<Span> averages;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const Picoseconds low = static_cast<Picoseconds>(i) << shift_;
    const double time = static_cast<double>(std::min(end_, low + span()) - low);
    Span sum = sums_[i];
    if (open_end_ > 0 && i == at_) add_span(sum, open_);
    Span mean = scaled(sum, 1 / time);
    mean.tokens *= ps_per_second;
    averages.push_back(mean);
  }
  return averages;
}

}  // namespace llmtco::serving
