#include "fitting/row_weights.h"

#include <map>
#include <set>
#include <string>

namespace llmtco {
namespace {

/// Correlation of errors within one configuration, and between configurations of one campaign. Kernels of one library
/// err by shape rather than together.
constexpr double within_configuration = 0.15, within_library = 0.1, within_campaign = 0.03;

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
    const double within = c.kind == CaseKind::kernel ? within_library : within_configuration;
    c.weight = 1 / ((1 + within * (same->second - 1)) * (1 + within_campaign * (others - 1)));
  }
}

}  // namespace llmtco
