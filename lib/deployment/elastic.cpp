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
constexpr double close_enough = 1e-11;
constexpr int most_steps = 80, most_doublings = 12;
/// Log of the multiple of the volume from which on it is taken to run away.
const double farthest = std::log(1e6);

/// Volumes of all classes, in one block.
struct Volumes {
  const Traffic& asked;  ///< as the scenario has them
  const std::vector<Option>& options;
  const Block& block;
};

/// The same option with every class at a multiple of its volume. Whom it asks about wrong answers stays as it is. Of one
/// class a replica serves as many calls as before; of several it is prepared again, since their mix is another.
Prepared prepared_at(const Prepared& asked, const std::vector<Column>& factors, const Volumes& volumes) {
  const bool one_class = factors.size() == 1;
  Prepared one = asked;
  if (!one_class) {
    const Traffic more = at_multiples(volumes.asked, factors, volumes.block);
    one = prepare_at(*asked.option, volumes.options, more, volumes.block);
  }
  const auto settle_traffic = [&](const auto& self, Prepared& to, const Prepared& from) -> void {
    to.own =
        std::make_shared<Traffic>(at_multiples(from.own ? *from.own : volumes.asked, factors, volumes.block));
    to.escalations = from.escalations;
    if (one_class && to.capacity) {
      to.capacity->mean = to.capacity->mean * factors[0];
      to.capacity->peak = to.capacity->peak * factors[0];
    }
    for (std::size_t i = 0; i < to.parts.size(); ++i) self(self, to.parts[i], from.parts[i]);
    for (std::size_t i = 0; i < to.unbroken.size(); ++i) self(self, to.unbroken[i], from.unbroken[i]);
  };
  settle_traffic(settle_traffic, one, asked);
  return one;
}

/// What a task costs in a volume, and in which draws that is known.
struct AtVolume {
  Column log_cost, is_paid, serves, fixed;
};

AtVolume at_volume(Prepared one, const std::vector<Column>& factors, const Volumes& volumes) {
  Drawn<Requests> tasks;
  for (std::size_t i = 0; i < factors.size(); ++i)
    tasks += volumes.asked.classes[i].rate * month * factors[i];
  std::vector<Prepared> alone;
  alone.push_back(std::move(one));
  const Evaluation evaluation = evaluate(alone, volumes.asked, volumes.block, Detail::costs).front();
  const Column paid = *evaluation.figures.get(measures::monthly_cost) / usd, count = tasks / request,
               usage = *evaluation.figures.get(measures::marginal_cost) / usd;
  const Column any_tasks = greater(count, 0.0), is_paid = greater(paid, 0.0) * any_tasks;
  const Column some = select(is_paid, paid, 1.0);
  // What no longer serves at that volume, as a fleet that is too small, still costs what it costs.
  return {log(some / select(is_paid, count, 1.0)), is_paid, evaluation.feasible * any_tasks,
          select(is_paid, 1.0 - usage / some, 0.0)};
}

class Settling {
 public:
  Settling(const Prepared& asked, const Volumes& volumes) : asked_(asked), volumes_(volumes) {
    for (const ClassTraffic& each : volumes.asked.classes) {
      const auto& elasticity = each.requests->elasticity;
      exponents_.push_back(elasticity ? volumes.block(elasticity->value) : Column(0.0));
      references_.push_back(elasticity ? log_reference(*elasticity) : Column(0.0));
      steepest_ = max(steepest_, exponents_.back());
    }
  }

  PriceAnswer answer() {
    const std::vector<Column> once(exponents_.size(), Column(1.0));
    const AtVolume now = at_volume(prepared_at(asked_, once, volumes_), once, volumes_);
    // What costs nothing has no end of tasks; what cannot serve, or be compared, stays as it is asked for.
    const Column free = now.serves * (1.0 - now.is_paid);
    compares_ = compares_ * now.serves * now.is_paid;
    const Column excess = gap(now.log_cost);
    const Column y =
        all(less_equal(abs(excess), close_enough)) ? now.log_cost : crossing(now.log_cost, excess);
    PriceAnswer found{
        .of_class = factors_at(y), .reference = mean_reference(), .paid = {}, .spread = now.fixed};
    const double edge = std::exp(farthest) * (1 - 1e-9);
    for (Column& factor : found.of_class) {
      unsettled_ = max(unsettled_, max(greater_equal(factor, edge), less_equal(factor, 1 / edge)));
      factor = select(compares_, factor, 1.0);
    }
    found.unsettled = max(unsettled_ * compares_, free);
    found.paid = select(now.is_paid, exp(select(compares_, y, now.log_cost)), 0.0) * (usd / request);
    return found;
  }

