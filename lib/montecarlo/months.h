#pragma once
#include <vector>

#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Adds to the evaluations of the average month what each month of the horizon comes to: cost, damage, replicas.
/// Where no class grows, months are alike and nothing is added: the average month is each of them.
void add_months(const Study& study, const std::vector<Prepared>& prepared, const Traffic& traffic,
                const Block& block, std::vector<Evaluation>& evaluations);

/// Completes a result: gives each month the figures of the average month where months are alike, and a class that is
/// alone those of all requests.
void add_alike(const Study& study, Result& result);

}  // namespace llmtco
