#include "serving/timeline.h"

#include <doctest/doctest.h>

using namespace llmtco::serving;

TEST_CASE("a timeline of any length is at most 512 averages, whose sum is what was put in") {
  for (const Picoseconds step :
       {Picoseconds{1'000'000}, Picoseconds{700'000'000}, Picoseconds{40'000'000'000}}) {
    Timeline t;
    double batch = 0;
    for (std::int64_t i = 0; i < 5000; ++i) {
      t.add(i * step, (i + 1) * step,
            {.batch = static_cast<double>(i % 7), .kv_blocks = 1, .queued = 0, .busy = 1, .tokens = 3});
      batch += static_cast<double>(i % 7) * in_seconds(step);
    }
    const auto spans = t.spans();
    CHECK(spans.size() <= 512);
    double sum = 0, tokens = 0;
    const Picoseconds end = 5000 * step;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const double time = in_seconds(std::min(end, static_cast<Picoseconds>(i + 1) * t.span()) -
                                     static_cast<Picoseconds>(i) * t.span());
      sum += spans[i].batch * time;
      tokens += spans[i].tokens * time;
      CHECK(spans[i].busy == doctest::Approx(1));
    }
    CHECK(sum == doctest::Approx(batch));
    CHECK(tokens == doctest::Approx(15'000));
  }
}