 private:
  /// Logarithm of what a task of the reference costs at the volume that is asked for.
  Column log_reference(const Elasticity& elasticity) {
    if (elasticity.cost) return log(volumes_.block(*elasticity.cost) / (usd / request));
    const Option& other = volumes_.options[place_of(elasticity.option, volumes_.options).value()];
    const std::vector<Column> once(volumes_.asked.classes.size(), Column(1.0));
    const AtVolume its =
        at_volume(prepare_at(other, volumes_.options, volumes_.asked, volumes_.block), once, volumes_);
    compares_ = compares_ * its.serves * its.is_paid;
    return its.log_cost;
  }

  /// Mean over the tasks of classes that answer the price.
  Drawn<UsdPerRequest> mean_reference() const {
    Drawn<Usd> cost;
    Drawn<Requests> tasks;
    for (std::size_t i = 0; i < exponents_.size(); ++i) {
      if (!volumes_.asked.classes[i].requests->elasticity) continue;
      const Drawn<Requests> own = volumes_.asked.classes[i].weight * month;
      cost += own * (exp(references_[i]) * (usd / request));
      tasks += own;
    }
    return cost / tasks;
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
    const std::vector<Column> factors = factors_at(y);
    const AtVolume then = at_volume(prepared_at(asked_, factors, volumes_), factors, volumes_);
    return select(compares_, y - then.log_cost, 0.0);
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

  /// Chandrupatla's method: inverse quadratic interpolation where it is safe, else bisection.
  /// T. Chandrupatla, "A new hybrid quadratic/bisection algorithm", Advances in Engineering Software 28, 1997.
  Column narrowed(Column one, Column gap_one, Column two, Column gap_two) const {
    Column way = 0.5;
    for (int i = 0; i < most_steps; ++i) {
      const Column open = (1.0 - unsettled_) * (1.0 - found_between({one, gap_one, two, gap_two}));
      if (!any(open)) break;
      const Column next = one + way * (two - one), gap_next = gap(next);
      const Column same_side = greater(gap_next * gap_one, 0.0);
      const Column third = select(same_side, one, two), gap_third = select(same_side, gap_one, gap_two);
      two = select(open, select(same_side, two, one), two);
      gap_two = select(open, select(same_side, gap_two, gap_one), gap_two);
      one = select(open, next, one);
      gap_one = select(open, gap_next, gap_one);
      way = next_way({one, gap_one, two, gap_two}, third, gap_third);
    }
    const Column narrow = less_equal(abs(one - two), 4 * close_enough);
    const Column smaller = select(less_equal(abs(gap_one), abs(gap_two)), one, two);
    // At a step the side on which a task costs less than demand would pay: the machines are full.
    return select(narrow, max(one, two), smaller);
  }

  struct Ends {
    const Column &one, &gap_one, &two, &gap_two;
  };
  static Column found_between(const Ends& ends) {
    const Column least = min(abs(ends.gap_one), abs(ends.gap_two));
    return max(less_equal(least, 0.01 * close_enough), less_equal(abs(ends.one - ends.two), close_enough));
  }
  /// Where to go next, as a part of the way from the first end to the second.
  static Column next_way(const Ends& ends, const Column& third, const Column& gap_third) {
    const auto over = [](const Column& a, const Column& b) {
      const Column none = equal(b, 0.0);
      return select(none, 0.0, a / select(none, 1.0, b));
    };
    const auto& [one, gap_one, two, gap_two] = ends;
    const Column xi = over(one - two, third - two), phi = over(gap_one - gap_two, gap_third - gap_two);
    const Column safe = less(phi * phi, xi) * less((1.0 - phi) * (1.0 - phi), 1.0 - xi);
    const Column quadratic = over(gap_one, gap_two - gap_one) * over(gap_third, gap_two - gap_third) +
                             over(third - one, two - one) * over(gap_one, gap_third - gap_one) *
                                 over(gap_two, gap_third - gap_two);
    const Column least = min(0.5, over(0.5 * close_enough, abs(two - one)));
    return max(least, min(1.0 - least, select(safe, quadratic, 0.5)));
  }

  const Prepared& asked_;
  const Volumes& volumes_;
  std::vector<Column> exponents_, references_;  ///< by class; logarithms of what the reference costs a task
  Column steepest_ = 0.0, compares_ = 1.0, unsettled_ = 0.0;
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
  const Block plain = block.is_traced() ? block.plain() : block;
  const Traffic written = in_block(traffic, plain);
  const Prepared in_plain = prepare_at(*asked.option, all, written, plain);
  PriceAnswer answer = Settling(in_plain, {written, all, plain}).answer();
  for (std::size_t i = 0; i < answer.of_class.size(); ++i) {
    const auto& elasticity = traffic.classes[i].requests->elasticity;
    if (elasticity && block.is_traced())
      answer.of_class[i] = told(std::move(answer.of_class[i]), *elasticity, answer, block);
  }
  Prepared one = prepared_at(asked, answer.of_class, {traffic, all, block});
  one.elastic = std::move(answer);
  return one;
}

}  // namespace llmtco
