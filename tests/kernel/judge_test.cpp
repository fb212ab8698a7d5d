#include "kernel/bench_judge.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kernel/bench_log.h"
#include "kernel/bench_text.h"

namespace llmtco::kernel {

namespace {

using detail::Cell;
using detail::Kept;
using detail::PointSample;
using detail::WindowLog;

/// `count` samples of 1 ms each in one window.
std::vector<PointSample> samples(int count, bool interrupted, std::size_t window = 0) {
  return std::vector<PointSample>(
      static_cast<std::size_t>(count),
      {.seconds = 0.001, .read = 40e9, .peak = 1e12, .window = window, .interrupted = interrupted});
}

Cell cell(int batch, std::vector<PointSample> whole, const std::vector<PointSample>& interrupted) {
  whole.insert(whole.end(), interrupted.begin(), interrupted.end());
  return {.format = Format::q4, .batch = batch, .threads = 2, .samples = std::move(whole)};
}

/// A point of 1 ms with so many samples taken and interrupted, and a half width of its interval.
BenchPoint point(Format format, int threads, int taken, int interrupted, double half_width, int batch = 1) {
  BenchPoint p{};
  p.format = format;
  p.batch = batch;
  p.threads = threads;
  p.rows = p.inputs = 4096;
  p.t_s = {0.001, 0.001, 0.001 * (1 - half_width), 0.001 * (1 + half_width), taken - interrupted};
  p.taken = taken;
  p.interrupted = interrupted;
  return p;
}

BenchRun judged(std::vector<BenchPoint> points, double others) {
  BenchRun run;
  run.conditions.others_cpu_share = others;
  for (const BenchPoint& p : points) {
    if (p.batch != 1) continue;
    BenchFit fit{};
    fit.format = p.format;
    fit.threads = p.threads;
    run.fits.push_back(fit);
    BenchDerived derived{};
    derived.format = p.format;
    derived.threads = p.threads;
    derived.speed_vs_f16 = {2, 1.9, 2.1};
    run.derived.push_back(derived);
  }
  run.points = std::move(points);
  detail::judge(5, run);
  return run;
}

}  // namespace

TEST_CASE("a sample is interrupted by what was lost: 1 % of its time without a core") {
  CHECK_FALSE(detail::interrupted(0.010, 0.00009, 0));
  CHECK(detail::interrupted(0.010, 0.00011, 0));
  CHECK_FALSE(detail::interrupted(0.010, 0.00002, 1));  // taken for 20 microseconds
  CHECK(detail::interrupted(0.010, std::nullopt, 1));   // nobody says for how long
  CHECK_FALSE(detail::interrupted(0.010, std::nullopt, 0));
}

TEST_CASE("a point is made of samples that nobody interrupted, of quiet windows where these suffice") {
  const WindowLog log({0.02, 0.50});  // shares of a core that others used
  CHECK(log.quiet(0));
  CHECK_FALSE(log.quiet(1));
  CHECK_FALSE(log.quiet(2));  // not closed yet
  CHECK(log.others_share() == doctest::Approx(0.26));

  Cell both = cell(1, samples(15, false, 0), samples(20, true, 0));
  const std::vector<PointSample> loud = samples(9, false, 1);
  both.samples.insert(both.samples.end(), loud.begin(), loud.end());
  CHECK(both.uninterrupted() == 24);
  Kept kept = detail::kept(both, log);
  CHECK(kept.samples.size() == 15);
  CHECK(kept.enough);
  CHECK(kept.quiet);

  both.samples.erase(both.samples.begin());  // 14 of the quiet window are too few: those of the other join
  kept = detail::kept(both, log);
  CHECK(kept.samples.size() == 23);
  CHECK(kept.enough);
  CHECK_FALSE(kept.quiet);
}

TEST_CASE("without enough samples all are shown, interrupted ones too, and the point is not valid") {
  const WindowLog log({0.02});
  Kept kept = detail::kept(cell(1, samples(14, false), samples(3, true)), log);
  CHECK(kept.samples.size() == 17);
  CHECK_FALSE(kept.enough);
  kept = detail::kept(cell(64, samples(2, false), samples(3, true)), log);  // two suffice with more columns
  CHECK(kept.samples.size() == 2);
  CHECK(kept.enough);
}

TEST_CASE("a quiet run is valid, for every format and thread count") {
  const BenchRun run = judged({point(Format::f16, 1, 16, 0, 0.01), point(Format::q4, 1, 20, 0, 0.049),
                               point(Format::f16, 2, 22, 7, 0.02), point(Format::q4, 2, 30, 0, 0.03)},
                              0.04);
  CHECK(run.valid);
  CHECK(run.reasons.empty());
  CHECK(bench_verdict(run) == "valid: every decode interval is within 5 %\n");
  CHECK(valid_decode(run) == "f16, q4 on 1 thread and f16, q4 on 2 threads");
}

TEST_CASE("points of one thread are kept while those of two are interrupted") {
  const BenchRun run = judged({point(Format::f16, 1, 16, 0, 0.01), point(Format::f16, 2, 45, 45, 0.6),
                               point(Format::q4, 1, 15, 0, 0.02), point(Format::q4, 2, 40, 37, 0.01)},
                              1.5);
  CHECK_FALSE(run.valid);
  CHECK(run.points[0].valid);
  CHECK_FALSE(run.points[1].valid);
  CHECK(run.points[2].valid);
  CHECK_FALSE(run.points[3].valid);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(run.fits[i].valid == run.points[i].valid);
    CHECK(run.derived[i].valid == run.points[i].valid);
  }
  CHECK(bench_verdict(run) ==
        "valid for decode of f16, q4 on 1 thread; not for the rest:\n"
        "  interrupted by others, who used 150 % of a core; 15 samples without are needed, which a quieter "
        "machine gives: decode of f16 on 2 threads (0 of 45), q4 on 2 threads (3 of 40)\n");
}

