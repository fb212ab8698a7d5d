#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stats/estimate.h"
#include "text/diagnostics.h"

namespace llmtco {

/// What is kept on a task class: (1 - loss of multiple choice) to a power.
struct TaskPower {
  std::string task;
  Estimate power{};
  std::string source, as_of;
};

/// Share of right answers of multiple choice that keys and values of up to so many bits a number cost.
struct CacheLoss {
  double bits = 0;
  Estimate loss{};
  std::string source, as_of;
};

/// How far single tokens of a quantized model are from those of the 16-bit one, on one text.
struct FormatTail {
  std::string format, model;
  std::optional<double> mean_dp;      ///< change of the right token's probability, points
  std::optional<double> p1_dp;        ///< 1 % of tokens lose more
  std::optional<double> p01_dp;       ///< 0.1 % lose more
  std::optional<double> kld_median;   ///< divergence, nat
  std::optional<double> kld_mean;     ///< the same
  std::optional<double> kld_p99;      ///< the same, exceeded by 1 % of tokens
  std::optional<double> kld_p999;     ///< by 0.1 %
  std::optional<double> top_differs;  ///< share of tokens of which another became the likeliest
  std::string source, as_of;
};

struct FormatEffects {
  std::vector<TaskPower> tasks;
  std::vector<CacheLoss> caches;  ///< bits ascending
  std::vector<FormatTail> tails;
};

/// data/format_effects.yaml, built in.
const FormatEffects& shipped_format_effects();
FormatEffects read_format_effects(std::string text, const std::string& name, Diagnostics& diagnostics);

/// Share lost on a task by what loses `loss` of multiple choice; a task that is not known loses the same.
///
///     1 - (1 - loss)^power, its interval from both: logarithms of -ln(1 - loss) and of the power add up
///
/// Worked example: 24.9 % of MMLU at a power of 2.5: 1 - 0.751^2.5 = 51.1 %; measured 51.7 % (GSM8K, Qwen3-8B
/// in W2G64). Losses of a benchmark below 0 are left out.
Estimate task_loss(const Estimate& loss, std::string_view task,
                   const FormatEffects& effects = shipped_format_effects());

/// Loss by the cache on multiple choice; none at more bits than any row has. Requires bits > 0.
Estimate cache_loss(double bits, const FormatEffects& effects = shipped_format_effects());

/// Losses of two independent causes together: 1 - (1 - a)(1 - b), spreads adding up in squares.
Estimate both_losses(const Estimate& a, const Estimate& b);

/// The first row of a format that tells how much 1 % of tokens lose, else the first; null where there is none.
const FormatTail* tail_of(std::string_view format, const FormatEffects& effects = shipped_format_effects());

/// "1 % of tokens lose more than 19.6 points of probability, 0.1 % more than 56.1 (Llama-3-8B)".
std::string tail_text(const FormatTail& tail);

}  // namespace llmtco
