#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "serving/cache_tiers.h"
#include "serving/request.h"

namespace llmtco::serving {

/// Parts of prompts whose keys and values are kept, by the ids of Load::prefix_ids. Those that no sequence uses go in the
/// order in which they were last used when room is needed.
///
/// What a prompt finds is its leading run of ids that are there:  tokens = min(run x prefix_tokens, input). Below may be
/// tiers that take what goes, and from which it comes back.
class PrefixCache {
 public:
  using Ids = std::span<const std::uint64_t>;
  /// How many blocks a part of a prompt takes: the last of all `last`, the others `whole`.
  struct Sizes {
    int whole = 1, last = 1;
    int of(std::size_t part, std::size_t parts) const { return part + 1 == parts ? last : whole; }
  };

  explicit PrefixCache(CacheTiers tiers = {0, 0}) : tiers_(std::move(tiers)) {}

  /// The ids from the first on that are there without a gap, here or in a tier. One of another size, cut where another
  /// prompt ended, is another part.
  struct Run {
    std::size_t parts = 0;
    std::int64_t unused = 0;  ///< blocks of these here that nobody uses
    std::int64_t below = 0;   ///< blocks of these in tiers, for which there has to be room here
  };
  Run run(Ids ids, const Sizes& sizes) const;

  /// Which of the first `parts` came from where, by their places.
  struct Fetched {
    std::vector<std::size_t> host, disk;
    std::int64_t blocks = 0;
  };
  /// Marks the first `parts` as used by one more sequence, and brings those of them here that are in a tier, for which the
  /// caller takes room. Requires a run of so many.
  Fetched pin(Ids ids, std::size_t parts, const Sizes& sizes);
  /// Adds a part that takes some blocks, used by one sequence. False where it is there and in use: the caller keeps its
  /// own copy. One that is there unused is replaced, and its blocks are added to `given_back`.
  bool insert(std::uint64_t id, int blocks, std::int64_t& given_back);
  /// One sequence uses these no longer; the last parts of a prompt become the first to go.
  void unpin(Ids ids);

  /// Drops unused parts, longest unused first, until `wanted` blocks are free or none is left; the blocks freed. They go to
  /// the tiers.
  std::int64_t evict(std::int64_t wanted);

  std::int64_t unused_blocks() const { return unused_blocks_; }
  std::int64_t used_blocks() const { return used_blocks_; }
  std::size_t size() const { return index_.size(); }
  std::size_t unused() const { return unused_; }
  const CacheTiers& tiers() const { return tiers_; }

 private:
  struct Part {
    std::uint64_t id;
    int blocks, users;
    std::uint32_t before, after;  ///< in the order of last use, where nobody uses it
  };
  static constexpr std::uint32_t none = 0xffffffff;

  void link_last(std::uint32_t at);
  void unlink(std::uint32_t at);
  std::int64_t remove(std::uint32_t at);
  void enter(std::uint64_t id, int blocks);

  CacheTiers tiers_;
  std::unordered_map<std::uint64_t, std::uint32_t> index_;
  std::vector<Part> parts_;
  std::vector<std::uint32_t> vacant_;
  std::uint32_t oldest_ = none, newest_ = none;
  std::int64_t unused_blocks_ = 0, used_blocks_ = 0;
  std::size_t unused_ = 0;
};

/// Share of the tokens of all prompts that a cache of so many parts (0: of any number) holds when they come one after
/// another: each looks, then all its parts are the last used.
double prefix_hit_ratio(const Load& load, std::int64_t parts);

}  // namespace llmtco::serving
