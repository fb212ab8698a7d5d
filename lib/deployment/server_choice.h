#pragma once
#include <map>
#include <string>

#include "deployment/prepare.h"

namespace llmtco {

/// A fleet whose busiest hour takes at least this share of its capacity is simulated where nobody says otherwise: below,
/// the closed form of the queue holds.
inline constexpr double simulated_from = 0.5;

/// By the name of every option that is a fleet and fits: the largest load of its busiest hour, wherever requests come
/// to it, by itself, through splits or about wrong answers. Of a block of one draw, in closed form.
std::map<std::string, double> busiest_loads(const std::vector<Prepared>& prepared, const Traffic& traffic,
                                            const Block& middle);

/// What is decided of a fleet by what was asked for, if anything was, and by its load.
Simulated server_of(const std::optional<Server>& asked, std::optional<double> busiest_load);

}  // namespace llmtco
