#include "montecarlo/moved_inputs.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/parallel.h"

namespace llmtco {
namespace {

/// Draws around a percentile, on either side.
constexpr double half_band = 0.01;
/// Standard errors that an input must be off.
constexpr double least_errors = 3;

/// Sums of one input over a block: of all draws, of their squares, and of the draws that are looked at.
struct Sums {
  double all = 0, squares = 0, there = 0;
};

struct DrawnInput {
  NodeId node;
  const ExplainedStep* step;
};

/// Whether a step's number is a variable: several places may ask for one.
bool asked_for(const Variables& variables, const Variable& variable, const Origin& origin) {
  const auto is_it = [&](OriginId id) {
    return variables.origin(id).name == origin.name && variables.origin(id).place == origin.place;
  };
  return is_it(variable.origin) || std::any_of(variable.others.begin(), variable.others.end(), is_it);
}

/// The variables that the steps name.
std::vector<DrawnInput> drawn_inputs(const Variables& variables, const std::vector<ExplainedStep>& steps) {
  std::vector<DrawnInput> found;
  const Graph& graph = variables.graph();
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const GraphNode& node = graph[static_cast<NodeId>(i)];
    if (node.operation != Operation::draw || node.origin == no_origin) continue;
    const Variable& variable = variables.drawn()[static_cast<std::size_t>(node.variable)];
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const ExplainedStep& each) {
      return each.origin && asked_for(variables, variable, *each.origin);
    });
    if (step != steps.end()) found.push_back({static_cast<NodeId>(i), &*step});
  }
  return found;
}

Sums sums_of(const Column& column, std::size_t block, const std::vector<std::size_t>& there) {
  Sums sums;
  for (std::size_t i = 0; i < block_draws; ++i) {
    sums.all += column[i];
    sums.squares += column[i] * column[i];
  }
  const std::size_t from = block * block_draws;
  for (auto draw = std::lower_bound(there.begin(), there.end(), from);
       draw != there.end() && *draw < from + block_draws; ++draw)
    sums.there += column[*draw - from];
  return sums;
}

}  // namespace

std::vector<std::size_t> ranked_draws(const std::vector<double>& values) {
  std::vector<std::size_t> ranked(values.size());
  std::iota(ranked.begin(), ranked.end(), std::size_t{0});
  std::stable_sort(ranked.begin(), ranked.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return ranked;
}

std::size_t nearest_rank(double percentile, std::size_t draws) {
  const double rank = std::ceil(percentile / 100 * static_cast<double>(draws));
  return static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(draws))) - 1;
}

std::vector<std::size_t> around(double percentile, const std::vector<std::size_t>& ranked) {
  const double draws = static_cast<double>(ranked.size()), at = percentile / 100;
  const auto first = static_cast<std::ptrdiff_t>(std::round(std::max(0.0, at - half_band) * draws)),
             end = static_cast<std::ptrdiff_t>(std::round(std::min(1.0, at + half_band) * draws));
  std::vector<std::size_t> there(ranked.begin() + first, ranked.begin() + end);
  std::sort(there.begin(), there.end());
  return there;
}

std::vector<MovedInput> moved_inputs(const Variables& variables, const Draws& draws, const BlockWork& run,
                                     const std::vector<std::size_t>& there,
                                     const std::vector<ExplainedStep>& steps) {
  const std::vector<DrawnInput> inputs = drawn_inputs(variables, steps);
  std::vector<std::vector<Sums>> blocks(run.blocks);
  parallel_for(&run.pool, run.blocks, [&](std::size_t b, std::size_t) {
    const Block block = draws.block(b);
    for (const DrawnInput& input : inputs)
      blocks[b].push_back(sums_of(block(Uncertain<double>(input.node)), b, there));
  });
  const double count = static_cast<double>(run.blocks * block_draws), few = static_cast<double>(there.size());
  std::vector<MovedInput> moved;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Sums all;
    for (const std::vector<Sums>& block : blocks) {
      all.all += block[i].all;
      all.squares += block[i].squares;
      all.there += block[i].there;
    }
    const double mean = all.all / count, sd = std::sqrt(std::max(0.0, all.squares / count - mean * mean));
    const ExplainedStep& step = *inputs[i].step;
    const MovedInput input{.name = step.name,
                           .unit = step.unit,
                           .mean = mean,
                           .there = all.there / few,
                           .moved = (all.there / few - mean) / sd,
                           .origin = *step.origin};
    if (std::abs(input.moved) * std::sqrt(few) > least_errors) moved.push_back(input);
  }
  std::stable_sort(moved.begin(), moved.end(), [](const MovedInput& a, const MovedInput& b) {
    return std::abs(a.moved) > std::abs(b.moved);
  });
  return moved;
}

}  // namespace llmtco
