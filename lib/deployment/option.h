#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cost/custom_lines.h"
#include "cost/tariff.h"
#include "performance/load.h"
#include "performance/source.h"
#include "performance/weights_ratio.h"
#include "quality/drawn_accuracy.h"
#include "units/units.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Share of right answers per request class, or why it is unknown.
struct OptionAccuracy {
  std::map<std::string, DrawnAccuracy> by_class;  ///< empty: unknown
  std::string note;                               ///< its source, or the reason
};

/// How fast one stream of a hosted endpoint is.
struct StreamSpeed {
  Uncertain<Seconds> ttft_p50;
  std::optional<Uncertain<Seconds>> ttft_p95;  ///< twice the median, if absent
  Uncertain<TokensPerSecond> output;
  std::string source;
};

/// Bought by the token.
struct ApiOption {
  Tariff tariff;
  Uncertain<double> cache_hit_rate;  ///< share of repeated input that is read from the cache
  bool cached = false;               ///< whether the provider's prompt cache is used at all
  std::optional<StreamSpeed> speed;  ///< unknown if absent
  std::string speed_note;            ///< why it is
  std::optional<Tokens> context{};   ///< longest call the model takes, with its answer; unknown if absent
};

/// A measured speed over that of 16-bit weights.
struct MeasuredRatio {
  Uncertain<double> speed_vs_f16;
  WeightsByRatio weights;
};

/// Factors of the parts of a step's time, where a calibration or a CPU gives them.
struct PartSpeeds {
  Uncertain<double> weights{1.0}, compute{1.0}, kv{1.0}, attention{1.0};
  std::optional<Uncertain<double>> blend{};  ///< exponent between reading weights and computing
  std::optional<MeasuredRatio> ratio{};      ///< gives the factor of weights, in place of `weights`
};

/// Machines that serve a model: what both rented and owned ones have.
struct Fleet {
  Replica replica;  ///< model, format, engine and accelerators of one copy, with its speeds
  std::vector<Uncertain<double>> speed{};  ///< of speed_variables(), in their order
  PartSpeeds parts{};
  std::optional<int> replicas{};    ///< fixed, or sized for the peak of each month of the horizon
  Uncertain<double> max_load{0.8};  ///< share of a replica's capacity planned for at peak
  /// Requests in flight per replica; as many as fit, up to the engine's limit, if absent.
  std::optional<double> max_batch{};
  Uncertain<double> cache_hit_rate;  ///< share of repeated input that the engine's prefix cache still holds
  std::optional<Uncertain<TokensPerSecond>> throughput{};  ///< measured output of a replica at capacity

  int gpus() const { return replica.placement.gpus(); }
  bool on_cpu() const { return replica.placement.accelerator.kind == Accelerator::Kind::cpu; }
};

struct RentedOption {
  Fleet fleet;
  Uncertain<UsdPerSecond> gpu_price;
  /// Pay for the replicas the mean load needs at the planned load, not for the peak.
  bool follow_load = false;
  std::string price_source;
};

struct OwnedOption {
  Fleet fleet;
  Uncertain<Usd> purchase;  ///< per accelerator
  std::string purchase_source;
  double life_months = 0;
  Uncertain<double> residual{}, cost_of_capital{}, maintenance{};
  Uncertain<Watts> power{}, idle_power{};  ///< per accelerator
  Uncertain<double> pue{1.0};
  Uncertain<UsdPerJoule> electricity{};
  std::string electricity_source{};
  std::optional<Uncertain<UsdPerJoule>> colocation{};
};

/// Shares of the requests sent to other options of the scenario.
struct SplitOption {
  struct Part {
    std::string option;
    Uncertain<double> share;
  };
  std::vector<Part> parts;
};

/// A bill given line by line.
struct CustomOption {
  std::vector<CustomLine> lines;
  std::optional<StreamSpeed> speed;
};

/// One way to serve the workload.
struct Option {
  std::string name;
  std::string description;
  std::variant<ApiOption, RentedOption, OwnedOption, SplitOption, CustomOption> is;
  OptionAccuracy accuracy;
  std::vector<CustomLine> other_costs;
  std::vector<std::string> assumptions;  ///< what the scenario left to defaults
  std::vector<OriginId> assumed{};       ///< their origins, in the same order
  SpeedSource speed{};                   ///< where its times come from
  std::string unavailable{};             ///< why it cannot be had on the scenario's day; empty where it can
};

}  // namespace llmtco
