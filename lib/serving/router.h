#pragma once
#include <cstdint>
#include <vector>

#include "serving/request.h"
#include "text/names.h"

namespace llmtco::serving {

/// Who gets a request, of the replicas that take some.
///
///     round-robin    one after another
///     least-loaded   the replica with the fewest requests that wait or run, the first of several
///     prefix-affine  the calls of a task together; else by the first id of the prompt, so that what shares a prefix meets
///                    in one cache; prompts without ids one after another
enum class Router { round_robin, least_loaded, prefix_affine };

inline constexpr Names<Router, 3> router_names{{{{Router::round_robin, "round-robin"},
                                                 {Router::least_loaded, "least-loaded"},
                                                 {Router::prefix_affine, "prefix-affine"}}}};

/// Where requests of a load go that the loads of replicas do not decide.
///
/// prefix-affine is rendezvous hashing: the replica whose number and the key give the largest hash, so that one that
/// comes or goes moves its own share of the keys and no other. Source: Thaler, Ravishankar, "Using name-based mappings to
/// increase hit rates", IEEE/ACM Trans. Networking 6(1), 1998.
class Places {
 public:
  Places(const Load& load, Router router);
  /// Place in `numbers`, those of the replicas that take requests, one at least.
  std::size_t of(std::uint32_t request, const std::vector<std::uint32_t>& numbers);

 private:
  const Load& load_;
  bool affine_;
  std::vector<std::uint32_t> tasks_;  ///< the first call of each request's task, where requests follow others
  std::uint64_t turn_ = 0;
};

/// The first call of each request's task: itself where it comes after nobody.
std::vector<std::uint32_t> first_calls(const Load& load);

}  // namespace llmtco::serving
