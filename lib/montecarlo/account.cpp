#include "montecarlo/account.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <tuple>
#include <unordered_map>

#include "montecarlo/moved_inputs.h"
#include "stats/series.h"

namespace llmtco {
namespace {

/// What is shown below a node.
std::vector<TraceView> shown_operands(const TraceView& view, bool deep) {
  if (deep) {
    if (const std::optional<TraceView> body = view.body()) return {*body};
  }
  return view.operands();
}

/// What tells a node from others: two of one identity have the same numbers.
using Identity = std::tuple<std::string_view, std::string_view, std::optional<std::size_t>,
                            std::vector<std::size_t>, std::uint64_t, const void*>;
Identity identity_of(const AccountNode& node) {
  const TraceView& view = node.view;
  const bool is_input = view.origin().has_value(), is_leaf = view.is_leaf();
  const bool is_constant = view.column().is_constant();
  const std::uint64_t number = is_constant ? std::bit_cast<std::uint64_t>(view.column().constant()) : 0;
  // Leaves that are neither inputs nor constants, and opaque functions of the same arguments, may differ.
  const bool is_alone = (is_leaf && !is_input && !is_constant) || view.is_opaque();
  return {view.name(),   view.operation(), view.origin(),
          node.operands, number,           is_alone ? view.id() : nullptr};
}

bool same_step(const TraceView& a, const TraceView& b, std::size_t operands_a, std::size_t operands_b) {
  return operands_a == operands_b && a.operation() == b.operation() && a.name() == b.name() &&
         a.origin() == b.origin();
}

}  // namespace

std::vector<AccountNode> account_of(const TraceView& root, bool deep) {
  std::vector<AccountNode> nodes;
  std::unordered_map<const void*, std::size_t> index;
  std::map<Identity, std::size_t> known;
  for (const TraceView& view : operands_first(root, deep)) {
    AccountNode node{.view = view, .operands = {}, .opened = deep && view.body()};
    for (const TraceView& operand : shown_operands(view, deep))
      node.operands.push_back(index.at(operand.id()));
    const auto [found, is_new] = known.try_emplace(identity_of(node), nodes.size());
    index.emplace(view.id(), found->second);
    if (is_new) nodes.push_back(std::move(node));
  }
  return nodes;
}

MeanAccount::MeanAccount(const TraceView& first, std::size_t blocks, bool deep)
    : blocks_(blocks),
      deep_(deep),
      nodes_(account_of(first, deep)),
      seen_(blocks, std::vector<Seen>(nodes_.size())),
      differed_(blocks, std::vector<bool>(nodes_.size())) {}

void MeanAccount::set(std::size_t block, const TraceView& root) {
  std::vector<bool> done(nodes_.size());
  struct Pair {
    std::size_t node;
    TraceView view;
  };
  std::vector<Pair> open{{nodes_.size() - 1, root}};  // no node is like the whole
  while (!open.empty()) {
    const Pair now = std::move(open.back());
    open.pop_back();
    if (done[now.node]) continue;
    done[now.node] = true;
    const Column& column = now.view.column();
    seen_[block][now.node] = column.is_constant()
                                 ? Seen{column.constant() * block_draws, column.constant(), false}
                                 : Seen{block_summary(column).sum, 0, true};
    const AccountNode& node = nodes_[now.node];
    if (!inputs_.empty() && node.view.origin()) {
      std::vector<double>& draws = inputs_[now.node];
      for (std::size_t i = 0; i < block_draws; ++i) draws[block * block_draws + i] = column[i];
    }
    std::vector<TraceView> operands = shown_operands(now.view, deep_);
    if (!same_step(node.view, now.view, node.operands.size(), operands.size())) {
      differed_[block][now.node] = true;
      continue;
    }
    for (std::size_t i = 0; i < operands.size(); ++i)
      open.push_back({node.operands[i], std::move(operands[i])});
  }
}

void MeanAccount::keep_inputs() {
  constexpr std::size_t most_blocks = 64;
  if (blocks_ > most_blocks) return;
  inputs_.resize(nodes_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].view.origin()) inputs_[i].resize(blocks_ * block_draws);
  }
}

std::optional<MiddleRange> MeanAccount::range(std::size_t node) const {
  if (inputs_.empty() || inputs_[node].empty()) return std::nullopt;
  std::vector<double> draws = inputs_[node];
  const auto rank = [&](double percentile) {
    const auto at = draws.begin() + static_cast<std::ptrdiff_t>(nearest_rank(percentile, draws.size()));
    std::nth_element(draws.begin(), at, draws.end());
    return *at;
  };
  const MiddleRange found{rank(5), rank(95)};
  return found.p5 < found.p95 ? std::optional(found) : std::nullopt;
}

void MeanAccount::finish() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    for (std::size_t b = 0; b < blocks_; ++b) nodes_[i].closed = nodes_[i].closed || differed_[b][i];
  }
}

std::vector<double> MeanAccount::means() const {
  std::vector<double> means(nodes_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Seen& first = seen_[0][i];
    double sum = 0;
    bool constant = true;
    for (std::size_t b = 0; b < blocks_; ++b) {
      const Seen& seen = seen_[b][i];
      sum += seen.sum;
      constant = constant && !seen.varies && seen.constant == first.constant;
    }
    means[i] = constant ? first.constant : sum / static_cast<double>(blocks_ * block_draws);
  }
  return means;
}

}  // namespace llmtco
