// The limit llmtco is held against: the model of peers.yaml with all of a draw in registers, one chunk of 1,024 draws written
// over the last, and no summary.
//
//     peers_limit DRAWS
//
// Prints as JSON the processor time of a draw, without start and tables, and, of a second pass that is not timed, mean, P5,
// P50 and P95 of the three monthly costs.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <numeric>
#include <vector>

#include "fits.h"
#include "fused.h"
#include "host/isa.h"
#include "random/quantile_table.h"

using namespace llmtco;
using namespace llmtco::bench;

namespace {

const Kernels& kernels() { return LLMTCO_KERNELS_BY_ISA; }

double processor_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Nanoseconds a draw. What was written is read, or a compiler might leave the work out.
double timed(std::size_t draws, const Prepared& prepared, Costs& costs) {
  volatile double seen = 0;
  const double begin = processor_seconds();
  for (std::size_t first = 0; first < draws; first += chunk_draws) {
    kernels().costs(costs, first, prepared);
    seen = costs.owned[0];
  }
  static_cast<void>(seen);
  return 1e9 * (processor_seconds() - begin) / static_cast<double>(draws);
}

std::string summary(std::vector<double>& costs) {
  const double mean = std::accumulate(costs.begin(), costs.end(), 0.0) / static_cast<double>(costs.size());
  const auto at = [&](double p) {
    const auto place = costs.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(costs.size() - 1));
    std::nth_element(costs.begin(), place, costs.end());
    return *place;
  };
  return fmt::format(R"({{"mean": {:.10g}, "p5": {:.10g}, "p50": {:.10g}, "p95": {:.10g}}})", mean, at(0.05),
                     at(0.5), at(0.95));
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t asked = argc == 2 ? std::strtoull(argv[1], nullptr, 10) : 0;
  if (asked == 0) return 2;
  const std::size_t draws = (asked + chunk_draws - 1) / chunk_draws * chunk_draws;
  const std::vector<double> used = llmtco::detail::quantile_table(distributions::Beta{4, 3}),
                            cached = llmtco::detail::quantile_table(distributions::Beta{2, 5});
  Prepared prepared{};
  fit_polynomials(prepared);
  prepared.used = used.data();
  prepared.cached = cached.data();
  const auto costs = std::make_unique<Costs>();
  timed(chunk_draws, prepared, *costs);  // tables and code into the cache
  const double nanoseconds = timed(draws, prepared, *costs);

  std::vector<double> api, rented, owned;
  for (std::size_t first = 0; first < draws; first += chunk_draws) {
    kernels().costs(*costs, first, prepared);
    api.insert(api.end(), costs->api, costs->api + chunk_draws);
    rented.insert(rented.end(), costs->rented, costs->rented + chunk_draws);
    owned.insert(owned.end(), costs->owned, costs->owned + chunk_draws);
  }
  fmt::print(R"({{"ns_per_draw": {:.4g}, "isa": "{}", "options": {{"api": {}, "rented": {}, "owned": {}}}}})",
             nanoseconds, name(isa()), summary(api), summary(rented), summary(owned));
  fmt::print("\n");
}
