#include "montecarlo/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "columns/column_math.h"
#include "host/parallel.h"
#include "montecarlo/bounds.h"
#include "montecarlo/demand_figures.h"
#include "montecarlo/months.h"
#include "montecarlo/ranking.h"
#include "stats/series.h"
#include "text/diagnostics.h"

namespace llmtco {
namespace {

/// From the first on.
constexpr std::size_t all_of_them = std::numeric_limits<std::size_t>::max();

std::vector<std::string> names_of(const std::vector<const Study*>& studies) {
  std::vector<std::string> names;
  for (const Study* study : studies) {
    for (const Variable& variable : study->variables.drawn()) names.push_back(variable.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// Refuses demand that runs away from an option's cost per task, at the elasticity that says so.
void check_volumes(const StudyBlock& at) {
  Diagnostics diagnostics;
  for (const Prepared& one : at.prepared) {
    if (!one.elastic || !any(one.elastic->unsettled)) continue;
    std::size_t draw = 0;
    while (one.elastic->unsettled[draw] == 0) ++draw;
    const double fixed = one.elastic->spread[draw];
    const bool free = (one.elastic->paid / (usd / request))[draw] == 0;
    for (const RequestClass& requests : at.study.demand.workload.classes) {
      if (!requests.elasticity) continue;
      if (requests.elasticity->source) diagnostics.add_source(requests.elasticity->source);
      if (free) {
        diagnostics.error(
            requests.elasticity->where,
            fmt::format("a task on {} costs nothing, so that there is no end of them", one.option->name));
        break;
      }
      const double e = at.block(requests.elasticity->value)[draw];
      diagnostics.error(
          requests.elasticity->where,
          fmt::format("the volume of {} does not settle on {}: {:.0f} % of its cost is fixed, so that at an "
                      "elasticity of "
                      "{:.3g} whatever the cost of a task does to the volume changes that cost by more "
                      "still, until the "
                      "volume is a million times or a millionth of what is asked for",
                      requests.name, one.option->name, 100 * fixed, e),
          fixed > 0 ? "it settles below 1, as costs never fall with the volume"
                    : "a smaller elasticity, or a reference that costs about as much");
      break;
    }
  }
  diagnostics.throw_if_errors();
}

}  // namespace

Runner::Runner(std::vector<const Study*> studies, const Settings& settings, ThreadPool& pool,
               const std::vector<Sharing>& shared, std::size_t turn)
    : studies_(std::move(studies)),
      settings_(settings),
      plan_(plan_for(settings.method, settings.draws)),
      sampler_(plan_, settings.seed, names_of(studies_)),
      shared_(studies_.size()),
      first_(studies_.size()),
      excluded_(studies_.size()),
      turn_(turn) {
  for (const Study* study : studies_) draws_.emplace_back(study->variables, sampler_, &pool);
  for (const Sharing& each : shared) {
    assert(each.earlier < each.study && !shared_[each.earlier]);
    assert(each.same.size() == studies_[each.study]->options.size());
    shared_[each.study] = each;
  }
  if (in_turns()) {
    begin_turns();
    return;
  }
  const std::vector<Group> all = groups();
  const std::size_t blocks =
      std::clamp<std::size_t>(static_cast<std::size_t>(pool.threads()) / all.size(), 1, plan_.blocks());
  ahead_.resize(blocks - 1, std::vector<std::optional<Evaluated>>(studies_.size()));
  parallel_for(&pool, blocks * all.size(), [&](std::size_t piece, std::size_t) {
    const std::size_t block = piece / all.size();
    evaluate_group(all[piece % all.size()], block, [&](std::size_t s, Evaluated now) {
      Evaluated kept{.evaluations = std::move(now.evaluations), .demand = std::move(now.demand)};
      if (block == 0) {
        first_[s] = std::move(kept);
      } else {
        ahead_[block - 1][s] = std::move(kept);
      }
    });
  });
}

std::vector<Runner::Group> Runner::groups() const {
  std::vector<Group> all(studies_.size());
  for (std::size_t s = 0; s < studies_.size(); ++s) all[shared_[s] ? shared_[s]->earlier : s].push_back(s);
  std::erase_if(all, [](const Group& group) { return group.empty(); });
  return all;
}

template <class Take>
void Runner::evaluate_group(const Group& group, std::size_t block, const Take& take) const {
  if (group.size() == 1) return take(group[0], evaluated(group[0], block, {}, {0, all_of_them}));
  std::vector<Evaluated> done(studies_.size());
  for (const std::size_t s : group) {
    done[s] = evaluated(s, block, done, {0, all_of_them});
    take(s, done[s]);
  }
}

template <class Take>
void Runner::take_group(const Group& group, std::size_t block, const Take& take) {
  const bool known = block > 0 && block - 1 < ahead_.size() && ahead_[block - 1][group.front()];
  if (!known) return evaluate_group(group, block, take);
  for (const std::size_t s : group) take(s, *std::exchange(ahead_[block - 1][s], std::nullopt));
}

std::size_t Runner::series_of_draws() const {
  std::size_t series = 0;
  for (const Evaluated& first : first_)
    series += Recording(1, first.demand, first.evaluations, settings_).series_of_draws();
  return series;
}

void Runner::exclude(std::size_t study, std::vector<bool> options) {
  excluded_[study] = std::move(options);
  done_ = 0;
}

std::vector<Evaluation> Runner::first(std::size_t study) const {
  return ranked(study, first_[study]).evaluations;
}

std::vector<Recording> Runner::record(std::size_t from, std::size_t count, ThreadPool* pool) {
  const std::vector<Group> all = groups();
  // The first block tells which figures there are.
  std::vector<std::optional<Recording>> begun(studies_.size());
  parallel_for(pool, all.size(), [&](std::size_t g, std::size_t) {
    const auto begin = [&](std::size_t s, Evaluated block) {
      const Evaluated first = ranked(s, std::move(block));
      const std::size_t options = shared_[s] ? shared_[s]->same.size() : 0;
      std::vector<const OptionRecording*> same(options);
      for (std::size_t o = 0; o < options; ++o) {
        if (const auto& there = shared_[s]->same[o]) same[o] = &begun[shared_[s]->earlier]->options[*there];
      }
      begun[s].emplace(count, first.demand, first.evaluations, settings_, same);
      begun[s]->set(0, first.demand, first.evaluations);
    };
    if (from != 0) return evaluate_group(all[g], from, begin);
    for (const std::size_t s : all[g]) begin(s, first_[s]);
  });
  std::vector<Recording> recordings;
  for (std::optional<Recording>& each : begun) recordings.push_back(*std::move(each));
  parallel_for(pool, (count - 1) * all.size(), [&](std::size_t piece, std::size_t) {
    const std::size_t i = 1 + piece / all.size();
    take_group(all[piece % all.size()], from + i, [&](std::size_t s, Evaluated now) {
      const Evaluated block = ranked(s, std::move(now));
      recordings[s].set(i, block.demand, block.evaluations);
      tell_progress();
    });
  });
  for (Recording& recording : recordings) recording.finish();
  return recordings;
}

Runner::Evaluated Runner::evaluated(std::size_t study, std::size_t block,
                                    const std::vector<Evaluated>& before, const Turn& turn) const {
  const Study& s = *studies_[study];
  const Sharing* shared = shared_[study] ? &*shared_[study] : nullptr;
  const Block inputs = draws_[study].block(block);
  check_bounds(s, inputs);
  const Detail detail = settings_.details ? Detail::classes
                        : settings_.brief ? Detail::tails
                                          : Detail::all_requests;
  std::vector<const Option*> own;
  for (std::size_t o = turn.first; o < s.options.size() && o - turn.first < turn.count; ++o) {
    if (shared == nullptr || !shared->same[o]) own.push_back(&s.options[o]);
  }
  StudyBlock at{.study = s, .block = inputs, .traffic = traffic_of(s.demand, inputs), .prepared = {}};
  std::optional<Volumes> known;
  if (shared != nullptr && shared->volumes_alone)
    known.emplace(Volumes{before[shared->earlier].traffic, before[shared->earlier].prepared});
  at.prepared = prepare(own, s.options, at.traffic, inputs, known ? &*known : nullptr);
  check_volumes(at);
  std::vector<Evaluation> evaluations = evaluate(at.prepared, at.traffic, inputs, detail);
  add_months(at, settings_.details, evaluations);
  report_in(s.currency, inputs, evaluations);
  for (std::size_t o = 0; shared != nullptr && o < shared->same.size(); ++o) {
    if (const auto& there = shared->same[o])
      evaluations.insert(evaluations.begin() + static_cast<std::ptrdiff_t>(o),
                         before[shared->earlier].evaluations[*there]);
  }
  Figures<Column> demand = demand_figures(at.traffic);
  add_rate(s.currency, inputs, demand);
  add_ends(s.demand, at.traffic, inputs, demand);
  return {std::move(evaluations), std::move(demand), std::move(at.traffic), std::move(at.prepared)};
}

Runner::Evaluated Runner::ranked(std::size_t study, Evaluated block) const {
  rank(*studies_[study], excluded_[study], block.evaluations);
  return block;
}

void Runner::tell_progress() {
  const std::size_t done = ++done_ / (in_turns() ? turns().size() : studies_.size());
  if (!settings_.progress || !mutex_.try_lock()) return;
  settings_.progress(done, plan_.blocks());
  mutex_.unlock();
}

}  // namespace llmtco
