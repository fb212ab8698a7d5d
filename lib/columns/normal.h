#pragma once

namespace llmtco {

/// Quantiles of the standard normal distribution: P(Z <= z95) = 0.95, P(Z <= z975) = 0.975. A 90 % interval
/// reaches z95 standard deviations to either side, a 95 % interval z975.
inline constexpr double z95 = 1.6448536269514722;
inline constexpr double z975 = 1.959963984540054;

}  // namespace llmtco
