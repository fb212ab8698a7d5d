#pragma once
#include <optional>

#include "fitting/served_simulation.h"
#include "serving/largest_rate.h"

namespace llmtco {

/// What MLPerf asks of a server for 99 of 100 requests; nothing for models and scenarios that have other rules.
/// Source: mlcommons/inference_policies, inference_rules.adoc, latency constraints of round 5.1.
std::optional<serving::Service> mlperf_service(const std::string& model, const std::string& scenario);

/// Output tokens/s of a replica at the largest Poisson rate that keeps the limits of the row's scenario; nothing where it
/// has none that we know, 0 where no rate keeps them.
///
/// Lengths of prompts are not in MLPerf's logs: the means of the speed model (`mlperf.input`), lognormal with a coefficient
/// of variation of 0.7, as answers. Requests come from within the machine and answers go nowhere, so that nothing is
/// outside of the steps and no token is sent; a submission's own tuning is that of the speed model (`mlperf.tuned`).
std::optional<double> searched_rate(const ServedRow& row, const ServedMachine& machine,
                                    const Coefficients& coefficients);

}  // namespace llmtco
