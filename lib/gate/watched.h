#pragma once
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gate/gate.h"
#include "montecarlo/run.h"

namespace llmtco {

/// A figure of an option whose draws are wanted, of one of the studies of a run.
struct WantedDraws {
  std::size_t study = 0;
  std::string option{};
  GateSubject subject{};  ///< the figure, class, month and line; what is taken over the draws is nothing here
};

/// A line of a bill, as people read it, and where its price comes from.
struct SeenLine {
  std::string text;
  OriginId price;
};

/// The draws of some figures of a run, kept as they come by.
class WatchedDraws {
 public:
  /// The studies outlive it.
  WatchedDraws(std::vector<const Study*> studies, std::vector<WantedDraws> wanted);

  /// Room for the draws of a plan; what was known is forgotten.
  void begin(const SamplingPlan& plan);
  /// Run::watch.
  void see(const SeenDraws& draws);

  /// Every draw of a figure, in the order of `wanted`; nothing where the option has no such figure.
  std::optional<std::span<const double>> draws(std::size_t which) const;
  /// The lines of an option's bill.
  const std::vector<SeenLine>& lines(std::size_t study, const std::string& option) const;

 private:
  bool copy(const WantedDraws& wanted, const Recording& recording, double* out) const;
  void take_lines(const std::vector<Recording>& recordings);

  std::vector<const Study*> studies_;
  std::vector<WantedDraws> wanted_;
  std::vector<std::vector<double>> draws_;
  std::vector<char> known_;
  std::vector<std::vector<std::vector<SeenLine>>> lines_;  ///< of each study, of each option
  std::mutex mutex_;
};

}  // namespace llmtco
