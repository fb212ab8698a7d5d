#include "gate/check.h"

#include "gate/attribution.h"
#include "studies.h"

using namespace llmtco;

namespace {

CheckSettings settings_of(std::uint64_t seed, std::size_t draws) {
  return {.run = {.seed = seed, .draws = draws}, .most_draws = draws};
}

/// How many of so many seeds end with a verdict, where the price is `factor` times as high.
int seeds_with(Verdict verdict, double factor, int seeds) {
  const Study base = priced_study(1), candidate = priced_study(factor);
  const std::vector<Gate> gates = gates_from({"cost.monthly: increase < 2%"}, {.options = {"it"}});
  int count = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    const CheckResult result = check({.base = &base, .candidate = &candidate, .gates = gates},
                                     settings_of(static_cast<std::uint64_t>(seed), 1024));
    if (factor == 1) CHECK(result.findings.at(0).difference->value == 0);
    count += result.verdict() == verdict ? 1 : 0;
  }
  return count;
}

Finding finding_of(const std::string& gate, const Study* base, const Study& candidate,
                   std::size_t most = 1024) {
  CheckSettings settings = settings_of(1, 1024);
  settings.most_draws = most;
  return check({.base = base,
                .candidate = &candidate,
                .gates = gates_from({gate}, {.options = {"it", "other"}})},
               settings)
      .findings.at(0);
}

}  // namespace

TEST_CASE("an unchanged scenario passes with every seed, and its difference is exactly zero") {
  CHECK(seeds_with(Verdict::pass, 1, 1000) == 1000);
}

TEST_CASE("3 % more is caught by a gate of 2 % with every seed, and 1.9 % more fails with none") {
  CHECK(seeds_with(Verdict::fail, 1.03, 1000) == 1000);
  CHECK(seeds_with(Verdict::fail, 1.019, 1000) == 0);
}

TEST_CASE("what so few draws do not decide is inconclusive, and more of them decide it") {
  // Mean 1000 exp(0.02 + 0.08) = 1,105; P95 = 1000 exp(1.645 x 0.447) = 2,087.
  const Study study = priced_study(1);
  CHECK(finding_of("cost.monthly.p95 < $2092", nullptr, study).verdict == Verdict::inconclusive);
  CHECK(finding_of("cost.monthly.p95 < $2092", nullptr, study, 1 << 17).verdict == Verdict::pass);
  CHECK(finding_of("cost.monthly.p95 < $2080", nullptr, study, 1 << 17).verdict == Verdict::fail);
  CHECK(finding_of("cost.monthly < $1200", nullptr, study).verdict == Verdict::pass);
  const Finding chance = finding_of("prob(cost.monthly > $2087) < 10%", nullptr, study);
  CHECK(chance.verdict == Verdict::pass);
  CHECK(chance.measured->value == doctest::Approx(0.05).epsilon(0.1));
}

TEST_CASE("a figure over requests, a unit cost and a line of the bill are gated as any other") {
  const Study base = priced_study(1), candidate = priced_study(1.1);
  CHECK(finding_of("cost.per_request: increase < 5%", &base, candidate).verdict == Verdict::fail);
  CHECK(finding_of("cost.monthly/it: increase < 5%", &base, candidate).measured->value ==
        doctest::Approx(0.1));
  CHECK(finding_of("cost.horizon: increase < 12%", &base, candidate).verdict == Verdict::pass);
  CHECK_THROWS_AS(finding_of("cost.monthly/nothing: increase < 5%", &base, candidate), InputError);
}

TEST_CASE("gates on the bill itself need no draws, of an option and of the best one") {
  const Study base = priced_study(1), candidate = priced_study(1.1);
  for (const char* gate :
       {"unpriced <= 0", "it.unpriced: unchanged", "best.unpriced <= 0", "best.pricebook.age < 9d"}) {
    CAPTURE(std::string(gate));
    const Finding found = finding_of(gate, &base, candidate);
    CHECK(found.verdict == Verdict::pass);
    CHECK(found.option == "it");
    CHECK(found.measured->value == 0);
  }
  CHECK(finding_of("unpriced > 0", nullptr, candidate).verdict == Verdict::fail);
}

