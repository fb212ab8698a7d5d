#pragma once

#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "measured/cases.h"

namespace llmtco {

/// The user's rows on top of the shipped fit: for each accelerator, engine and part of a time (decode,
/// prefill) a factor of the predicted time. Two levels, both on the scale of logarithms:
///
///     log(measured / predicted) of row i in placement g = e_i (x + u_g) + noise_i
///     x ~ N(0, tau^2)      accelerator and engine: what speed_variables() gives the two
///     u_g ~ N(0, sigma^2)  model and format on them: the rest
///     noise_i              10 % of a row, 7 % of a single stream's decode rate,
///                          30 % of a time to first token
///
/// A row more than 2.5 of its own standard deviations off (noise, tau and sigma together) is odd: its noise
/// grows as many times, so that one such row moves little and many that agree still win.
///
/// e_i is how far the factor moves that row's prediction (1 for a decode rate, less for a TTFT with a fixed
/// part). Of the rows of placement g remain a mean y_g and its precision A_g = sum (e_i / noise_i)^2, and
///
///     v = 1 / (1 / tau^2 + sum_g 1 / (sigma^2 + 1 / A_g))        m = v sum_g y_g / (sigma^2 + 1 / A_g)
///     u_g + x:  b = sigma^2 / (sigma^2 + 1 / A_g)
///               mean (1 - b) m + b y_g,  variance (1 - b)^2 v + (1 - b) sigma^2
///
/// Worked example: tau = 0.1, sigma = 0.1, one decode rate with noise 0.07 that took 1.2 times as long as
/// predicted (y = 0.1823): A = 204.1, v = 1 / (100 + 1 / 0.0149) = 0.005984, m = 0.0732, so any model: 1.076;
/// b = 0.6711, this placement: exp(0.329 x 0.0732 + 0.6711 x 0.1823) = 1.158. An output rate of a full queue
/// does not tell which part is slow and moves both. Left out: that decode and prefill of one machine go
/// together; rows of MLPerf, of whole batches' TTFT and of speculation, which give no factor (said in
/// `reasons`). Source: Gelman et al., Bayesian Data Analysis, 3rd ed., section 5.4 (normal hierarchy with
/// known variances).
std::vector<SpeedFactor> speed_factors(const Cases& cases, const Coefficients& coefficients,
                                       std::vector<std::string>& reasons);

/// Adds them to a calibration, with the date of the speed model they are relative to.
void add_speed_factors(const Cases& cases, const Coefficients& coefficients, Calibration& calibration);

/// Observations of llama-bench and vllm bench serve as measured rows, decode speeds first, then latencies,
/// then throughputs. A run at a request rate is
/// a closed loop with rate x (TTFT + output x TPOT) in flight (Little's law).
/// Observations without a weight format give no row, and a reason.
std::vector<MeasuredRow> rows_of(const std::vector<Observation>& observations,
                                 std::vector<std::string>& reasons);

/// Names that drivers and engines give things, as the catalogue knows them: "NVIDIA GeForce RTX 4090" is an
/// RTX 4090, "Q4_K - Medium" is Q4_K_M.
std::string catalogue_hardware(const std::string& name);
std::string catalogue_format(const std::string& name);

}  // namespace llmtco