TEST_CASE("too few samples in a quiet run ask for more seconds, and nobody is blamed") {
  const BenchRun run = judged({point(Format::q8, 1, 15, 0, 0.01), point(Format::q2, 2, 8, 0, 0.01)}, 0.03);
  CHECK(run.reasons == std::vector<std::string>{
                           "few samples, 15 needed; --seconds 10 takes more: decode of q2 on 2 threads (8)"});
}

TEST_CASE("a wide interval says how wide, how wide it may be and what others used, and blames nobody") {
  const BenchRun run =
      judged({point(Format::q4, 1, 40, 0, 0.0559), point(Format::q4, 2, 40, 0, 0.1279)}, 0.03);
  CHECK(run.reasons ==
        std::vector<std::string>{"intervals wider than +-5 % (95 % of the median), others used 3 % of a "
                                 "core; --seconds 10 takes more "
                                 "samples: decode of q4 on 1 thread (+-5.6 %), q4 on 2 threads (+-12.8 %)"});
  CHECK(bench_verdict(run).starts_with("not valid as a calibration:\n"));
}

TEST_CASE("an interval a little too wide is not said to be as wide as it may") {
  const BenchRun run = judged({point(Format::q4, 1, 40, 0, 0.0501)}, 0.03);
  REQUIRE(run.reasons.size() == 1);
  CHECK(run.reasons[0].ends_with("q4 on 1 thread (+-5.1 %)"));  // rounded up
}

TEST_CASE("each cause has a reason of its own") {
  const BenchRun run = judged({point(Format::f16, 1, 5, 0, 0.01), point(Format::q8, 2, 20, 10, 0.01),
                               point(Format::q4, 2, 20, 0, 0.07)},
                              0.4);
  REQUIRE(run.reasons.size() == 3);
  CHECK(run.reasons[0].starts_with("few samples"));
  CHECK(run.reasons[1] ==
        "interrupted by others, who used 40 % of a core; 15 samples without are needed, which a quieter "
        "machine or --seconds 10 gives: decode of q8 on 2 threads (10 of 20)");  // half came through
  CHECK(run.reasons[2].starts_with("intervals wider"));
}

TEST_CASE(
    "a fit of fewer than three points that nobody interrupted is named, though its decode point is valid") {
  BenchRun run;
  run.conditions.others_cpu_share = 0.1;
  run.points = {point(Format::q2, 2, 30, 0, 0.01), point(Format::q2, 2, 3, 2, 0, 8)};
  BenchFit fit{};
  fit.format = Format::q2;
  fit.threads = 2;
  fit.valid = false;
  run.fits = {fit};
  detail::judge(5, run);
  CHECK(run.points[0].valid);
  CHECK_FALSE(run.valid);
  CHECK(run.reasons == std::vector<std::string>{
                           "fewer than 3 points of a curve that nobody interrupted, others used 10 % of a "
                           "core; --seconds 10 takes more: form of q2 on 2 threads"});
}

TEST_CASE("a speed over f16 needs that of f16 to be valid too") {
  const BenchRun run = judged({point(Format::f16, 2, 30, 20, 0.01), point(Format::q4, 2, 30, 0, 0.01)}, 0.2);
  CHECK(run.points[1].valid);
  CHECK(run.fits[1].valid);
  CHECK_FALSE(run.derived[1].valid);
}

TEST_CASE("points of more columns need two samples that nobody interrupted, however wide their interval") {
  const BenchRun run = judged({point(Format::q4, 2, 20, 0, 0.01), point(Format::q4, 2, 3, 1, 0.3, 64),
                               point(Format::q4, 2, 3, 2, 0, 128)},
                              0.02);
  CHECK(run.points[1].valid);
  CHECK_FALSE(run.points[2].valid);
  CHECK(run.valid);  // a run rests on its decode points
}

}  // namespace llmtco::kernel
