// Nanoseconds per value of the numeric floors, for every instruction set of this machine, as Markdown.
//
//     numerics_bench [SECONDS PER ROW]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <vector>

#include "columns/column_math.h"
#include "host/isa.h"
#include "middle.h"
#include "random/quantile.h"
#include "random/quantile_table.h"
#include "random/sampler.h"
#include "stats/quantiles.h"
#include "stats/summary.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

constexpr std::size_t blocks = 64;
volatile double sink = 0;

struct Row {
  const char* name;
  std::size_t values;  // of one call
  std::function<void()> run;
};

double nanoseconds(const std::function<void()>& run) {
  const auto begin = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
}

/// Of the calls of `seconds`, in nanoseconds per value.
bench::Middle cost_of(const Row& row, double seconds) {
  std::vector<double> times;
  for (double spent = 0; spent < seconds * 1e9 || times.size() < 5;) {
    const double time = nanoseconds(row.run);
    times.push_back(time / static_cast<double>(row.values));
    spent += time;
  }
  return bench::middle(times);
}

/// `make(block)` for 64 blocks.
template <class Make>
Row column_row(const char* name, Make make) {
  return {name, blocks * block_draws, [make] {
            for (std::size_t b = 0; b < blocks; ++b) sink = sink + make(b)[b];
          }};
}

Series lognormal_series(std::size_t draws) {
  const Sampler sampler(plan_for(SamplingMethod::plain, draws), 3, {"x"});
  const Quantile quantile(Lognormal{1660, 0.9});
  Series series(sampler.plan().blocks());
  for (std::size_t b = 0; b < sampler.plan().blocks(); ++b) series.set(b, quantile(sampler.uniforms(0, b)));
  series.finish();
  return series;
}

std::vector<Row> rows() {
  static const Sampler plain(plan_for(SamplingMethod::plain, blocks * block_draws), 1, {"x"});
  static const Sampler sobol(plan_for(SamplingMethod::sobol, blocks * block_draws), 1, {"x"});
  static const Quantile normal(Normal{0, 1}), lognormal(Lognormal{1, 0.5}), beta(Beta{4, 3}),
      mixture(Mixture{{0.5, 0.5}, {Normal{0, 1}, Normal{4, 1}}});
  static const Column u = plain.uniforms(0, 0), v = plain.uniforms(0, 1);
  static const Series short_series = lognormal_series(8192),
                      long_series = lognormal_series(std::size_t{1} << 20);
  static const std::vector<double> five = {0.05, 0.5, 0.95, 0.99, 0.999};
  return {
      column_row("multiply two columns", [](std::size_t) { return u * v; }),
      column_row("multiply by a constant", [](std::size_t) { return u * 1.5; }),
      column_row("divide", [](std::size_t) { return u / v; }),
      column_row("exp", [](std::size_t) { return exp(u); }),
      column_row("log", [](std::size_t) { return log(u); }),
      column_row("normal_cdf", [](std::size_t) { return normal_cdf(u); }),
      column_row("normal_quantile", [](std::size_t) { return normal_quantile(u); }),
      column_row("plain uniform", [](std::size_t b) { return plain.uniforms(0, b); }),
      column_row("Sobol' uniform", [](std::size_t b) { return sobol.uniforms(0, b); }),
      column_row("plain normal", [](std::size_t b) { return normal(plain.uniforms(0, b)); }),
      column_row("Sobol' normal", [](std::size_t b) { return normal(sobol.uniforms(0, b)); }),
      column_row("Sobol' lognormal", [](std::size_t b) { return lognormal(sobol.uniforms(0, b)); }),
      column_row("Sobol' beta by table", [](std::size_t b) { return beta(sobol.uniforms(0, b)); }),
      column_row("Sobol' mixture", [](std::size_t b) { return mixture(sobol.uniforms(0, b)); }),
      {"summary of 8,192", short_series.size(), [] { sink = sink + summarize(short_series, 8).p95.value; }},
      {"summary of 1,048,576", long_series.size(), [] { sink = sink + summarize(long_series, 8).p95.value; }},
      {"5 quantiles of 1,048,576", long_series.size(),
       [] { sink = sink + quantiles(long_series.values(), five)[2]; }},
      {"nth_element x 5 of 1,048,576", long_series.size(),
       [] {
         std::vector<double> copy(long_series.values().begin(), long_series.values().end());
         auto from = copy.begin();
         for (double p : five) {
           const auto place =
               copy.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(copy.size() - 1));
           std::nth_element(from, place, copy.end());
           sink = sink + *place;
           from = place;
         }
       }},
      {"beta table, each (ns)", 1,
       [] {
         sink = sink + detail::quantile_table(Beta{4, 3})[0];
       }},
      {"gamma table, each (ns)", 1,
       [] {
         sink = sink + detail::quantile_table(Gamma{4, 3})[0];
       }},
      {"mixture table, each (ns)", 1,
       [] {
         sink = sink + Quantile(Mixture{{0.5, 0.5}, {Normal{0, 1}, Normal{4, 1}}})(0.5)[0];
       }},
      {"sampler of 10 variables, each (ns)", 1,
       [] {
         const Sampler sampler(plan_for(SamplingMethod::sobol, 8192), 1,
                               {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"});
         sink = sink + sampler.uniforms(0, 0)[0];
       }},
  };
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 0.1;
  fmt::print(
      "## Numeric floors\n\nWall time of calls on one thread: the median, and the middle half of them.\n\n");
  fmt::print("| nanoseconds per value |");
  for (Isa candidate : available_isas()) fmt::print(" {} |", name(candidate));
  fmt::print("\n|---|");
  for (std::size_t i = 0; i < available_isas().size(); ++i) fmt::print("---|");
  fmt::print("\n");
  for (const Row& row : rows()) {
    fmt::print("| {} |", row.name);
    for (Isa candidate : available_isas()) {
      set_isa(candidate);
      const bench::Middle cost = cost_of(row, seconds);
      fmt::print(" {0:.{3}f} ({1:.{3}f} to {2:.{3}f}) |", cost.median, cost.low, cost.high,
                 cost.median < 1000 ? 2 : 0);
    }
    fmt::print("\n");
  }
}
