#include "workload/tool_time.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "columns/column_math.h"

// Times of tools between two calls: by hand, and against tools that are drawn one by one.

using namespace llmtco;

namespace {

MeanAndCv<Drawn<Seconds>> tool(double mean_s, double cv) { return {mean_s * second, cv}; }
double mean_of(const MeanAndCv<Drawn<Seconds>>& time) { return (time.mean / second)[0]; }
double deviation_of(const MeanAndCv<Drawn<Seconds>>& time) { return mean_of(time) * time.cv[0]; }

/// Of `count` lognormal times of mean 1, the slowest, one pause after another.
class DrawnTools {
 public:
  explicit DrawnTools(double cv) : sigma_(std::sqrt(std::log1p(cv * cv))) {}
  double one() { return std::exp(sigma_ * normal_(words_) - 0.5 * sigma_ * sigma_); }
  double slowest(int count) {
    double most = 0;
    for (int i = 0; i < count; ++i) most = std::max(most, one());
    return most;
  }
  double in_waves(int tools, int at_once) {
    double sum = 0;
    for (; tools > 0; tools -= at_once) sum += slowest(std::min(tools, at_once));
    return sum;
  }

 private:
  double sigma_;
  std::mt19937_64 words_{20261130};
  std::normal_distribution<double> normal_;
};

}  // namespace

TEST_CASE("the slower of two tools of a second takes 1.44 s where they differ by as much as their mean") {
  // s = sqrt(log 2) = 0.832555: 2 Phi(s / sqrt 2) = 2 Phi(0.588705), 4 Phi(1.177410).
  const Slowest two = slowest_of(2.0, 1.0);
  CHECK(two.mean[0] == doctest::Approx(1.443941).epsilon(1e-6));
  CHECK(two.square[0] == doctest::Approx(3.521936).epsilon(1e-6));
  // Of three at cv 0.5, log(1.25) = 0.223144, s = 0.472381.
  CHECK(slowest_of(3.0, 0.5).mean[0] == doctest::Approx(1.422280).epsilon(1e-5));
}

TEST_CASE("one tool is the slowest of itself, and of tools that always take as long none is slower") {
  for (const double cv : {0.0, 0.3, 1.0, 5.0}) {
    CHECK(slowest_of(1.0, cv).mean.is(1));
    CHECK(slowest_of(1.0, cv).square.is(1 + cv * cv));
  }
  CHECK(slowest_of(7.0, 0.0).mean.is(1));
  const MeanAndCv<Drawn<Seconds>> one = time_between_calls(tool(2, 0.7), 1.0, 3.0);
  CHECK(mean_of(one) == 2);
  CHECK(one.cv.is(0.7));
  // Where the number is drawn, one goes through the quadrature, and comes out as itself.
  Column count = Column::uninitialised();
  std::fill_n(count.values(), block_draws, 1.0);
  CHECK(slowest_of(count, 1.0).mean[5] == doctest::Approx(1).epsilon(1e-13));
  CHECK(slowest_of(count, 1.0).square[5] == doctest::Approx(2).epsilon(1e-13));
}

TEST_CASE("the slowest of some tools is that of tools drawn one by one") {
  constexpr int draws = 100'000;
  for (const double cv : {0.3, 1.0}) {
    for (const int count : {2, 3, 8}) {
      CAPTURE(cv);
      CAPTURE(count);
      DrawnTools tools(cv);
      double sum = 0, squares = 0;
      for (int i = 0; i < draws; ++i) {
        const double slowest = tools.slowest(count);
        sum += slowest;
        squares += slowest * slowest;
      }
      const Slowest formula = slowest_of(count, cv);
      CHECK(formula.mean[0] == doctest::Approx(sum / draws).epsilon(0.01));
      CHECK(formula.square[0] == doctest::Approx(squares / draws).epsilon(0.04));
    }
  }
}

TEST_CASE("three tools of 2 s one after another, in two waves, and at once") {
  const auto three = [](double at_once) { return time_between_calls(tool(2, 1), 3.0, at_once); };
  // Deviations add as squares: 2 s x sqrt(3).
  CHECK(mean_of(three(1)) == doctest::Approx(6));
  CHECK(deviation_of(three(1)) == doctest::Approx(3.464102));
  // The slower of two, and one more: 2 (1.443941 + 1) and 2 sqrt(1.436970 + 1).
  CHECK(mean_of(three(2)) == doctest::Approx(4.887882));
  CHECK(deviation_of(three(2)) == doctest::Approx(3.122160));
  CHECK(mean_of(three(3)) == doctest::Approx(3.505638));
  CHECK(mean_of(three(10)) == mean_of(three(3)));
  // Without a spread waves alone count: 3, 2 and 1 of them.
  for (const auto& [at_once, waves] : {std::pair{1, 3}, {2, 2}, {3, 1}, {50, 1}})
    CHECK(mean_of(time_between_calls(tool(2, 0), 3.0, at_once)) == doctest::Approx(2 * waves));
}

