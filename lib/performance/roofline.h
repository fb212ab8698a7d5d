#pragma once
#include <string>
#include <vector>

#include "performance/predict.h"

namespace llmtco {

/// A step of one GPU on its roofline.
struct RooflinePoint {
  double size = 0;        ///< sequences decoded, or tokens of the prompt
  double intensity = 0;   ///< FLOP for each byte that it moves
  double reached = 0;     ///< FLOP/s of the prediction
  double attainable = 0;  ///< FLOP/s by the datasheet: the least of memory and units allows

  double share() const { return reached / attainable; }
};

/// What the datasheet of one GPU allows at every intensity, and where steps of a placement lie:
///
///     attainable = min(bandwidth x intensity, peak)
///
/// The peak is that of the weights' format. Steps that compute a part in 16 bits, as attention, attain less than the roof.
/// GPUs that share a layer each do their part; stages do theirs one after another, so that a rate is that of the stage at
/// work. Worked example, Llama 3.1 8B in FP16, one sequence, no context: 15.0 GFLOP over 15.0 GB, so 1 FLOP a byte; an H100
/// of 3.35 TB/s and 989 TFLOP/s attains 3.35 TFLOP/s of those.
/// Source: Williams, Waterman, Patterson, "Roofline", CACM 52(4), 2009.
struct Roofline {
  double bandwidth = 0;    ///< bytes/s
  double peak = 0;         ///< FLOP/s
  RooflinePoint decode{};  ///< at the batch that is asked for
  RooflinePoint prefill{};
  std::vector<RooflinePoint> batches{};  ///< decode at 1, 2, 4 ... sequences, as many as fit
  std::string none{};                    ///< why there is no one roofline; empty where there is

  /// FLOP for each byte from which on the units limit.
  double ridge() const { return peak / bandwidth; }
};

/// Of a placement that runs. Predictions are those of predict(), without guessed tokens.
Roofline roofline_of(const Query& query, const Prediction& prediction,
                     const Coefficients& coefficients = shipped_coefficients());

}  // namespace llmtco
