#include "routing/off_policy.h"

#include <algorithm>
#include <random>

using namespace llmtco;
using namespace llmtco::routing;

namespace {

/// A log of a router that sends with a chance that grows with its score; strong answers are right more often on hard calls.
struct World {
  RouterLog log;
  double truth = 0;  ///< of the router that sends what has a score of 0.6 and more
};

World world(std::uint64_t seed, std::size_t calls, bool guesses) {
  std::mt19937_64 words(seed);
  const auto uniform = [&] { return static_cast<double>(words() >> 11) * 0x1p-53; };
  World all;
  all.log.has_scores = true;
  all.log.has_guesses = guesses;
  for (std::size_t i = 0; i < calls; ++i) {
    LoggedCall call;
    call.score = uniform();
    const double strong = 0.9 - 0.1 * call.score, weak = 0.85 - 0.5 * call.score;
    const double chance = 0.1 + 0.8 * call.score;
    call.strong = uniform() < chance;
    call.propensity = call.strong ? chance : 1 - chance;
    call.reward = uniform() < (call.strong ? strong : weak) ? 1 : 0;
    if (guesses) {
      call.strong_guess = strong;
      call.weak_guess = weak;
    }
    all.log.calls.push_back(call);
  }
  // Scores are even on [0, 1]: 0.6 of them below 0.6 with mean 0.3, 0.4 above with mean 0.8.
  all.truth = 0.6 * (0.85 - 0.5 * 0.3) + 0.4 * (0.9 - 0.1 * 0.8);
  return all;
}

}  // namespace

TEST_CASE("two calls that another router would have sent either way") {
  RouterLog log;
  log.calls = {{.strong = true, .propensity = 0.8, .reward = 1}, {.strong = false, .propensity = 0.2}};
  const OffPolicy found = off_policy(log, {0.5, 0.5});
  CHECK(found.ips.value == doctest::Approx(0.3125));
  CHECK(found.self_normalised.value == doctest::Approx(0.2));
  // (0.625 + 2.5)^2 / (0.390625 + 6.25) = 1.4706 calls.
  CHECK(found.effective_calls == doctest::Approx(1.470588).epsilon(1e-6));
  CHECK(found.strong_share == 0.5);
}

TEST_CASE("a router judged by the log of another: no bias, and nine intervals of ten hold the truth") {
  for (const bool guesses : {false, true}) {
    CAPTURE(guesses);
    constexpr int worlds = 400;
    int held[3] = {0, 0, 0};
    double sum[3] = {0, 0, 0}, width[3] = {0, 0, 0}, truth = 0;
    for (int i = 0; i < worlds; ++i) {
      const World one = world(static_cast<std::uint64_t>(i) + 1, 1000, guesses);
      const OffPolicy found = off_policy(one.log, above_threshold(one.log, 0.6));
      truth = one.truth;
      const Estimate all[3] = {found.ips, found.self_normalised, found.doubly_robust};
      for (int k = 0; k < 3; ++k) {
        held[k] += all[k].low <= truth && truth <= all[k].high;
        sum[k] += all[k].value / worlds;
        width[k] += all[k].half_width() / worlds;
      }
    }
    for (int k = 0; k < 3; ++k) {
      CAPTURE(k);
      CHECK(sum[k] == doctest::Approx(truth).epsilon(0.004));
      CHECK(held[k] >= worlds * 86 / 100);
      CHECK(held[k] <= worlds * 94 / 100);
    }
    CHECK(width[1] < width[0]);
    if (guesses) CHECK(width[2] < width[1]);
  }
}

TEST_CASE("a log with mistakes is refused at their places") {
  Diagnostics diagnostics;
  read_router_log("sent_to,propensity,correct\nstrong,0.5,1\nmedium,0,1\nweak,0.4,yes\n", "log.csv",
                  diagnostics);
  std::string all;
  for (const Diagnostic& each : diagnostics.sorted())
    all += to_text(each.location) + ": " + each.message + "\n";
  CHECK(all ==
        "log.csv:3:1: 'medium' is neither 'strong' nor 'weak'\n"
        "log.csv:3:8: 0 is below 1e-06\n"
        "log.csv:4:10: 'yes' is neither 1 (right) nor 0 (wrong)\n");
}
