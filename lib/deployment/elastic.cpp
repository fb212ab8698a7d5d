#include "deployment/elastic.h"

#include <cmath>
#include <memory>
#include <optional>

#include "columns/column_math.h"
#include "columns/trace.h"
#include "deployment/evaluate.h"
#include "deployment/prepare.h"

namespace llmtco {
namespace {

/// Volume and cost agree to this share.
constexpr double close_enough = 1e-12;
constexpr int most_steps = 120, most_doublings = 12;
/// Log of the multiple of the volume from which on it is taken to run away.
const double farthest = std::log(1e6);

Traffic times(const Traffic& traffic, const std::vector<Column>& factors, const Block& block) {
  Traffic more = traffic;
  for (std::size_t i = 0; i < factors.size(); ++i)
    more.classes[i].first_rate = traffic.classes[i].first_rate * factors[i];
  to_period(more, block, traffic.period);
  return more;
}

/// Every part at a volume of its own, so that evaluate() does not take the one that is common to all.
void own_traffic(Prepared& one, const std::shared_ptr<Traffic>& traffic) {
  if (!one.own) one.own = traffic;
  for (Prepared& part : one.parts) own_traffic(part, traffic);
}

Drawn<Requests> tasks_of(const Traffic& traffic) {
  Drawn<Requests> tasks;
  for (const ClassTraffic& each : traffic.classes) tasks += each.rate * month;
  return tasks;
}

/// What a task costs in a volume, and in which draws that is known.
struct AtVolume {
  Column log_cost, serves, fixed;
};

class Settling {
 public:
  Settling(const Option& option, const std::vector<Option>& all, const Traffic& traffic, const Block& block)
      : option_(option), all_(all), traffic_(traffic), block_(block) {
    for (const ClassTraffic& each : traffic.classes) {
      const auto& elasticity = each.requests->elasticity;
      exponents_.push_back(elasticity ? block(elasticity->value) : Column(0.0));
      references_.push_back(elasticity ? log(reference_of(*elasticity) / (usd / request)) : Column(0.0));
      steepest_ = max(steepest_, exponents_.back());
    }
  }

  PriceAnswer answer() {
    const AtVolume now = at(std::vector<Column>(exponents_.size(), Column(1.0)));
    const Column start = now.log_cost;
    serves_ = now.serves;
    const Column excess = gap(start);
    const Column y = all(less_equal(abs(excess), close_enough)) ? start : crossing(start, excess);
    PriceAnswer found{.of_class = factors_at(y), .reference = {}, .paid = {}, .spread = now.fixed};
    const double edge = std::exp(farthest) * (1 - 1e-9);
    for (Column& factor : found.of_class) {
      unsettled_ = max(unsettled_, max(greater_equal(factor, edge), less_equal(factor, 1 / edge)));
      factor = select(serves_, factor, 1.0);
    }
    found.unsettled = unsettled_ * serves_;
    const Column cost = exp(select(serves_, y, 0.0));
    found.paid = cost * (usd / request);
    found.reference = mean_reference();
    return found;
  }

 private:
  Drawn<UsdPerRequest> reference_of(const Elasticity& elasticity) const {
    if (elasticity.cost) return block_(*elasticity.cost);
    const Option& other = all_[place_of(elasticity.option, all_).value()];
    return exp(at_volume(other, traffic_).log_cost) * (usd / request);
  }

  /// Mean over the tasks of classes that answer the price.
  Drawn<UsdPerRequest> mean_reference() const {
    Drawn<Usd> cost;
    Drawn<Requests> tasks;
    for (std::size_t i = 0; i < exponents_.size(); ++i) {
      if (!traffic_.classes[i].requests->elasticity) continue;
      const Drawn<Requests> own = traffic_.classes[i].weight * month;
      cost += own * (exp(references_[i]) * (usd / request));
      tasks += own;
    }
    return cost / tasks;
  }

  AtVolume at_volume(const Option& option, const Traffic& traffic) const {
    Prepared one = prepare_at(option, all_, traffic, block_);
    own_traffic(one, std::make_shared<Traffic>(traffic));
    std::vector<Prepared> alone;
    alone.push_back(std::move(one));
    const Evaluation evaluation = evaluate(alone, traffic, block_, Detail::costs).front();
    const Drawn<Usd> paid = *evaluation.figures.get(measures::monthly_cost);
    const Drawn<Requests> tasks = tasks_of(traffic);
    const Column some = greater(paid / usd, 0.0) * greater(tasks / request, 0.0) * evaluation.feasible;
    const Column cost = select(some, paid / usd, 1.0) / select(some, tasks / request, 1.0);
    const Column usage = *evaluation.figures.get(measures::marginal_cost) / usd;
    return {log(cost), some, select(some, 1.0 - usage / select(some, paid / usd, 1.0), 0.0)};
  }
  AtVolume at(const std::vector<Column>& factors) const {
    return at_volume(option_, times(traffic_, factors, block_));
  }

