#pragma once

#include <vector>

#include "random/distribution.h"

namespace llmtco::detail {

/// Quantile function of a smooth distribution as cubics in cells that follow
/// the bits of v = min(u, 1 - u): 32 cells in every octave [2^-k, 2^-k+1)
/// down to 2^-53, for each half of [0, 1]. The layout is that of kernels.h.
///
/// The nodes come from integrating, up from v = 2^-53 where the tail series gives the start,
///     d log x / d log v = v / (x f(x)),   f the density
/// by Runge-Kutta steps of fourth order, 16 an octave from v = 2^-13 up and 4 below. In the upper half of a
/// beta x stands for 1 - x; in that of a gamma the sign changes. log x is smooth in log v however far the
/// tail; going down from the median instead would amplify errors.
///
/// Largest error, as part of the width: 7e-9 for Beta(4, 3),
/// 3e-8 for Beta(1/2, 1/2), 1e-5 for Beta(0.1, 0.1).
std::vector<double> quantile_table(const distributions::Beta& d);
std::vector<double> quantile_table(const distributions::Gamma& d);

}  // namespace llmtco::detail
