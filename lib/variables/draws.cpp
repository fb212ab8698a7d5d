#include "variables/draws.h"

#include <algorithm>
#include <cassert>

#include "columns/column_math.h"
#include "columns/trace.h"
#include "host/parallel.h"
#include "random/quantile.h"

namespace llmtco {

struct Draws::Prepared {
  explicit Prepared(const std::vector<RankCorrelation>& correlations) : copula(correlations) {}

  std::vector<Quantile> quantiles;         ///< by variable
  std::vector<std::size_t> sampler_index;  ///< by variable: its place among the sampler's names
  Copula copula;
  std::vector<std::size_t> correlated;  ///< by place in the copula: its place among the sampler's names
  std::vector<std::optional<std::size_t>> place;  ///< by variable: its place in the copula, if it has one
};

namespace {
std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  assert(found != names.end());
  return static_cast<std::size_t>(found - names.begin());
}
}  // namespace

Draws::Draws(const Variables& variables, const Sampler& sampler, ThreadPool* pool)
    : variables_(variables),
      sampler_(sampler),
      prepared_(std::make_unique<Prepared>(variables.correlations)) {
  Prepared& p = *prepared_;
  std::vector<std::optional<Quantile>> made(variables.drawn().size());
  parallel_for(pool, made.size(),
               [&](std::size_t i, std::size_t) { made[i].emplace(variables.drawn()[i].distribution); });
  for (std::optional<Quantile>& each : made) p.quantiles.push_back(*std::move(each));
  for (const Variable& variable : variables.drawn()) {
    p.sampler_index.push_back(index_of(sampler.names(), variable.name));
  }
  const std::vector<std::string>& correlated = p.copula.names();
  for (const std::string& name : correlated) p.correlated.push_back(index_of(sampler.names(), name));
  for (const Variable& variable : variables.drawn()) {
    const auto found = std::find(correlated.begin(), correlated.end(), variable.name);
    p.place.push_back(found == correlated.end()
                          ? std::nullopt
                          : std::optional(static_cast<std::size_t>(found - correlated.begin())));
  }
}

Draws::~Draws() = default;
Draws::Draws(Draws&&) noexcept = default;

Block Draws::block(std::size_t index, bool traced) const {
  const Prepared& p = *prepared_;
  std::vector<Column> normals;
  for (const std::size_t name : p.correlated)
    normals.push_back(normal_quantile(sampler_.uniforms(name, index)));
  std::vector<Column> drawn(variables_.drawn().size());
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    drawn[i] = p.place[i] ? p.quantiles[i].at_normal(p.copula.correlated(*p.place[i], normals))
                          : p.quantiles[i](sampler_.uniforms(p.sampler_index[i], index));
  }
  if (!traced) return Block(variables_.graph().evaluate(drawn));
  const auto told = [&](const GraphNode& node, Column value) {
    if (node.origin == no_origin) return value;
    return leaf(std::move(value), variables_.origin(node.origin).name, static_cast<std::size_t>(node.origin),
                &node.dimension);
  };
  return Block(variables_.graph().evaluate(drawn, told), &variables_);
}

Block Draws::middle() const {
  std::vector<Column> drawn;
  for (const Quantile& quantile : prepared_->quantiles) {
    const Column median = quantile(Column(0.5));
    drawn.emplace_back(median[0]);
  }
  return Block(variables_.graph().evaluate(drawn));
}

const std::optional<Copula::Moved>& Draws::moved() const { return prepared_->copula.moved(); }

}  // namespace llmtco