  /// Multiples of the volume at a cost per task of exp(y).
  std::vector<Column> factors_at(const Column& y) const {
    std::vector<Column> factors;
    for (std::size_t i = 0; i < exponents_.size(); ++i) {
      const Column power = -exponents_[i] * (y - references_[i]);
      factors.push_back(exp(max(-farthest, min(farthest, power))));
    }
    return factors;
  }

  /// y - log c(v(y)): above zero where a task costs less than y says.
  Column gap(const Column& y) const {
    const AtVolume then = at(factors_at(y));
    // What no longer serves at that volume, as a fleet that is too small, still costs what it costs.
    return select(serves_, y - then.log_cost, 0.0);
  }

  /// Where the gap is zero, from a place where it is `excess`.
  Column crossing(const Column& start, const Column& excess) {
    Column near = start, gap_near = excess;
    // At e < 1 the far end is sure to be beyond; else it is looked for.
    const Column sure = 1.0 / max(1.0 - steepest_, 1e-3), step = select(less(steepest_, 1.0), sure, 1.0);
    Column far = start - excess, gap_far = gap(far);
    Column open = greater(gap_far * gap_near, 0.0);
    double reach = 1;
    for (int i = 0; i < most_doublings && any(open); ++i) {
      reach *= 2;
      const Column further = start - excess * max(step, reach), gap_further = gap(further);
      near = select(open, far, near);
      gap_near = select(open, gap_far, gap_near);
      far = select(open, further, far);
      gap_far = select(open, gap_further, gap_far);
      open = greater(gap_far * gap_near, 0.0);
    }
    unsettled_ = open;
    return narrowed(near, gap_near, far, gap_far);
  }

  Column narrowed(Column near, Column gap_near, Column far, Column gap_far) const {
    for (int i = 0; i < most_steps; ++i) {
      const Column done = less_equal(abs(gap_far), close_enough);
      const Column width = (1.0 - done) * (1.0 - unsettled_) * abs(far - near);
      if (all(less_equal(width, close_enough))) break;
      const Column span = gap_near - gap_far, flat = less_equal(abs(span), 0.0);
      const Column way = i % 2 == 1 ? Column(0.5) : select(flat, 0.5, gap_near / select(flat, 1.0, span));
      const Column middle = near + (far - near) * way, gap_middle = gap(middle);
      const Column beyond = less_equal(gap_middle * gap_near, 0.0) * (1.0 - done);
      const Column before = (1.0 - beyond) * (1.0 - done);
      far = select(beyond, middle, far);
      gap_far = select(beyond, gap_middle, gap_far);
      near = select(before, middle, near);
      gap_near = select(before, gap_middle, gap_near);
    }
    return far;
  }

  const Option& option_;
  const std::vector<Option>& all_;
  const Traffic& traffic_;
  const Block& block_;
  std::vector<Column> exponents_, references_;  ///< by class; logarithms of what the reference costs a task
  Column steepest_ = 0.0, serves_ = 1.0, unsettled_ = 0.0;
};

/// A multiple of the volume as explanations tell it.
Column told(Column factor, const Elasticity& elasticity, const PriceAnswer& answer, const Block& block) {
  const Column value = block(elasticity.value);
  const Column paid = always_named("cost of a task", answer.paid / (usd / request)),
               reference =
                   always_named("cost of a task of the reference", answer.reference / (usd / request));
  return opaque("(cost of a task / reference)^-elasticity", std::move(factor),
                {{"cost of a task", paid}, {"reference", reference}, {"elasticity", value}});
}

}  // namespace

bool is_elastic(const Traffic& traffic) {
  for (const ClassTraffic& each : traffic.classes) {
    if (each.requests->elasticity) return true;
  }
  return false;
}

Prepared settle(const Prepared& asked, const std::vector<Option>& all, const Traffic& traffic,
                const Block& block) {
  const Option& option = *asked.option;
  const Block plain = block.is_traced() ? block.plain() : block;
  const Traffic written = in_block(traffic, plain);
  PriceAnswer answer = Settling(option, all, written, plain).answer();
  for (std::size_t i = 0; i < answer.of_class.size(); ++i) {
    const auto& elasticity = traffic.classes[i].requests->elasticity;
    if (elasticity && block.is_traced())
      answer.of_class[i] = told(std::move(answer.of_class[i]), *elasticity, answer, block);
  }
  const Traffic served = times(traffic, answer.of_class, block);
  Prepared one = prepare_at(option, all, served, block);
  own_traffic(one, std::make_shared<Traffic>(served));
  one.elastic = std::move(answer);
  return one;
}

}  // namespace llmtco
