#include <doctest/doctest.h>

#include "serving/call_stream.h"

using namespace llmtco::serving;

TEST_CASE("calls of a stream have the lengths, shares and rate that are asked for") {
  const CallStream stream(3);
  const std::vector<CallClass> classes{
      {.share = 3, .input = 800, .output = 200, .input_cv = 1, .output_cv = 0.5},
      {.share = 1, .input = 4000, .cached = 0.75, .output = 50}};
  const Calls calls = stream.calls(classes, 20, {0, 64});
  const auto n = static_cast<double>(calls.load.requests.size());
  double first = 0, input = 0, output = 0;
  for (std::size_t i = 0; i < calls.of_class.size(); ++i) {
    const Request& r = calls.load.requests[i];
    if (calls.of_class[i] == 1) {
      CHECK(r.input == 4000);
      CHECK(r.ready == 3000);
      CHECK(r.output == 50);
      continue;
    }
    ++first;
    input += r.input;
    output += r.output;
  }
  CHECK(first / n == doctest::Approx(0.75).epsilon(0.01));
  CHECK(input / first == doctest::Approx(800).epsilon(0.02));
  CHECK(output / first == doctest::Approx(200).epsilon(0.01));
  CHECK(n / in_seconds(calls.load.requests.back().arrival) == doctest::Approx(20).epsilon(0.015));
}

TEST_CASE("a call of a stream is the same whatever the rate and the other class are") {
  const CallStream stream(3);
  const std::vector<CallClass> one{{.input = 800, .output = 200, .input_cv = 1, .output_cv = 0.5}};
  const Calls slow = stream.calls(one, 1, {5, 1}), fast = stream.calls(one, 4, {5, 1});
  for (std::size_t i = 0; i < 1024; i += 101) {
    CHECK(slow.load.requests[i].input == fast.load.requests[i].input);
    CHECK(in_seconds(slow.load.requests[i].arrival) ==
          doctest::Approx(4 * in_seconds(fast.load.requests[i].arrival)).epsilon(1e-9));
  }
}

TEST_CASE("moments of a class are those of the calls it draws, cut at the longest that there may be") {
  CallClass calls{.input = 3000, .output = 400, .input_cv = 1.5, .output_cv = 1};
  for (const double longest : {1e7, 8192.0}) {
    calls.longest = longest;
    const Calls drawn = CallStream(1).calls(std::vector{calls}, 1, {0, 256});
    double input = 0, output = 0;
    for (const Request& r : drawn.load.requests) {
      CHECK(r.input + r.output <= longest + 1);
      input += r.input;
      output += r.output;
    }
    const auto n = static_cast<double>(drawn.load.requests.size());
    const CallMoments m = moments_of(calls);
    CHECK(m.input == doctest::Approx(input / n).epsilon(0.02));
    CHECK(m.output == doctest::Approx(output / n).epsilon(0.02));
  }
}
