#include "workload/retrieval.h"

#include <doctest/doctest.h>

#include "workload/tokens.h"

using namespace llmtco;

namespace {

constexpr auto per_passage = token / request;

/// 55 % of 1 passage, 80 % of 5, 94 % of 20; 400 tokens each.
Retrieval retrieval_of(double passages) {
  return {.passages = passages,
          .tokens_each = 400.0 * per_passage,
          .found = {{1, 0.55}, {5, 0.80}, {20, 0.94}},
          .right_without = 0.3,
          .distraction = 0.005};
}

double found_among(double passages) { return found_share(retrieval_of(passages), Block()).constant(); }
double left_of(const Retrieval& retrieval) { return left_by_retrieval(retrieval, Block()).constant(); }

/// A question of 1,000 tokens with ten passages, answered in so many calls of 300 tokens with 200 new before each.
RequestClass question(double calls) {
  RequestClass requests;
  requests.requests = 1.0 * request / second;
  requests.input.mean = 1000.0 * per_passage;
  requests.output.mean = 300.0 * per_passage;
  requests.agent.calls.mean = calls;
  requests.agent.new_input.mean = 200.0 * per_passage;
  requests.retrieval = retrieval_of(10);
  return requests;
}

double tokens_of(const Drawn<TokensPerRequest>& length) { return (length / per_passage)[0]; }

}  // namespace

TEST_CASE("ten passages hold what 87 answers of 100 need, and leave 89 % of the right ones") {
  // 0.80 + 0.14 x 0.874469 / 1.807355 = 0.867737; (0.867737 + 0.132263 x 0.3) x (1 - 0.005 x 4) = 0.889268.
  CHECK(tokens_of(retrieved_tokens(retrieval_of(10), Block())) == 4000);
  CHECK(found_among(10) == doctest::Approx(0.867737).epsilon(1e-6));
  CHECK(left_of(retrieval_of(10)) == doctest::Approx(0.889268).epsilon(1e-6));
}

TEST_CASE("recall is as measured at its points, none of nothing, and no more beyond the last") {
  CHECK(found_among(1) == doctest::Approx(0.55));
  CHECK(found_among(5) == doctest::Approx(0.80));
  CHECK(found_among(20) == doctest::Approx(0.94));
  CHECK(found_among(0) == 0);
  CHECK(found_among(1000) == doctest::Approx(0.94));
  // One point, of 20: 2 passages are log2(3) / log2(21) = 0.360846 of the way.
  Retrieval one = retrieval_of(2);
  one.found = {{20, 0.94}};
  CHECK(found_share(one, Block()).constant() == doctest::Approx(0.94 * 0.360846).epsilon(1e-5));
}

TEST_CASE("more passages never hold less") {
  for (const std::vector<Retrieval::Recall>& found :
       {std::vector<Retrieval::Recall>{{1, 0.0}, {2, 1.0}}, {{7, 0.5}, {8, 0.5}, {1000, 0.51}}, {{3, 0.9}}}) {
    double before = 0;
    for (double passages = 0; passages <= 1000; passages += passages < 20 ? 0.25 : 20) {
      Retrieval retrieval = retrieval_of(passages);
      retrieval.found = found;
      const double now = found_share(retrieval, Block()).constant();
      CAPTURE(passages);
      CHECK(now >= before);
      CHECK(now <= 1);
      before = now;
    }
  }
}

TEST_CASE("without passages those answers are right that need none") {
  CHECK(left_of(retrieval_of(0)) == doctest::Approx(0.3));
  Retrieval knows_nothing = retrieval_of(0);
  knows_nothing.right_without = 0.0;
  CHECK(left_of(knows_nothing) == 0);
}

TEST_CASE("passages distract until no answer is right, and not beyond") {
  // 500 passages of 400 are 200,000 tokens: 0.005 x 200 = 1.
  CHECK(left_of(retrieval_of(250)) == doctest::Approx((0.94 + 0.06 * 0.3) * 0.5));
  CHECK(left_of(retrieval_of(500)) == doctest::Approx(0));
  CHECK(left_of(retrieval_of(1000)) == 0);
}

TEST_CASE("passages are read with the first input, at the factor of the text, and none of them is shared") {
  RequestClass requests = question(1);
  requests.shared_prefix = 5000.0 * per_passage;  // no longer than the 1,000 beside the passages
  CHECK(tokens_of(lengths_of(requests, {}, Block()).input) == 5000);
  CHECK(tokens_of(lengths_of(requests, {}, Block()).shared) == 1000);
  CHECK(tokens_of(lengths_of(requests, {.input = 1.2}, Block()).input) == doctest::Approx(6000));
  TokenFactors measured{.input = 1.2};  // of which 1,100 stand for the 1,000 written
  measured.measured_input = 1100.0 * per_passage;
  CHECK(tokens_of(lengths_of(requests, measured, Block()).input) == doctest::Approx(1100 + 1.1 * 4000));
}

TEST_CASE("passages are as long for every task: the rest of the input differs as it did") {
  RequestClass requests = question(1);
  requests.input.cv = 0.5;  // 500 of 1,000, and of 5,000
  CHECK(lengths_of(requests, {}, Block()).input_cv.constant() == doctest::Approx(0.1));
}

TEST_CASE("a loop reads its passages again in every later call") {
  // Three calls: 5,000, then 500 more each: 3 x 5,000 + 500 x 3 = 16,500, of which 2 x 5,000 + 500 again.
  const TaskTokens task = task_tokens(lengths_of(question(3), {}, Block()));
  CHECK(tokens_of(task.input) == doctest::Approx(16500));
  CHECK(tokens_of(task.repeated) == doctest::Approx(10500));
  CHECK(tokens_of(task.kept) == doctest::Approx(5500));
}
