#pragma once
#include <array>
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

/// What a response is linear in: of inputs alone 1, z and z^2 of each; with the load u straight lines between these loads,
/// each 1 at its own and 0 from its neighbours on, and
///
///     z, z u, z l and z^2 of each input, z z' of each two,   l = -log(1 - u)
///
/// u is held within 0.01 and 0.985, for a queue that grows for ever has no percentile.
std::vector<Column> features_of(std::span<const SurfaceAxis> axes, std::span<const Column> inputs);
std::vector<Column> features_of(std::span<const SurfaceAxis> axes, std::span<const Column> inputs,
                                const Column& load);
inline constexpr std::array<double, 15> response_loads{0.0,  0.05, 0.1, 0.17, 0.25, 0.35, 0.45, 0.55,
                                                       0.65, 0.73, 0.8, 0.86, 0.91, 0.95, 0.985};

/// Coefficients of a smooth function of such features.
struct Response {
  std::vector<double> coefficients;

  Column at(std::span<const Column> features) const;
  /// In one draw.
  double at(std::span<const Column> features, std::size_t draw) const;
};

/// Loads as responses take them, worked out once for all that are asked at them.
class LoadTerms {
 public:
  explicit LoadTerms(const Column& load);

  const Column& load() const { return u_; }
  const Column& queue() const { return l_; }  ///< -log(1 - load)
  /// Straight lines through these values at response_loads.
  Column between(std::span<const double> values) const;

 private:
  Column u_, l_, part_;                           ///< of the way from one of response_loads to the next
  std::array<std::uint8_t, block_draws> from_{};  ///< that one; of a constant load the first alone counts
};

/// A response to inputs that are known: what is left is straight lines between loads, and a + b u + c l.
class LoadCurve {
 public:
  LoadCurve(const Response& response, std::span<const SurfaceAxis> axes, std::span<const Column> inputs);

  Column at(const LoadTerms& load) const;
  /// Adds to it at every load.
  void add(const Column& more) { alone_ += more; }

 private:
  std::vector<double> values_;
  Column alone_, by_load_, by_queue_;
};

/// Weighted least squares over some draws with a little ridge, so that inputs that move together share what they explain.
Response response_of(std::span<const Column> features, std::span<const std::size_t> draws,
                     std::span<const double> values, std::span<const double> weights);

}  // namespace llmtco
