#include "fitting/row_weights.h"

#include <map>
#include <set>
#include <string>

namespace llmtco {
namespace {

/// Correlation of errors within one configuration, and between configurations of one campaign.
constexpr double within_configuration = 0.3, within_campaign = 0.05;

}  // namespace

void weigh_rows(std::vector<Case>& cases) {
  std::map<std::string, int> rows;
  std::map<std::string, std::set<std::string>> configurations;
  for (const Case& c : cases) {
    if (c.excluded || !c.measured) continue;
    ++rows[c.stratum + "|" + c.configuration];
    configurations[c.stratum + "|" + c.campaign].insert(c.configuration);
  }
  for (Case& c : cases) {
    const auto same = rows.find(c.stratum + "|" + c.configuration);
    if (same == rows.end()) continue;
    const auto others = static_cast<double>(configurations[c.stratum + "|" + c.campaign].size());
    c.weight = 1 / ((1 + within_configuration * (same->second - 1)) * (1 + within_campaign * (others - 1)));
  }
}

}  // namespace llmtco
