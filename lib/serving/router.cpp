#include "serving/router.h"

#include <algorithm>
#include <cassert>

namespace llmtco::serving {
namespace {

/// The finalizer of MurmurHash3 (64 bits).
std::uint64_t mixed_bits(std::uint64_t x) {
  x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCDull;
  x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53ull;
  return x ^ (x >> 33);
}

}  // namespace

std::vector<std::uint32_t> first_calls(const Load& load) {
  std::vector<std::uint32_t> first(load.requests.size());
  for (std::uint32_t i = 0; i < first.size(); ++i) {
    const bool follows = !load.links.empty() && load.links[i].after != Link::nobody;
    first[i] = follows ? first[load.links[i].after] : i;
  }
  return first;
}

Places::Places(const Load& load, Router router) : load_(load), affine_(router == Router::prefix_affine) {
  const bool tasks = std::any_of(load.links.begin(), load.links.end(),
                                 [](const Link& link) { return link.after != Link::nobody; });
  if (affine_ && tasks) tasks_ = first_calls(load);
}

std::size_t Places::of(std::uint32_t request, const std::vector<std::uint32_t>& numbers) {
  assert(!numbers.empty());
  const Request& r = load_.requests[request];
  if (!affine_ || (tasks_.empty() && r.prefixes == 0))
    return static_cast<std::size_t>(turn_++ % numbers.size());
  const std::uint64_t key = mixed_bits(tasks_.empty() ? load_.ids()[r.first_prefix] : tasks_[request]);
  std::size_t best = 0;
  std::uint64_t highest = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::uint64_t hash = mixed_bits(key + (std::uint64_t{numbers[i]} + 1) * 0x9E3779B97F4A7C15ull);
    if (hash <= highest) continue;
    highest = hash;
    best = i;
  }
  return best;
}

}  // namespace llmtco::serving
