#include "deployment/route_counted.h"

#include <fmt/format.h>

#include <cmath>

namespace llmtco {
namespace {

/// Parameters of a beta above which it is drawn as a normal (random/distribution.cpp).
constexpr double largest_of_beta = 1e5;

/// Share of k in n, as far as so many tell.
Distribution share_of(double k, double n) {
  const double alpha = k + 0.5, beta = n - k + 0.5, sum = n + 1;
  if (alpha <= largest_of_beta && beta <= largest_of_beta) return distributions::Beta{alpha, beta};
  // Its mean and deviation; of n = 200,000 both tails of a share of one in a hundred are met to 1e-6.
  const double mean = alpha / sum, deviation = std::sqrt(mean * (1 - mean) / (sum + 1));
  constexpr double far = 8;  // deviations, beyond which nothing is drawn
  const distributions::Normal normal{mean, deviation};
  if (mean - far * deviation > 0 && mean + far * deviation < 1) return normal;
  return truncated(normal, 0, 1);
}

}  // namespace

routes::Counted counted_of(const routing::SplitQuestions& split,
                           const std::shared_ptr<const routing::Questions>& questions, Variables& variables,
                           OriginId origin) {
  const auto share = [&](const char* what, double k, double n) -> Uncertain<double> {
    return variables.uncertain<double>(fmt::format("router.{}.{}", questions->name, what), share_of(k, n),
                                       origin);
  };
  const auto known_share = [&](double k) { return Uncertain<double>(k / split.all).from(origin); };
  return {.sent = questions->score.empty() ? known_share(split.sent) : share("sent", split.sent, split.all),
          .sent_right = share("sent_right", split.sent_right, split.sent),
          .kept_right = share("kept_right", split.kept_right, split.all - split.sent),
          .needless = known_share(split.needless),
          .missed = known_share(split.missed),
          .questions = questions};
}

routes::Counted counted_at(const std::shared_ptr<const routing::Questions>& questions, double threshold,
                           Variables& variables, OriginId origin) {
  return counted_of(routing::split_at(*questions, {threshold}).front(), questions, variables, origin);
}

}  // namespace llmtco
