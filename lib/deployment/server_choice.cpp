#include "deployment/server_choice.h"

#include <fmt/format.h>

#include <algorithm>

namespace llmtco {
namespace {

void add_loads(const Prepared& one, const Traffic& traffic, const Block& middle,
               std::map<std::string, double>& loads) {
  for (const Prepared& part : one.parts) add_loads(part, traffic, middle, loads);
  for (const auto& helper : one.escalations) {
    if (helper) add_loads(*helper, traffic, middle, loads);
  }
  const auto* fleet = std::get_if<Fleet>(&one.option->serving);
  if (fleet == nullptr || !one.capacity || !one.capacity->fits) return;
  const Context context{middle, one.own ? *one.own : traffic, one.share};
  const double load = (fleet_size(*fleet, *one.capacity, context).shown / one.capacity->each)[0];
  double& most = loads[one.option->name];
  most = std::max(most, load);
}

/// Mixes that differ by less have one surface.
constexpr double alike_mixes = 0.1;

/// Walks the parts of options down to the fleets.
class Mixes {
 public:
  Mixes(const Traffic& traffic, const Block& middle) : traffic_(traffic), middle_(middle) {}

  void add(const Prepared& one, const ServedMix& at) {
    for (std::size_t i = 0; i < one.parts.size(); ++i) {
      ServedMix part = at;
      part.parts.push_back(i);
      add(one.parts[i], part);
    }
    const auto* fleet = std::get_if<Fleet>(&one.option->serving);
    if (fleet == nullptr || !one.capacity || at.parts.empty()) return;
    const auto shares_in = [&](const Traffic& traffic) {
      return drawn_calls(*fleet, {middle_, traffic}).mean_shares();
    };
    ServedMix mix = at;
    mix.shares = shares_in(one.own ? *one.own : traffic_);
    if (unlike(mix.shares, shares_in(traffic_)) < alike_mixes) return;
    std::vector<ServedMix>& known = all[one.option->name];
    const bool is_new = std::all_of(known.begin(), known.end(), [&](const ServedMix& each) {
      return unlike(mix.shares, each.shares) >= alike_mixes;
    });
    if (is_new) known.push_back(std::move(mix));
  }

  std::map<std::string, std::vector<ServedMix>> all{};

 private:
  const Traffic& traffic_;
  const Block& middle_;
};

}  // namespace

std::map<std::string, std::vector<ServedMix>> served_mixes(const std::vector<Prepared>& prepared,
                                                           const Traffic& traffic, const Block& middle) {
  Mixes mixes(traffic, middle);
  for (std::size_t i = 0; i < prepared.size(); ++i) mixes.add(prepared[i], {i, {}, {}});
  return std::move(mixes.all);
}

std::map<std::string, double> busiest_loads(const std::vector<Prepared>& prepared, const Traffic& traffic,
                                            const Block& middle) {
  std::map<std::string, double> loads;
  for (const Prepared& one : prepared) add_loads(one, traffic, middle, loads);
  return loads;
}

Simulated server_of(const std::optional<Server>& asked, std::optional<double> busiest_load) {
  Simulated decided;
  decided.busiest_load = busiest_load.value_or(0);
  if (!busiest_load) {
    decided.why = "it cannot serve";
  } else if (asked) {
    decided.server = *asked;
    decided.why = "asked for";
    decided.by_load = false;
  } else {
    const bool simulated = *busiest_load >= simulated_from;
    decided.server = simulated ? Server::surface : Server::steady;
    decided.why = fmt::format("its busiest hour takes {:.0f} % of its capacity, {}", 100 * *busiest_load,
                              simulated ? "half or more" : "less than half");
  }
  return decided;
}

}  // namespace llmtco
