#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "quality/format_effects.h"

namespace llmtco {

/// How much more single tokens lose in a weight format than in 8 bits, where nothing measurable is lost.
struct TailFactor {
  double low = 1, high = 1;  ///< over models and over the worst 1 % and 0.1 % of tokens
  std::string of;            ///< what was measured, or between what it lies; empty at 8 bits and more
};

/// The ratio of what 1 % and 0.1 % of tokens lose of the right token's probability to what they lose in 8 bits, on each
/// model measured in both:
///
///     factor = p1(format) / p1(gguf-q8_0) and p01(format) / p01(gguf-q8_0), from the least to the largest
///
/// Worked example, gguf-q4_k_m: Llama 3 8B 19.567 / 3.698 = 5.3 and 56.054 / 6.579 = 8.5, Llama 2 7B 11.433 / 1.862 = 6.1 and
/// 26.433 / 3.252 = 8.1: 5.3 to 8.5.
///
/// Where divergences alone are known, which grow with the square of what is lost: the root of their ratio to gguf-q6_k's on
/// the same model, times the factor of that. A format that nobody measured lies by its bits between the two that were, on
/// straight lines of logarithms; below the least of them it has the factor of that one.
///
/// Left out: what tokens of other models, languages and methods lose at the same bits; the rows are of models of 7 and 8 B,
/// and larger ones lose less.
TailFactor tail_factor(const WeightFormat& format, const Catalog& catalog,
                       const FormatEffects& effects = shipped_format_effects());

}  // namespace llmtco
