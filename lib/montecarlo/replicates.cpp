#include "montecarlo/replicates.h"

#include <cassert>

#include "stats/estimate.h"

namespace llmtco {
namespace {

/// Every number of a result, in one order; those of one study that has the same structure in all its parts.
class Numbers {
 public:
  std::vector<Estimate*> list;
  std::vector<Estimate*> shares;  ///< those of them that are parts of all draws

  void add(Estimate& estimate) { list.push_back(&estimate); }
  void add_share(Estimate& estimate) {
    add(estimate);
    shares.push_back(&estimate);
  }
  void add(Summary& s) {
    for (Estimate* estimate : {&s.mean, &s.sd, &s.p5, &s.p50, &s.p95}) list.push_back(estimate);
  }
  void add(Statistics& statistics) {
    switch (statistics.reduction) {
      case Reduction::summary:
        return add(static_cast<Summary&>(statistics));
      case Reduction::mean:
      case Reduction::p99:
      case Reduction::worst:
        return add(statistics.mean);
      case Reduction::share:
        return add_share(statistics.mean);
    }
  }
  template <class T>
  void add(Figures<T>& figures) {
    for (auto& figure : figures) add(figure.value);
  }
  void add(OptionResult& option) {
    add(option.figures);
    for (std::vector<LineResult>* lines : {&option.lines, &option.cash}) {
      for (LineResult& line : *lines) {
        add(line.quantity);
        add(line.unit_price_usd);
        add(line.monthly_usd);
      }
    }
  }
  void add(Result& result) {
    add(result.demand);
    for (OptionResult& option : result.options) add(option);
  }
  void add(OptionDifference& option) {
    add(option.changes);
    add(option.relative);
  }
  void add(ContestResult& contest) {
    add(contest.difference);
    for (Figures<Estimate>* shares : {&contest.below, &contest.above}) {
      for (auto& share : *shares) add_share(share.value);
    }
  }
  void add(RunResult& run) {
    for (ContestResult& contest : run.contests) add(contest);
    for (Result& result : run.results) add(result);
    for (std::vector<OptionDifference>& options : run.differences) {
      for (OptionDifference& option : options) add(option);
    }
  }
};

/// Why an option cannot serve, from the first part that has draws in which it cannot.
void take_reasons(const Result& from, Result& to) {
  for (std::size_t i = 0; i < to.options.size(); ++i) {
    if (to.options[i].reason.empty()) to.options[i].reason = from.options[i].reason;
  }
}

}  // namespace

RunResult merged(std::vector<RunResult> parts, std::size_t draws) {
  assert(parts.size() >= 2);
  std::vector<Numbers> numbers(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) numbers[i].add(parts[i]);
  std::vector<double> values(parts.size());
  for (std::size_t n = 0; n < numbers[0].list.size(); ++n) {
    double sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) sum += values[i] = numbers[i].list.at(n)->value;
    const double mean = sum / static_cast<double>(parts.size());
    const double half_width = t_half_width(values);
    *numbers[0].list[n] = {mean, mean - half_width, mean + half_width};
  }
  for (Estimate* share : numbers[0].shares) *share = proportion(*share, draws);
  for (const RunResult& part : parts) {
    for (std::size_t s = 0; s < part.results.size(); ++s) take_reasons(part.results[s], parts[0].results[s]);
  }
  return std::move(parts[0]);
}

}  // namespace llmtco
