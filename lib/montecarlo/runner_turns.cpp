#include <algorithm>
#include <cassert>

#include "host/parallel.h"
#include "montecarlo/memory_need.h"
#include "montecarlo/ranking.h"
#include "montecarlo/runner.h"
#include "montecarlo/summarize.h"

namespace llmtco {
namespace {

/// How many figures and amounts of an option are no constants.
std::size_t varying_in(const Evaluation& evaluation) {
  const auto figures = std::count_if(evaluation.figures.begin(), evaluation.figures.end(),
                                     [](const auto& figure) { return !figure.value.is_constant(); });
  const auto amounts =
      std::count_if(evaluation.amounts.begin(), evaluation.amounts.end(),
                    [](const Drawn<Usd>& amount) { return !amount.base_units().is_constant(); });
  return static_cast<std::size_t>(figures + amounts);
}

}  // namespace

std::vector<Runner::Turn> Runner::turns() const {
  assert(studies_.size() == 1 && in_turns());
  std::vector<Turn> all;
  for (std::size_t first = 0; first < studies_[0]->options.size(); first += turn_)
    all.push_back({first, turn_});
  return all;
}

/// Of the first block only what options are compared by is kept. It tells how many series vary, and so how many options
/// may be evaluated at a time.
void Runner::begin_turns() {
  std::size_t most = 0;
  for (const Turn& turn : turns()) {
    Evaluated block = evaluated(0, 0, {}, turn);
    for (const Evaluation& each : block.evaluations) {
      first_[0].evaluations.push_back(racing_part(*studies_[0], each));
      most = std::max(most, varying_in(each));
    }
    first_[0].demand = std::move(block.demand);
  }
  turn_ = options_in_turn(studies_[0]->options.size(), most, settings_);
}

Recording Runner::record_in_turns(const Blocks& blocks, ThreadPool* pool,
                                  const std::vector<const Measure*>& kept, std::vector<SummaryHints>* hints) {
  const Study& study = *studies_[0];
  Recording recording(blocks.count, first_[0].demand, {}, settings_);
  recording.options.resize(study.options.size());
  if (hints != nullptr) hints->resize(study.options.size());
  Races races(blocks.count, std::vector<Evaluation>(study.options.size()));
  for (const Turn& turn : turns()) {
    record_turn(turn, blocks, pool, recording, races);
    if (turn.first == 0) recording.finish_demand();
    const std::size_t count = std::min(turn.count, study.options.size() - turn.first);
    parallel_for(pool, count, [&](std::size_t i, std::size_t) {
      const std::size_t option = turn.first + i;
      recording.finish(option);
      sum_up(study, recording, option,
             {blocks.replicates, nullptr, hints == nullptr ? nullptr : &(*hints)[option]}, kept);
    });
  }
  record_ranks(blocks, pool, recording, races);
  return recording;
}

void Runner::record_turn(const Turn& turn, const Blocks& blocks, ThreadPool* pool, Recording& recording,
                         Races& races) {
  const auto take = [&](std::size_t i, Evaluated now) {
    if (turn.first == 0) recording.set_demand(i, now.demand);
    for (std::size_t k = 0; k < now.evaluations.size(); ++k) {
      const std::size_t option = turn.first + k;
      if (i == 0) recording.begin(option, blocks.count, now.evaluations[k]);
      recording.set(option, i, now.evaluations[k]);
      races[i][option] = racing_part(*studies_[0], now.evaluations[k]);
    }
    tell_progress();
  };
  take(0, evaluated(0, blocks.from, {}, turn));
  parallel_for(pool, blocks.count - 1, [&](std::size_t piece, std::size_t) {
    take(1 + piece, evaluated(0, blocks.from + 1 + piece, {}, turn));
  });
}

void Runner::record_ranks(const Blocks& blocks, ThreadPool* pool, Recording& recording, Races& races) const {
  const Study& study = *studies_[0];
  rank(study, excluded_[0], races[0]);
  recording.begin_ranked(blocks.count, races[0]);
  recording.set_ranked(0, races[0]);
  parallel_for(pool, blocks.count - 1, [&](std::size_t piece, std::size_t) {
    std::vector<Evaluation>& race = races[1 + piece];
    rank(study, excluded_[0], race);
    recording.set_ranked(1 + piece, race);
    race = {};
  });
  recording.finish_ranked();
}

}  // namespace llmtco
