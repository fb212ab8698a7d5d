#include <random>

#include "routing/lost_cache.h"

using namespace llmtco;
using namespace llmtco::routing;

namespace {

TaskLengths loop(double calls) {
  TaskLengths lengths;
  lengths.calls.mean = calls;
  lengths.input = 1000.0 * token / request;
  lengths.step = 500.0 * token / request;
  return lengths;
}
double in_tokens(const Drawn<TokensPerRequest>& amount) { return (amount / (token / request))[0]; }

}  // namespace

TEST_CASE("half of three calls to each of two models reads 1,000 tokens of 2,500 anew") {
  CHECK(in_tokens(lost_reads(loop(3), 0.5)) == doctest::Approx(500));
  CHECK(in_tokens(lost_reads(loop(3), 1.0)) == doctest::Approx(0));
  CHECK(in_tokens(lost_reads(loop(1), 0.5)) == doctest::Approx(0));
  // What all tasks share is kept by either model: of 1,000, 400 of them shared, a call that switches loses 600.
  TaskLengths shared = loop(2);
  shared.shared = 400.0 * token / request;
  CHECK(in_tokens(lost_reads(shared, 0.5)) == doctest::Approx(150));
}

TEST_CASE("what loops of 1 to 200 calls lose is what a walk through their calls loses") {
  std::mt19937_64 words(7);
  for (const int calls : {2, 10, 50, 200}) {
    CAPTURE(calls);
    constexpr int tasks = 20'000;
    double lost = 0;
    for (int task = 0; task < tasks; ++task) {
      double kept = 0;
      for (int k = 0; k < calls; ++k) {
        const bool here = static_cast<double>(words() >> 11) * 0x1p-53 < 0.3;
        if (!here) continue;
        const double prefix = k == 0 ? 0 : 1000 + 500.0 * (k - 1);
        lost += prefix - kept;
        kept = 1000 + 500.0 * k;
      }
    }
    CHECK(in_tokens(lost_reads(loop(calls), 0.3)) == doctest::Approx(lost / tasks).epsilon(0.02));
  }
}

TEST_CASE("where the context is summarized, a switch loses what stands between summaries") {
  // Above 4,000 tokens to 600, 200 new: 7 calls from 1,000 to 4,000, then 7 at a time from 800 to 3,800.
  std::mt19937_64 words(11);
  for (const int calls : {3, 8, 50, 200}) {
    CAPTURE(calls);
    constexpr int tasks = 20'000;
    double lost = 0;
    for (int task = 0; task < tasks; ++task) {
      double kept = 0, context = 0;  // what this model has read of it, what the last call has
      for (int k = 0; k < calls; ++k) {
        const bool here = static_cast<double>(words() >> 11) * 0x1p-53 < 0.3;
        if (here) lost += context - kept;  // by the call or by the summary before it
        const bool full = k > 0 && context + 500 > 4000;
        if (full) kept = 0;
        context = k == 0 ? 1000 : full ? 800 : context + 500;
        if (here) kept = context;
      }
    }
    TaskLengths lengths = loop(calls);
    lengths.new_input = 200.0 * token / request;
    lengths.compaction = SummaryLengths{4000.0 * token / request, 600.0 * token / request};
    CHECK(in_tokens(lost_reads(lengths, 0.3)) == doctest::Approx(lost / tasks).epsilon(0.02));
  }
}
