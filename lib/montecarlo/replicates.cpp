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

}  // namespace

void Merger::take(std::size_t part, RunResult result) {
  Numbers numbers;
  numbers.add(result);
  for (const Estimate* each : numbers.list) values_[part].push_back(each->value);
  for (const Result& study : result.results) {
    std::vector<std::string>& reasons = reasons_[part].emplace_back();
    for (const OptionResult& option : study.options) reasons.push_back(option.reason);
  }
  if (part == 0) first_ = std::move(result);
}

RunResult Merger::merged(std::size_t draws) && {
  assert(values_.size() >= 2);
  Numbers numbers;
  numbers.add(first_);
  std::vector<double> values(values_.size());
  for (std::size_t n = 0; n < numbers.list.size(); ++n) {
    double sum = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) sum += values[i] = values_[i].at(n);
    const double mean = sum / static_cast<double>(values_.size());
    const double half_width = t_half_width(values);
    *numbers.list[n] = {mean, mean - half_width, mean + half_width};
  }
  for (Estimate* share : numbers.shares) *share = proportion(*share, draws);
  // Why an option cannot serve, from the first part that has draws in which it cannot.
  for (std::size_t s = 0; s < first_.results.size(); ++s) {
    for (std::size_t o = 0; o < first_.results[s].options.size(); ++o) {
      std::string& reason = first_.results[s].options[o].reason;
      for (std::size_t i = 1; i < reasons_.size() && reason.empty(); ++i) reason = reasons_[i][s][o];
    }
  }
  return std::move(first_);
}

}  // namespace llmtco
