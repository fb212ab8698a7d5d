#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "host/thread_pool.h"
#include "random/copula.h"
#include "random/sampler.h"
#include "variables/block.h"
#include "variables/variables.h"

namespace llmtco {

/// Draws the variables of one scenario, block by block, from a sampler that may serve several scenarios at
/// once: variables of the same name see the same uniform numbers, in one scenario and in all of them.
///
/// Correlated variables go through a Gaussian copula (random/copula.h): a matrix of rank correlations that no
/// set of variables can have is replaced by the nearest one that can, and moved() tells by how much.
class Draws {
 public:
  /// `sampler` outlives the draws and knows every name of `variables`, which outlives them as well. Distributions are
  /// prepared on the threads of the pool; on this one alone where it is null.
  Draws(const Variables& variables, const Sampler& sampler, ThreadPool* pool = nullptr);
  ~Draws();
  Draws(Draws&&) noexcept;

  /// Draws [1024 index, 1024 index + 1024). Safe from several threads. The numbers of a traced block are the
  /// same, and say where they come from: draws, numbers and formulas of the author by the names of their
  /// origins, with the operations between them.
  Block block(std::size_t index, bool traced = false) const;

  /// One draw, the middle one: every drawn variable at its median, so that all numbers of the block are constants.
  Block middle() const;

  /// The correlation that had to be changed most; absent where all are possible together.
  const std::optional<Copula::Moved>& moved() const;

 private:
  struct Prepared;
  const Variables& variables_;
  const Sampler& sampler_;
  std::unique_ptr<Prepared> prepared_;
};

}  // namespace llmtco
