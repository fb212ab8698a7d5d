#pragma once
#include <vector>

#include "units/units.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Passages that are looked up for a task and read by its first call, and what they do to its answer. They are a lever:
/// fewer of them cost less and miss more.
struct Retrieval {
  /// Measured recall: of which share of the tasks the first so many passages hold what the answer needs.
  struct Recall {
    int passages = 0;
    Uncertain<double> share;
  };

  Uncertain<double> passages;                 ///< mean over tasks
  Uncertain<TokensPerRequest> tokens_each{};  ///< of the same kind of text as the rest of the input
  std::vector<Recall> found{};  ///< at least one; passages ascend from above 0, shares do not fall
  /// Of the answers that would be right with what they need, those that are right although it was not found: the model
  /// knows.
  Uncertain<double> right_without{};
  Uncertain<double> distraction{};  ///< share of right answers that is lost for each 1,000 retrieved tokens
};

/// passages x tokens_each, as the scenario counts tokens. Example: 10 passages of 400: 4,000.
Drawn<TokensPerRequest> retrieved_tokens(const Retrieval& retrieval, const Block& block);

/// Share of the tasks whose passages hold what the answer needs: on straight lines over log2(1 + passages) between the
/// points of the recall, from none of 0 passages; beyond the last point its share.
///
/// Recall rises about evenly with each doubling of the passages until it nears 1; straight lines over the passages
/// themselves would find too little between points far apart.
///
/// Example: 55 % of 1 passage, 80 % of 5, 94 % of 20. Of 10: 0.80 + 0.14 x (log2(11) - log2(6)) / (log2(21) - log2(6)) =
/// 0.80 + 0.14 x 0.874469 / 1.807355 = 0.867737.
Column found_share(const Retrieval& retrieval, const Block& block);

/// What retrieval leaves of the share of right answers of a model that gets all it needs and nothing else,
///
///     (found + (1 - found) right_without) x max(0, 1 - distraction x retrieved tokens / 1,000)
///
/// Example: of these 10 passages with 30 % right without them and 0.5 % distraction: (0.867737 + 0.132263 x 0.3) x (1 -
/// 0.005 x 4) = 0.907416 x 0.98 = 0.889268; of a model that is right on 90 %: 0.800341.
/// Left out: answers that need several passages of which only some are found; where in the context they stand.
Column left_by_retrieval(const Retrieval& retrieval, const Block& block);

}  // namespace llmtco
