#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostics.h"

namespace llmtco {

/// One number of the speed model with its prior and what the fit made of it.
struct Coefficient {
  /// Where the fit moves: log for positive numbers, logit for efficiencies, which so stay inside (0, 1).
  /// Fixed ones are published facts, not fitted.
  enum class Scale { log, logit, fixed };

  std::string name;  ///< server.weight_efficiency; effects of one engine, version or GPU class end in @which
  double value = 0;
  double p5 = 0, p95 = 0;  ///< from the curvature of the fit at its optimum
  double prior = 0;
  double spread = 0;  ///< standard deviation of the prior on the scale
  Scale scale = Scale::log;
  int rows = 0;  ///< rows whose prediction it moves
};

/// Accelerators of one generation, which share effects.
struct GpuClass {
  std::string name;
  /// Dense FP16 operations of one multiprocessor per clock, so that peak / it = SM x clock.
  double flop_per_clock = 0;
  /// Sustained matrix products stop at the board's power rather than at the units.
  bool power_limited = false;
  /// Dense FP16 operations per joule of the chip's flagship, datasheet peak / watts; 0 where it is not known.
  double flop_per_joule = 0;
  std::vector<std::string> accelerators;  ///< ids
};

/// Prediction intervals of an error class: quantiles of measured / predicted over held-out rows.
struct Spread {
  std::string stratum;
  /// Of a GPU, model or test that the fit has not seen: 5 % and 95 % quantile over rows left out by each of them.
  double low = 1, high = 1;
  /// Of a GPU under an engine version that it has seen, in other configurations: models, formats, GPUs.
  double seen_low = 1, seen_high = 1;
  /// Shares of the variance of log(measured / predicted) that rows of one GPU, one engine have in common.
  double hardware = 0, engine = 0;
  int rows = 0;
};

/// data/performance.yaml. Lookups are by name; a missing effect is 1.
class Coefficients {
 public:
  Coefficients() = default;
  Coefficients(std::vector<Coefficient> list, std::vector<Spread> spreads, std::vector<GpuClass> classes,
               std::string as_of, std::string source);

  /// Requires that the coefficient exists.
  double operator()(std::string_view name) const;
  /// name@which, such as "server.overhead" and "vllm"; 1 if there is none.
  double effect(std::string_view name, std::string_view which) const;
  const Coefficient* find(std::string_view name) const;
  /// The spread of a stratum; the widest of all if it has none.
  const Spread& spread(std::string_view stratum) const;

  /// The class that lists an accelerator; "unlisted" for others.
  const GpuClass& gpu_class(std::string_view accelerator) const;
  const std::vector<GpuClass>& classes() const { return classes_; }
  const std::vector<Coefficient>& list() const { return list_; }
  const std::vector<Spread>& spreads() const { return spreads_; }
  const std::string& as_of() const { return as_of_; }
  const std::string& source() const { return source_; }

  void set(std::size_t index, double value) { list_[index].value = value; }
  /// A fixed value, new or in place of the one there is.
  void put(std::string name, double value);
  void set_spreads(std::vector<Spread> spreads) { spreads_ = std::move(spreads); }
  void set_origin(std::string as_of, std::string source) {
    as_of_ = std::move(as_of);
    source_ = std::move(source);
  }

 private:
  std::vector<Coefficient> list_;  // sorted by name
  std::vector<Spread> spreads_;
  std::vector<GpuClass> classes_;
  std::string as_of_, source_;
};

/// Reads the text of a coefficient file; mistakes go to the diagnostics.
Coefficients read_coefficients(std::string text, const std::string& name, Diagnostics& diagnostics);
std::string written(const Coefficients& coefficients);

/// The coefficients built into the program, read once.
const Coefficients& shipped_coefficients();

}  // namespace llmtco
