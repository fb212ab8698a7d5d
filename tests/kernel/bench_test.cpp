#include "kernel/bench.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "kernel/bench_fit.h"
#include "kernel/bench_log.h"
#include "kernel/bench_text.h"

namespace llmtco::kernel {

namespace {

/// A run as short and small as can be: what it measures is not looked at, only that the report hangs
/// together.
const BenchRun& small_run() {
  static const BenchRun run = [] {
    BenchOptions options;
    options.formats = {Format::f16, Format::q4};
    options.threads = {1, 2};
    options.batches = {1, 4, 16};
    options.seconds = 0.5;
    options.rows = 256;
    options.inputs = 512;
    options.working_set_bytes = std::size_t{8} << 20;
    return bench(options);
  }();
  return run;
}

}  // namespace

TEST_CASE("a run has a point for every format, thread count and batch, in its own units") {
  const BenchRun& run = small_run();
  CHECK(run.points.size() == 2 * 2 * 3);
  CHECK(std::count_if(run.points.begin(), run.points.end(),
                      [](const BenchPoint& p) { return p.batch == 1; }) == 4);
  CHECK(run.limits.size() == 2);
  CHECK(run.fits.size() == 4);
  CHECK(run.derived.size() == 4);
  CHECK(run.quality.size() == 2);  // q4, two kinds of weights
  for (const BenchPoint& p : run.points) {
    CHECK(p.t_s.samples >= 1);
    CHECK(p.t_s.best > 0);
    CHECK(p.t_s.best <= p.t_s.median);
    CHECK(p.t_s.low <= p.t_s.median);
    CHECK(p.t_s.median <= p.t_s.high);
    CHECK(p.GBps() == doctest::Approx(p.rows * p.inputs * bits_per_weight(p.format) / 8e9 / p.t_s.median));
    CHECK(p.GOPS() == doctest::Approx(2.0 * p.rows * p.inputs * p.batch / p.t_s.median * 1e-9));
    CHECK(p.rows % 32 == 0);
  }
  for (const BenchDerived& d : run.derived) {
    if (d.format == Format::f16) CHECK(d.speed_vs_f16.value == doctest::Approx(1));
    CHECK(d.speed_vs_f16.value > 0);
  }
  CHECK(run.valid == run.reasons.empty());
}

TEST_CASE("the tables and the picture name what was measured") {
  const BenchRun& run = small_run();
  const std::string text = bench_tables(run);
  for (const char* word :
       {"DRAM read GB/s", "f16", "q4", "of DRAM read", "GOPS by columns", "t_mem s/GB", "student-t4"}) {
    CHECK(text.find(word) != std::string::npos);
  }
  const std::string picture = roofline_picture(run, 1);
  for (const char* word : {"Roofline of 1 thread:", "GOPS\n", "operations per byte of weights\n"})
    CHECK(picture.find(word) != std::string::npos);
  const std::string drawn = picture.substr(picture.find('\n'));
  for (const char* mark : {"f", "4", ".", "'"}) CHECK(drawn.find(mark) != std::string::npos);
  CHECK(roofline_picture(run, 7) == "no measurement with 7 threads\n");
}

TEST_CASE("a verdict gives its reasons") {
  BenchRun run;
  run.valid = true;
  CHECK(bench_verdict(run) == "valid: every decode interval is within 5 %\n");
  run.valid = false;
  run.reasons = {"machine busy: somebody compiles"};
  CHECK(bench_verdict(run) == "not valid as a calibration:\n  machine busy: somebody compiles\n");
}

TEST_CASE("options that cannot be measured are refused, each with its sentence") {
  BenchOptions o;
  CHECK(complaints(o).empty());
  o.formats = {};
  o.batches = {0, 4};
  o.threads = {-1};
  o.seconds = 0.1;
  o.rows = 8;
  const std::vector<std::string> wrong = complaints(o);
  REQUIRE(wrong.size() == 5);
  CHECK(wrong[0] == "no weight format to measure");
  CHECK(wrong[1] == "batch sizes must be 1 or more");
  CHECK(wrong[2] == "thread counts must be 1 or more");
  CHECK(wrong[3] == "a run needs half a second or more, not 0.1 s");
  CHECK(wrong[4] == "matrices must have 32 rows and 64 inputs or more");
  CHECK_THROWS_AS(bench(o), std::invalid_argument);
}

TEST_CASE("a curve's fit comes in seconds per gigabyte and per billion operations") {
  // q4 reads 0.5625 bytes a weight: 0.02 s/GB is 0.01125 ns a weight; 0.002 s/Gop is 0.004 ns per weight and
  // column.
  std::vector<detail::PerWeight> points;
  for (int n = 1; n <= 256; n *= 4) {
    const double t = blended_time({0.01125e-9, 0.004e-9, 2}, n);
    points.push_back({static_cast<double>(n), {t, t, t}});
  }
  const BenchFit fit = detail::curve_fit(Format::q4, 1, points, 1, 20);
  CHECK(fit.t_mem_s_per_GB.value == doctest::Approx(0.02).epsilon(0.01));
  CHECK(fit.t_c_s_per_Gop.value == doctest::Approx(0.002).epsilon(0.01));
  CHECK(fit.p.value == doctest::Approx(2).epsilon(0.02));
  CHECK(fit.knee == doctest::Approx(0.01125 / 0.004).epsilon(0.02));
  CHECK(fit.p.low == doctest::Approx(fit.p.high));  // samples without spread
}

TEST_CASE("a ratio of medians carries the spread of both") {
  const Interval95 exact = detail::ratio({4, 4, 4}, {2, 2, 2}, 1);
  CHECK(exact.value == 2);
  CHECK(exact.low == 2);
  CHECK(exact.high == 2);
  const Interval95 wide = detail::ratio({3, 4, 5}, {2, 2, 2}, 1);
  CHECK(wide.low < 2);
  CHECK(wide.high > 2);
}

}  // namespace llmtco::kernel
