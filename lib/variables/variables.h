#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "random/copula.h"
#include "random/distribution.h"
#include "variables/expression.h"
#include "variables/graph.h"

namespace llmtco {

/// An input that is drawn.
struct Variable {
  std::string name;
  Distribution distribution;
};

/// The uncertain inputs of a run and the formulas over them. Options hold NodeIds of its graph.
class Variables {
 public:
  /// A drawn variable. Asking again for the same name gives the same node: who names the same thing (the
  /// rental price of an H100) sees the same draws. The distribution must then be the same.
  NodeId draw(const std::string& name, const Distribution& distribution);

  /// A node that is drawn if the distribution is no constant.
  template <class Q>
  Uncertain<Q> uncertain(const std::string& name, const Distribution& distribution);

  Graph& graph() { return graph_; }
  const Graph& graph() const { return graph_; }
  const std::vector<Variable>& drawn() const { return drawn_; }
  std::vector<std::string> names() const;

  std::vector<RankCorrelation> correlations;

 private:
  Graph graph_;
  std::vector<Variable> drawn_;
  std::map<std::string, NodeId, std::less<>> by_name_;
};

template <class Q>
Uncertain<Q> Variables::uncertain(const std::string& name, const Distribution& distribution) {
  if (const auto* constant = std::get_if<distributions::Constant>(&distribution.kind))
    return Q(constant->value);
  return Uncertain<Q>(draw(name, distribution));
}

}  // namespace llmtco
