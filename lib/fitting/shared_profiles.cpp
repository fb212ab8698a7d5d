#include "fitting/shared_profiles.h"

#include <fmt/core.h>

#include <map>
#include <string>

namespace llmtco {
namespace {

/// What a profile depends on.
std::string key_of(const Placement& p) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {}", p.accelerator.id, p.model.id,
                     p.model.precision, p.format.id, p.format.bits, p.engine_key, p.engine.version,
                     p.released, p.kv_bits, p.parallel.tensor, p.parallel.pipeline, p.parallel.layer_split,
                     p.parallel.attention_data);
}

}  // namespace

SharedProfiles::SharedProfiles(const std::vector<Case>& cases) {
  std::map<std::string, std::size_t> groups;
  for (const Case& c : cases)
    group_.push_back(groups.emplace(key_of(c.replica.placement), groups.size()).first->second);
  made_.resize(groups.size());
}

void SharedProfiles::refresh(std::size_t row, Case& c, const Coefficients& k) {
  Made& made = made_[group_[row]];
  if (made.turn != turn_) {
    llmtco::refresh(c, k);
    made = {turn_, c.replica.online, c.replica.offline};
  } else {
    c.replica.online = made.online;
    c.replica.offline = made.offline;
  }
}

}  // namespace llmtco
