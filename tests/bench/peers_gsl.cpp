// The model of peers.yaml by hand on the GNU Scientific Library: Mersenne twister, ziggurat normals,
// gsl_ran_beta, quantiles by gsl_stats_select, which is faster there than sorting.
//
//     peers_gsl DRAWS
//
// Prints mean, P5, P50 and P95 of the three monthly costs as JSON.
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

double lognormal(gsl_rng* rng, double median, double sigma) {
  return std::exp(std::log(median) + gsl_ran_gaussian_ziggurat(rng, sigma));
}

struct Costs {
  double api, rented, owned;
};

Costs draw(gsl_rng* rng) {
  const double requests = lognormal(rng, 5e6, 0.5), in = lognormal(rng, 800, 0.6),
               out = lognormal(rng, 250, 0.5);
  const double gpu_hour = lognormal(rng, 2.5, 0.25), speed = lognormal(rng, 2500, 0.3);
  const double dollar = 1 + gsl_ran_gaussian_ziggurat(rng, 0.1);
  const double used = gsl_ran_beta(rng, 4, 3), cached = gsl_ran_beta(rng, 2, 5);

  const double mtok_in = requests * in * 1e-6, mtok_out = requests * out * 1e-6;
  const double api = dollar * (mtok_in * ((1 - cached) * 0.15 + cached * 0.075) + mtok_out * 0.60);
  const double hours = (mtok_out + 0.1 * mtok_in * (1 - cached)) * 1e6 / (speed * used) / 3600;
  const double rented = gpu_hour * hours + 0.03 * gpu_hour * 730 + 500 * dollar;
  const double owned =
      (hours / 730 + 1) * (30000.0 / 36 + 0.7 * 730 * 0.12 * 1.3) + 4000 * dollar + 0.02 * rented;
  return {api, rented, owned};
}

void print(const char* name, std::vector<double>& costs, const char* after) {
  const auto at = [&](double p) {
    return gsl_stats_select(costs.data(), 1, costs.size(),
                            static_cast<std::size_t>(p * static_cast<double>(costs.size() - 1)));
  };
  const double mean = gsl_stats_mean(costs.data(), 1, costs.size());
  std::printf("\"%s\": {\"mean\": %.10g, \"p5\": %.10g, \"p50\": %.10g, \"p95\": %.10g}%s", name, mean,
              at(0.05), at(0.5), at(0.95), after);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto draws = static_cast<std::size_t>(std::atoll(argv[1]));
  gsl_rng* rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, 42);
  std::vector<double> api(draws), rented(draws), owned(draws);
  for (std::size_t i = 0; i < draws; ++i) {
    const Costs each = draw(rng);
    api[i] = each.api;
    rented[i] = each.rented;
    owned[i] = each.owned;
  }
  gsl_rng_free(rng);
  std::printf("{");
  print("api", api, ", ");
  print("rented", rented, ", ");
  print("owned", owned, "}\n");
}