TEST_CASE("an option that is gone fails the gate that names it; a new one is said nothing of") {
  Study base = priced_study(1);
  const Study candidate = priced_study(1);
  add_option(base, "other", Distribution{distributions::Constant{5}});
  CHECK(finding_of("other.cost.monthly: increase < 5%", &base, candidate).reason == "the option is gone");
  const CheckResult turned = check(
      {.base = &candidate, .candidate = &base, .gates = gates_from({"cost.monthly: increase < 5%"}, {})},
      settings_of(1, 1024));
  CHECK(turned.findings.size() == 1);
  CHECK(turned.notes.at(0) == "other: new; cost.monthly: increase < 5% says nothing of it");
  CHECK(finding_of("best: unchanged", &candidate, base).verdict == Verdict::fail);  // $5 is less than $1,105
}

TEST_CASE("shares are a change's mean over all orders, and sum to the difference") {
  // Price 1 to 2, volume 100 to 150: 100 becomes 300, of which price +125 and volume +75.
  const auto study = [](const std::vector<bool>& made) {
    Study one = empty_study();
    add_option(one, "it",
               Distribution{distributions::Constant{(made[0] ? 2.0 : 1.0) * (made[1] ? 150 : 100)}});
    return one;
  };
  const auto all =
      attribution({.causes = {{.path = "price"}, {.path = "volume"}}, .study = study}, {.draws = 1024}, 0.01);
  REQUIRE(all);
  const std::vector<Cause>& causes = all->at(0).causes;
  REQUIRE(causes.size() == 2);
  CHECK(causes[0].path == "price");
  CHECK(causes[0].share_usd.value == doctest::Approx(125));
  CHECK(causes[1].share_usd.value == doctest::Approx(75));
}

TEST_CASE("shares of fewer draws become parts of the difference of all draws") {
  // 300 - 100 of a difference of 204: the 4 that are missing go by size, 3 to 1.
  Attribution shares{
      .option = "it",
      .causes = {{.path = "a", .share_usd = {300, 290, 310}}, {.path = "b", .share_usd = {-100, -102, -98}}}};
  settle(1000, 1204, shares);
  CHECK(shares.causes[0].share_usd.value == doctest::Approx(303));
  CHECK(shares.causes[0].share_usd.low == doctest::Approx(293));
  CHECK(shares.causes[1].share_usd.value == doctest::Approx(-99));
  CHECK(shares.candidate_usd - shares.base_usd == doctest::Approx(204));
}

TEST_CASE("an option is not evaluated again for what does not touch it, unless that turns out to move it") {
  // The first change doubles one option, the second triples the other: of either, one cause has the whole change.
  std::size_t evaluated = 0;
  const auto study = [&evaluated](const std::vector<bool>& made) {
    ++evaluated;
    Study both = empty_study();
    add_option(both, "a", Distribution{distributions::Constant{made[0] ? 200.0 : 100.0}});
    add_option(both, "b", Distribution{distributions::Constant{made[1] ? 30.0 : 10.0}});
    return both;
  };
  Changes changes{.causes = {{.path = "of a"}, {.path = "of b"}}, .study = study};
  for (const bool truly : {true, false}) {
    changes.touches = [truly](std::size_t change, const std::string& option) {
      return ((change == 0) == (option == "a")) == truly;
    };
    const auto all = attribution(changes, {.draws = 1024}, 0.01);
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK(all->at(0).causes.size() == 1);
    CHECK(all->at(0).causes.at(0).path == "of a");
    CHECK(all->at(0).causes.at(0).share_usd.value == doctest::Approx(100));
    CHECK(all->at(1).causes.at(0).path == "of b");
    CHECK(all->at(1).causes.at(0).share_usd.value == doctest::Approx(20));
    // Base and candidate, the candidate and both with their own changes, and the base: 6 studies are made.
    if (truly) CHECK(evaluated == 6);
  }
}

TEST_CASE("shares of drawn costs sum to the difference, be the orders all or some") {
  for (const std::size_t changes : {3u, 14u}) {
    Changes asked;
    for (std::size_t i = 0; i < changes; ++i) asked.causes.push_back({.path = std::to_string(i)});
    asked.study = [](const std::vector<bool>& made) {
      double factor = 1;
      for (std::size_t i = 0; i < made.size(); ++i)
        factor *= made[i] ? 1.01 + 0.01 * static_cast<double>(i) : 1;
      return priced_study(factor);
    };
    const auto all = attribution(asked, {.draws = 1024}, 0.01);
    REQUIRE(all);
    double sum = 0;
    for (const Cause& cause : all->at(0).causes) {
      sum += cause.share_usd.value;
      CHECK(cause.share_usd.low < cause.share_usd.value);
    }
    const double change = all->at(0).candidate_usd - all->at(0).base_usd;
    CHECK(all->at(0).exact == (changes == 3));
    CHECK(std::abs(sum - change) < 1e-12 * all->at(0).candidate_usd);
  }
}
