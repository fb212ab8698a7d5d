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

}  // namespace

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
