#include "serving/cache_tiers.h"

namespace llmtco::serving {

bool CacheTier::drop(std::uint64_t id) {
  const auto found = index_.find(id);
  if (found == index_.end()) return false;
  blocks_ -= found->second->blocks;
  order_.erase(found->second);
  index_.erase(found);
  return true;
}

void CacheTiers::put(std::uint64_t id, int blocks) {
  disk.drop(id);
  host.put({id, blocks}, [&](const CacheTier::Part& part) { disk.put(part, [](const CacheTier::Part&) {}); });
}

void CacheTiers::drop(std::uint64_t id) {
  if (!host.drop(id)) disk.drop(id);
}

}  // namespace llmtco::serving
