#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "serving/request.h"

namespace llmtco::serving {

/// Parts of prompts whose keys and values are kept, by the ids of Load::prefix_ids. Those that no sequence uses go in the
/// order in which they were last used when room is needed.
///
/// What a prompt finds is its leading run of ids that are there:  tokens = min(run x prefix_tokens, input).
class PrefixCache {
 public:
  using Ids = std::span<const std::uint64_t>;

  /// How many ids from the first on are there without a gap, as parts of `whole` blocks, the last of all of `last`. One of
  /// another size, cut where another prompt ended, is another part.
  std::size_t run(Ids ids, int whole, int last) const;
  /// Blocks of these that nobody uses. Requires that all are there.
  std::int64_t unused_of(Ids ids) const;

  /// Marks parts that are there as used by one more sequence.
  void pin(Ids ids);
  /// Adds a part that takes some blocks, used by one sequence. False where it is there and in use: the caller keeps its
  /// own copy. One that is there unused is replaced, and its blocks are added to `given_back`.
  bool insert(std::uint64_t id, int blocks, std::int64_t& given_back);
  /// One sequence uses these no longer; the last parts of a prompt become the first to go.
  void unpin(Ids ids);

  /// Drops unused parts, longest unused first, until `wanted` blocks are free or none is left; the blocks freed.
  std::int64_t evict(std::int64_t wanted);

  std::int64_t unused_blocks() const { return unused_blocks_; }
  std::int64_t used_blocks() const { return used_blocks_; }
  std::size_t size() const { return index_.size(); }
  std::size_t unused() const { return unused_; }

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
