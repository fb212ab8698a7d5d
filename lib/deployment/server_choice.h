#pragma once
#include <map>
#include <string>
#include <vector>

#include "deployment/prepare.h"

namespace llmtco {

/// A fleet whose busiest hour takes at least this share of its capacity is simulated where nobody says otherwise: below,
/// the closed form of the queue holds.
inline constexpr double simulated_from = 0.5;

/// By the name of every option that is a fleet and fits: the largest load of its busiest hour, wherever requests come
/// to it, by itself, through splits and routes or about wrong answers. Of a block of one draw, in closed form.
std::map<std::string, double> busiest_loads(const std::vector<Prepared>& prepared, const Traffic& traffic,
                                            const Block& middle);

/// Where a route sends a fleet calls whose classes have other shares than in all requests.
struct ServedMix {
  std::size_t option;  ///< that sends them, by its number
  std::vector<std::size_t>
      parts;                   ///< from there to the fleet, each a number among the parts of the one before
  std::vector<double> shares;  ///< of its calls, by class
};
/// By the name of every fleet: mixes of classes that are unlike that of all requests, and unlike each other, by 0.1 or more
/// (deployment/drawn_calls.h).
std::map<std::string, std::vector<ServedMix>> served_mixes(const std::vector<Prepared>& prepared,
                                                           const Traffic& traffic, const Block& middle);

/// What is decided of a fleet by what was asked for, if anything was, and by its load.
Simulated server_of(const std::optional<Server>& asked, std::optional<double> busiest_load);

}  // namespace llmtco
