#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "columns/trace_view.h"
#include "montecarlo/explanation.h"

namespace llmtco {

/// The account of one traced column as a list of nodes, operands first, the column itself last.
struct AccountNode {
  TraceView view;
  std::vector<std::size_t> operands;  ///< of an opened opaque node its body
  bool opened = false;
  bool closed = false;  ///< its operands are not shown: they are not the same in all blocks
};
/// `deep` opens the bodies of opaque nodes. What has the same name, origin, operation and operands is one node.
std::vector<AccountNode> account_of(const TraceView& root, bool deep);

/// The means of all numbers of an account over the blocks of a run.
///
/// The account of every block is laid beside that of the first, from the result downward. Code that branches on
/// values may compute something else in another block; there a node is closed: it keeps its mean, and loses its
/// operands.
class MeanAccount {
 public:
  MeanAccount(const TraceView& first, std::size_t blocks, bool deep);

  /// Has the draws of inputs kept, of up to 64 blocks, for their ranges. To be called before any block is set.
  void keep_inputs();

  /// Takes one block, the first as well; different blocks may be set by several threads.
  void set(std::size_t block, const TraceView& root);

  /// Nodes with what is closed, and the mean of each, after all blocks are set. Means of nodes that are reached
  /// through closed ones alone are not meant to be read.
  const std::vector<AccountNode>& nodes() const { return nodes_; }
  std::vector<double> means() const;
  /// Of an input that is drawn and was kept.
  std::optional<MiddleRange> range(std::size_t node) const;
  /// Closes what differed in any block.
  void finish();

 private:
  struct Seen {
    double sum = 0;
    double constant = 0;
    bool varies = false;
  };
  std::size_t blocks_;
  bool deep_;
  std::vector<AccountNode> nodes_;
  std::vector<std::vector<Seen>> seen_;      ///< by block, then node
  std::vector<std::vector<bool>> differed_;  ///< by block, then node
  std::vector<std::vector<double>> inputs_;  ///< draws by node, of those that are kept
};

/// What a trace does not carry.
struct StepWords {
  const std::vector<Origin>& origins;
  /// Units that no dimension says, such as Mtok, by id of the node.
  std::vector<std::pair<const void*, std::string>> units{};
};

/// The steps of an account in one draw: every operation gives its value exactly.
std::vector<ExplainedStep> steps_in_draw(const std::vector<AccountNode>& nodes, std::size_t draw,
                                         const StepWords& words);
/// Of means as well: every operation a step of its own, with what it gives of its operands' means in place of
/// remainders.
std::vector<ExplainedStep> every_step_of_means(const MeanAccount& account, const StepWords& words);
/// The same of means, with remainders.
std::vector<ExplainedStep> steps_of_means(const std::vector<AccountNode>& nodes,
                                          const std::vector<double>& means, const StepWords& words);

}  // namespace llmtco
