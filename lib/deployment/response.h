#pragma once
#include <span>
#include <vector>

#include "columns/column.h"

namespace llmtco {

/// One input of a surface where it was made: it is centred and scaled by these, and held within what was seen.
struct SurfaceAxis {
  std::size_t input = 0;  ///< its place among all
  double middle = 0, width = 1, low = 0, high = 0;
};

/// The inputs that differ between some draws; those that are the same in all have no axis.
std::vector<SurfaceAxis> axes_of(std::span<const Column> inputs, std::span<const std::size_t> draws);

/// What a response is linear in: of inputs alone 1, z and z^2 of each; with the load u straight lines between 15 loads, and
///
///     z, z u, z l and z^2 of each input, z z' of each two,   l = -log(1 - u)
///
/// u is held within 0.01 and 0.985, for a queue that grows for ever has no percentile.
std::vector<Column> features_of(std::span<const SurfaceAxis> axes, std::span<const Column> inputs);
std::vector<Column> features_of(std::span<const SurfaceAxis> axes, std::span<const Column> inputs,
                                const Column& load);

/// Coefficients of a smooth function of such features.
struct Response {
  std::vector<double> coefficients;

  Column at(std::span<const Column> features) const;
  /// In one draw.
  double at(std::span<const Column> features, std::size_t draw) const;
};

/// Weighted least squares over some draws with a little ridge, so that inputs that move together share what they explain.
Response response_of(std::span<const Column> features, std::span<const std::size_t> draws,
                     std::span<const double> values, std::span<const double> weights);

}  // namespace llmtco
