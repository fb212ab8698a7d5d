#include "deployment/route.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "deployment/answers.h"
#include "deployment/endpoint.h"
#include "deployment/retrieved.h"
#include "deployment/route_by_step.h"
#include "routing/answer_cache.h"
#include "routing/cascade.h"
#include "routing/critical.h"
#include "routing/fallback.h"
#include "routing/lost_cache.h"
#include "routing/votes.h"

namespace llmtco {
namespace {

/// Shares of right answers of every leg, by class; empty where they are unknown.
using Rights = std::vector<std::vector<Column>>;

/// What policies are asked with.
struct Asked {
  const Route& route;
  const std::vector<Option>& all;
  const Context& context;
  const Rights& rights;
  int month = 0;  ///< of the horizon

  std::size_t classes() const { return context.traffic.classes.size(); }
  bool are_known() const {
    return std::none_of(rights.begin(), rights.end(), [](const auto& each) { return each.empty(); });
  }
  /// The joint outcomes of the two legs, the first the weak one.
  routing::Outcomes outcomes(std::size_t i, const routes::Likeness& likeness) const {
    const Column share = left(i), strong = where_found(rights[1][i], share),
                 correlation = context.block(likeness.correlation);
    Column weak = where_found(rights[0][i], share);
    if (likeness.harder_per_month && month > 0)
      weak = max(0.0, weak - static_cast<double>(month) * context.block(*likeness.harder_per_month));
    return less_misses(
        routing::outcomes_of(strong, weak,
                             likeness.tetrachoric ? routing::both_by_tetrachoric(strong, weak, correlation)
                                                  : routing::both_by_phi(strong, weak, correlation)),
        share);
  }
  /// What retrieval leaves of right answers, of all legs alike.
  Column left(std::size_t i) const {
    return left_by_retrieval(*context.traffic.classes[i].requests, context.block);
  }
  std::string unknown() const {
    const auto found =
        std::find_if(rights.begin(), rights.end(), [](const auto& each) { return each.empty(); });
    return fmt::format("how right {} is decides what is sent where, and is unknown",
                       route.legs[static_cast<std::size_t>(found - rights.begin())]);
  }
};

/// Shares of one class of two legs: the second gets `to_second`, the first all or the rest.
void add_two(const Column& first, const Column& to_second, RouteMix& mix) {
  mix.calls[0].push_back(first);
  mix.calls[1].push_back(to_second);
  mix.answered[0].push_back(1.0 - to_second);
  mix.answered[1].push_back(to_second);
}

void add(const routes::ByClass& policy, const Asked& asked, RouteMix& mix) {
  for (std::size_t i = 0; i < asked.classes(); ++i) {
    const auto& shares = policy.shares[i];
    Column sum = 0.0, right = 0.0;
    bool certain = true;
    for (const Uncertain<double>& share : shares) {
      sum += asked.context.block(share);
      certain = certain && share.is_known();
    }
    for (std::size_t leg = 0; leg < shares.size(); ++leg) {
      const Column share =
          certain ? asked.context.block(shares[leg]) : asked.context.block(shares[leg]) / sum;
      mix.calls[leg].push_back(share);
      mix.answered[leg].push_back(share);
      if (asked.are_known()) right += share * asked.rights[leg][i];
    }
    if (asked.are_known()) mix.right.push_back(right);
  }
}

void add_routed(const routing::Routed& found, RouteMix& mix) {
  add_two(1.0 - found.strong_share, found.strong_share, mix);
  mix.right.push_back(found.accuracy);
  mix.needless.push_back(found.needless);
  mix.missed.push_back(found.missed);
}

void add_by_table(const routes::Table& table, const Column& threshold, std::size_t i, const Asked& asked,
                  RouteMix& mix) {
  const Column sent = 1.0 - threshold;
  add_two(1.0 - sent, sent, mix);
  if (!asked.are_known()) return;
  const Column &weak = asked.rights[0][i], &strong = asked.rights[1][i];
  mix.right.push_back(weak + routing::recovered_at(table.curve, sent) * (strong - weak));
}

/// Of what one model would find in its cache in all calls of a task, the part that a leg does not find in its own.
Column lost_share(const ClassTraffic& requests, const Column& calls) {
  const Drawn<TokensPerRequest> all = calls * requests.task.repeated;
  const Column is_any = less(Drawn<TokensPerRequest>(), all);
  const Drawn<TokensPerRequest> some = select(is_any, all, Drawn<TokensPerRequest>(1.0 * token / request));
  return select(is_any, min(1.0, routing::lost_reads(requests.lengths, calls) / some), 0.0);
}

void add_lost(const Asked& asked, RouteMix& mix) {
  for (const std::vector<Column>& calls : mix.calls) {
    auto& lost = mix.lost.emplace_back();
    for (std::size_t i = 0; i < asked.classes(); ++i)
      lost.push_back(lost_share(asked.context.traffic.classes[i], calls[i]));
  }
}

void add(const routes::ByScore& policy, const Asked& asked, RouteMix& mix) {
  const Block& block = asked.context.block;
  const Column threshold = block(policy.threshold);
  for (std::size_t i = 0; i < asked.classes(); ++i) {
    if (const auto* auc = std::get_if<routes::Auc>(&policy.quality)) {
      if (!asked.are_known()) {
        mix.lacks = asked.unknown();
        return;
      }
      add_routed(
          routing::routed_by_auc(asked.outcomes(i, auc->likeness), auc->shape, block(auc->auc), threshold),
          mix);
    } else if (const auto* counted = std::get_if<routes::Counted>(&policy.quality)) {
      const Column sent = block(counted->sent);
      const Column right = sent * block(counted->sent_right) + (1.0 - sent) * block(counted->kept_right);
      const routing::Routed found{.strong_share = sent,
                                  .accuracy = right,
                                  .needless = block(counted->needless),
                                  .missed = block(counted->missed)};
      add_routed(less_misses(found, asked.left(i)), mix);
    } else {
      add_by_table(std::get<routes::Table>(policy.quality), threshold, i, asked, mix);
    }
  }
  if (policy.each_call) add_lost(asked, mix);
}

void add(const routes::ByJudge& policy, const Asked& asked, RouteMix& mix) {
  if (!asked.are_known()) {
    mix.lacks = asked.unknown();
    return;
  }
  const Block& block = asked.context.block;
  for (std::size_t i = 0; i < asked.classes(); ++i) {
    const routing::CascadeMix found = routing::cascade(
        asked.outcomes(i, policy.likeness), {block(policy.accepts_right), block(policy.accepts_wrong)});
    add_two(1.0, found.escalated, mix);
    mix.right.push_back(found.accuracy);
    mix.needless.push_back(found.needless);
    mix.missed.push_back(found.missed);
  }
}

void add(const routes::ByVotes& policy, const Asked& asked, RouteMix& mix) {
  const Column correlation = asked.context.block(policy.correlation);
  for (std::size_t i = 0; i < asked.classes(); ++i) {
    mix.calls[0].push_back(static_cast<double>(policy.samples));
    mix.answered[0].push_back(1.0);
    if (!asked.are_known()) continue;
    const Column left = asked.left(i), one = where_found(asked.rights[0][i], left);
    mix.right.push_back(less_misses(routing::majority_right(policy.samples, one, correlation), left));
  }
}

/// Times of an option whose speed is stated, by class: with what calls wait for at its rate limits, as it gets all of them.
std::vector<ClassLatency> stated_times(const Option& option, const Context& context) {
  const Context all{context.block, context.traffic, context.share, Detail::tails};
  Evaluation times;
  Use use = asked_of(all);
  if (const auto* endpoint = std::get_if<Endpoint>(&option.serving)) {
    serve(*endpoint, option.contracts, all, use, times);
  } else {
    serve(std::get<Stated>(option.serving), all, use, times);
  }
  return times.latency;
}

routing::AnswerTimes times_of(const ClassLatency& latency) {
  return {latency.ttft, latency.tpot, latency.e2e};
}

void add(const routes::OnFailure& policy, const Asked& asked, RouteMix& mix) {
  const routing::Fallback fallback = fallback_of(policy, asked.context.block);
  const Option& first = asked.all[place_of(asked.route.legs[0], asked.all).value()];
  const std::vector<ClassLatency> times =
      policy.timeout ? stated_times(first, asked.context) : std::vector<ClassLatency>();
  for (std::size_t i = 0; i < asked.classes(); ++i) {
    const Column fallen =
        policy.timeout ? routing::fallen(fallback, times_of(times[i])) : routing::fallen(fallback);
    add_two(1.0, fallen, mix);
    if (!asked.are_known()) continue;
    mix.right.push_back((1.0 - fallen) * asked.rights[0][i] + fallen * asked.rights[1][i]);
  }
}

void add(const routes::FromCache& policy, const Asked& asked, RouteMix& mix) {
  const routing::AnswerCache cache{asked.context.block(policy.hit_rate),
                                   asked.context.block(policy.wrong_hits)};
  for (std::size_t i = 0; i < asked.classes(); ++i) {
    mix.calls[0].push_back(1.0 - cache.hit_rate);
    mix.answered[0].push_back(1.0);
    if (asked.are_known()) mix.right.push_back(routing::cached_accuracy(cache, asked.rights[0][i]));
  }
}

void add(const routes::ByCriticality& policy, const Asked& asked, RouteMix& mix) {
  const Block& block = asked.context.block;
  const routing::CriticalTraffic critical{block(policy.share), block(policy.caught),
                                          policy.alarms ? block(*policy.alarms) : Column(0.0)};
  for (std::size_t i = 0; i < asked.classes(); ++i) {
    const bool known = asked.are_known();
    const routing::CriticalMix found = routing::by_criticality(
        critical, known ? asked.rights[1][i] : Column(0.0), known ? asked.rights[0][i] : Column(0.0));
    add_two(1.0 - found.precise_share, found.precise_share, mix);
    if (known) mix.right.push_back(found.accuracy);
  }
}

void add(const routes::ByStep& policy, const Asked& asked, RouteMix& mix) {
  mix.lacks = lacking_path(asked.context);
  if (!mix.lacks.empty()) return;
  mix.places = policy.places;
  bool known = true;
  for (std::size_t i = 0; i < asked.classes(); ++i) {
    const Calls& calls = asked.context.traffic.classes[i].lengths.calls;
    const Column one_call = 1.0 - routing::tasks_reaching(calls, {.last = true});
    for (std::size_t leg = 0; leg < policy.places.size(); ++leg) {
      const routing::Places& places = policy.places[leg];
      mix.calls[leg].push_back(routing::tasks_reaching(calls, places));
      const Column last = places.last ? 1.0 - one_call : Column(0.0);
      mix.answered[leg].push_back(places.first ? one_call + last : last);
    }
    const std::optional<Column> right = right_by_step({asked.route, policy, asked.all}, i, asked.context);
    known = known && right;
    if (right) mix.right.push_back(*right);
  }
  if (!known) mix.right.clear();
}

}  // namespace

routing::Fallback fallback_of(const routes::OnFailure& policy, const Block& block) {
  routing::Fallback fallback{block(policy.fails), policy.noticed ? block(*policy.noticed) : Drawn<Seconds>()};
  if (policy.timeout) fallback.timeout = block(*policy.timeout);
  return fallback;
}

RouteMix mix_of(const Route& route, const std::vector<Option>& all, const Context& context) {
  Rights rights;
  for (const std::string& leg : route.legs)
    rights.push_back(right_answers(all[place_of(leg, all).value()], all, context));
  const auto of_month = [&](int month) {
    RouteMix mix;
    mix.calls.resize(route.legs.size());
    mix.answered.resize(route.legs.size());
    const Asked asked{route, all, context, rights, month};
    std::visit([&](const auto& policy) { add(policy, asked, mix); }, route.policy);
    return mix;
  };
  RouteMix mix = of_month(0);
  const Period& period = context.traffic.period;
  if (harder_per_month(route) == nullptr || !mix.lacks.empty() || period.first + period.months == 1)
    return mix;
  std::vector<RouteMix> months{mix};
  for (int month = 1; month < period.first + period.months; ++month) months.push_back(of_month(month));
  mix.months = std::move(months);
  to_period(mix, context.traffic);
  return mix;
}

std::vector<Column> right_answers(const Option& option, const std::vector<Option>& all,
                                  const Context& context) {
  if (const auto* route = std::get_if<Route>(&option.serving)) return mix_of(*route, all, context).right;
  const auto* split = std::get_if<Split>(&option.serving);
  if (split == nullptr) return right_of(option.answers, context);
  const std::vector<Column> shares = shares_of(*split, context.block);
  std::vector<Column> right(context.traffic.classes.size(), Column(0.0));
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const std::vector<Column> own =
        right_answers(all[place_of(split->parts[k].option, all).value()], all, context);
    if (own.empty()) return {};
    for (std::size_t i = 0; i < right.size(); ++i) right[i] += shares[k] * own[i];
  }
  return right;
}

}  // namespace llmtco
