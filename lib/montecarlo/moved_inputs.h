#pragma once
#include <cstddef>
#include <vector>

#include "host/thread_pool.h"
#include "montecarlo/explanation.h"
#include "variables/draws.h"

namespace llmtco {

/// Draws by their value, the smallest first; of equal ones the earlier first.
std::vector<std::size_t> ranked_draws(const std::vector<double>& values);

/// Place of a percentile among `draws` ranked ones, numbered from 0: the smallest rank that P % of them do not
/// exceed. P95 of 1,000: 949; P0: 0.
std::size_t nearest_rank(double percentile, std::size_t draws);

/// The draws from one percentile below to one above, in the order of draws. P95 of 1,000: ranks 940 to 959.
std::vector<std::size_t> around(double percentile, const std::vector<std::size_t>& ranked);

/// How many blocks of draws there are, and who works on them.
struct BlockWork {
  std::size_t blocks;
  ThreadPool& pool;
};

/// The drawn inputs of an explanation that are elsewhere in some of the draws, ascending, the farthest first:
/// more than three standard errors of the mean of so many draws.
std::vector<MovedInput> moved_inputs(const Variables& variables, const Draws& draws, const BlockWork& run,
                                     const std::vector<std::size_t>& there,
                                     const std::vector<ExplainedStep>& steps);

}  // namespace llmtco
