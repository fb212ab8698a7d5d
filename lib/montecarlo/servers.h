#pragma once
#include <memory>
#include <vector>

#include "host/thread_pool.h"
#include "montecarlo/pair.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Studies whose fleets know where their times come from: what settings or scenario ask for, else what the load of their
/// busiest hour at the middle of all inputs says (deployment/server_choice.h), the most of it in any of the studies, so
/// that options of one name are told alike in all. Surfaces are made here, once, out of draws of the first block; fleets
/// with equal points share one. The doubt of a surface is one more variable, drawn by the name of what is simulated, which
/// comes behind all others and moves none of them.
///
/// Fleets that know already are left as they are. Studies without fleets are given back themselves. `pairs`: fleets that
/// no change of these moves are told once.
std::vector<std::shared_ptr<const Study>> with_servers(const std::vector<const Study*>& studies,
                                                       const Settings& settings,
                                                       const std::vector<Pair>& pairs = {},
                                                       ThreadPool* pool = nullptr);
/// One study, for whoever asks more than once.
Study with_servers(const Study& study, const Settings& settings);

}  // namespace llmtco
