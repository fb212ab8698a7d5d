#include "workload/tiers.h"

#include <doctest/doctest.h>

using namespace llmtco;

namespace {

RequestClass of_length(double mean, double cv) {
  RequestClass requests;
  requests.input.mean = mean * token / request;
  requests.input.cv = cv;
  requests.output.mean = 100.0 * token / request;
  return requests;
}

std::vector<TierShare> shares_of(const RequestClass& requests, const std::vector<Tokens>& tiers) {
  return tier_shares(lengths_of(requests, {}, Block()), tiers);
}

const std::vector<Tokens> from{Tokens(), 272'000.0 * token};

}  // namespace

TEST_CASE("calls alike are in one tier as a whole, from the first token of it on") {
  CHECK(shares_of(of_length(271'999, 0), from)[1].calls.constant() == 0);
  CHECK(shares_of(of_length(272'000, 0), from)[1].calls.constant() == 1);
  CHECK(shares_of(of_length(272'000, 0), from)[0].input.constant() == 0);
}

TEST_CASE("calls that spread reach a tier with the part of them that a lognormal has there") {
  // Mean 200,000, cv 0.5: s^2 = log(1.25) = 0.22314, s = 0.47238, log(200 / 272) = -0.30748.
  // Calls: Phi((-0.30748 - 0.11157) / 0.47238) = 0.18751; tokens: Phi((-0.30748 + 0.11157) / 0.47238) = 0.33917.
  const std::vector<TierShare> shares = shares_of(of_length(200'000, 0.5), from);
  CHECK(shares[1].calls.constant() == doctest::Approx(0.18751).epsilon(1e-4));
  CHECK(shares[1].input.constant() == doctest::Approx(0.33917).epsilon(1e-4));
}

TEST_CASE("an agent's later calls reach a tier that its first does not") {
  // Calls of 200,000, 250,100 and 300,200 tokens (50,000 new and the answer of 100 each): one of three, and
  // 300,200 of 750,300 tokens.
  RequestClass agent = of_length(200'000, 0);
  agent.agent = {.calls = {3.0, {}}, .new_input = {50'000.0 * token / request, {}}, .retries = 0.0};
  const std::vector<TierShare> shares = shares_of(agent, from);
  CHECK(shares[1].calls.constant() == doctest::Approx(1 / 3.0));
  CHECK(shares[1].input.constant() == doctest::Approx(300'200 / 750'300.0));
}

TEST_CASE("shares of all tiers sum to one") {
  const std::vector<Tokens> three{Tokens(), 100'000.0 * token, 272'000.0 * token};
  for (const double mean : {1'000.0, 90'000.0, 200'000.0, 1e6}) {
    for (const double cv : {0.0, 0.3, 2.0}) {
      CAPTURE(mean);
      CAPTURE(cv);
      double calls = 0, input = 0;
      for (const TierShare& share : shares_of(of_length(mean, cv), three)) {
        CHECK(share.calls.constant() >= 0);
        calls += share.calls.constant();
        input += share.input.constant();
      }
      CHECK(calls == doctest::Approx(1));
      CHECK(input == doctest::Approx(1));
    }
  }
}
