#pragma once
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "random/copula.h"
#include "random/distribution.h"
#include "variables/distribution_of.h"
#include "variables/expression.h"
#include "variables/graph.h"

namespace llmtco {

/// An input that is drawn.
struct Variable {
  std::string name;  ///< what it is about, which decides its draws
  Distribution distribution;
  OriginId origin = no_origin;     ///< of the first who asked for it
  std::vector<OriginId> others{};  ///< of those who asked for the same later
};

/// The inputs of a run: what is drawn, the author's formulas, and where every number comes from. Options hold
/// NodeIds of its graph and OriginIds of its list.
class Variables {
 public:
  /// A drawn variable. Asking again for the same name and distribution gives the same node: who names the
  /// same thing (the rental price of an H100) sees the same draws. The same name with another distribution is
  /// another opinion of that thing: a variable of its own, drawn from the same uniform numbers, so that the
  /// two move together. Example: an accuracy of 84 to 90 % and one of 80 to 88 % of the same model on the
  /// same task are both at their 5 % quantile in the same draws.
  NodeId draw(const std::string& name, const Distribution& distribution, OriginId origin = no_origin,
              Dimension dimension = {});

  /// A quantity that is drawn if the distribution is no constant.
  ///
  ///     variables.uncertain("rent of an H100", interval90(2.29 * usd / hour, 3.78 * usd / hour))
  template <class Q>
  Uncertain<Q> uncertain(const std::string& name, const DistributionOf<Q>& distribution,
                         OriginId origin = no_origin) {
    return in_base_units<Q>(name, distribution.in_base_units, origin);
  }
  /// The same of a plain number, such as a share.
  template <std::same_as<double> Q>
  Uncertain<Q> uncertain(const std::string& name, const Distribution& distribution,
                         OriginId origin = no_origin) {
    return in_base_units<double>(name, distribution, origin);
  }

  /// Where numbers come from, in the order in which they were read.
  OriginId add(Origin origin);
  const std::vector<Origin>& origins() const { return origins_; }
  const Origin& origin(OriginId id) const { return origins_[static_cast<std::size_t>(id)]; }

  Graph& graph() { return graph_; }
  const Graph& graph() const { return graph_; }
  const std::vector<Variable>& drawn() const { return drawn_; }
  /// What is drawn, each name once, in the order in which they were asked for.
  std::vector<std::string> names() const;

  std::vector<RankCorrelation> correlations;

 private:
  template <class Q>
  Uncertain<Q> in_base_units(const std::string& name, const Distribution& distribution, OriginId origin);

  Graph graph_;
  std::vector<Variable> drawn_;
  std::vector<Origin> origins_;
  std::multimap<std::string, NodeId, std::less<>> by_name_;
};

template <class Q>
Uncertain<Q> Variables::in_base_units(const std::string& name, const Distribution& distribution,
                                      OriginId origin) {
  if (const auto* constant = std::get_if<distributions::Constant>(&distribution.kind))
    return Uncertain<Q>(Q(constant->value)).from(origin);
  return Uncertain<Q>(draw(name, distribution, origin, dimension_of<Q>)).from(origin);
}

}  // namespace llmtco