TEST_CASE("of two and a half tools half of the pauses have two and half of them three") {
  // 4 s or 6 s: 5 s, deviation 1 s.
  const auto alike = time_between_calls(tool(2, 0), 2.5, 1.0);
  CHECK(mean_of(alike) == doctest::Approx(5));
  CHECK(deviation_of(alike) == doctest::Approx(1));
  // Two at once: one wave or two.
  CHECK(mean_of(time_between_calls(tool(2, 0), 2.5, 2.0)) == doctest::Approx(3));
  // A tool in every fourth pause: 0.5 s on average, and sqrt(4 x 0.25 - 0.25) s from it.
  const auto seldom = time_between_calls(tool(2, 0), 0.25, 4.0);
  CHECK(mean_of(seldom) == doctest::Approx(0.5));
  CHECK(deviation_of(seldom) == doctest::Approx(0.866025));
  CHECK(mean_of(time_between_calls(tool(2, 1), 0.0, 4.0)) == 0);
  CHECK(time_between_calls(tool(2, 1), 0.0, 4.0).cv[0] == 0);
}

TEST_CASE("waves take what tools drawn one by one take") {
  constexpr int draws = 50'000;
  for (const auto& one : {std::pair{5, 2}, {7, 3}, {4, 4}}) {
    const int tools = one.first, at_once = one.second;
    CAPTURE(tools);
    DrawnTools drawn(0.8);
    double sum = 0, squares = 0;
    for (int i = 0; i < draws; ++i) {
      const double time = drawn.in_waves(tools, at_once);
      sum += time;
      squares += time * time;
    }
    const double mean = sum / draws;
    const auto formula = time_between_calls(tool(1, 0.8), tools, at_once);
    CHECK(mean_of(formula) == doctest::Approx(mean).epsilon(0.01));
    CHECK(deviation_of(formula) == doctest::Approx(std::sqrt(squares / draws - mean * mean)).epsilon(0.03));
  }
}

TEST_CASE("more tools side by side never take longer, and more tools never less") {
  for (const double cv : {0.0, 0.2, 1.0, 3.0}) {
    for (const double tools : {0.5, 1.0, 2.0, 2.7, 4.0, 6.0, 9.5, 24.0}) {
      double before = tools * 2 * (1 + 1e-12);
      for (const double at_once : {1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 24.0, 100.0}) {
        CAPTURE(cv);
        CAPTURE(tools);
        CAPTURE(at_once);
        const double now = mean_of(time_between_calls(tool(2, cv), tools, at_once));
        CHECK(now <= before * (1 + 1e-9));
        CHECK(now >= 2 * std::min(tools, 1.0) * (1 - 1e-9));
        CHECK(mean_of(time_between_calls(tool(2, cv), tools + 0.5, at_once)) >= now * (1 - 1e-9));
        before = now;
      }
    }
  }
}

TEST_CASE("numbers that are drawn take in each draw what they take as constants") {
  Column tools = Column::uninitialised(), cv = Column::uninitialised();
  for (std::size_t draw = 0; draw < block_draws; ++draw) {
    tools.values()[draw] = 0.01 * static_cast<double>(draw);
    cv.values()[draw] = 0.002 * static_cast<double>(draw);
  }
  const auto all = time_between_calls({2.0 * second, cv}, tools, 3.0);
  for (const std::size_t draw : {0, 50, 100, 101, 299, 300, 301, 777, 1023}) {
    CAPTURE(draw);
    const auto alone = time_between_calls(tool(2, cv[draw]), tools[draw], 3.0);
    CHECK((all.mean / second)[draw] == doctest::Approx(mean_of(alone)).epsilon(1e-9));
    CHECK(all.cv[draw] == doctest::Approx(alone.cv[0]).epsilon(1e-7));
  }
}

TEST_CASE("of pauses of two minutes on average 93.5 % are within five") {
  TaskLengths lengths;
  lengths.tool_time = Drawn<Seconds>(120.0 * second);
  lengths.tool_cv = 1.0;
  const auto within = [&](double s) { return pauses_within(Drawn<Seconds>(s * second), lengths)[0]; };
  // (log 2.5 + 0.346574) / 0.832555 = 1.516854.
  CHECK(within(300) == doctest::Approx(0.935348).epsilon(1e-6));
  CHECK(within(0) == doctest::Approx(0));
  lengths.tool_cv = 0.0;
  CHECK(within(119) == 0);
  CHECK(within(120) == 1);
  lengths.tool_time = {};
  lengths.tool_cv = 1.0;
  CHECK(within(0) == 1);
}
