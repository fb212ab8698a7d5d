#include "predicted_rate.h"

#include <fmt/format.h>

#include <algorithm>

#include "deployment/server_choice.h"
#include "performance/strata.h"
#include "serving/rate_simulation.h"

namespace llmtco::app {
namespace {

/// A number takes another value, and its interval with it.
void set(Prediction& prediction, const std::string& name, double value) {
  for (Predicted& number : prediction.numbers) {
    if (number.name != name) continue;
    const double ratio = value / number.value;
    number.value = value;
    number.p5 *= ratio;
    number.p95 *= ratio;
  }
}

/// Places for times that the closed form, beyond its own capacity, does not give.
void add_times(const Placement& placement, Prediction& prediction) {
  for (const char* name : {"ttft_ms", "ttft_p95_ms", "tpot_ms", "tpot_p95_ms"}) {
    const std::string stratum = name[1] == 't' ? "ttft" : decode_stratum(placement);
    prediction.numbers.push_back(with_interval(name, 1, "ms", stratum, placement, shipped_coefficients()));
  }
}

/// Above capacity there are no times.
void take_out_times(Prediction& prediction) {
  std::erase_if(prediction.numbers, [](const Predicted& number) {
    return number.name.starts_with("ttft") || number.name.starts_with("tpot");
  });
}

}  // namespace

void simulate_at_rate(const Query& query, const std::string& latency, Prediction& prediction) {
  if (!prediction.at_rate) return;
  const auto asked = server_names.from_text(latency);
  const double load = prediction.at_rate->load;
  if (asked ? *asked == Server::steady : load < simulated_from) return;
  const Replica placed = replica(query.placement);
  const serving::RateSimulation found =
      serving::simulated_at(placed, {.classes = {{.input = query.input, .output = query.output}},
                                     .rate = *query.rate,
                                     .factors = query.factors});
  if (!(found.capacity > 0)) return;
  const bool had_times = prediction.at_rate->serves();
  *prediction.at_rate = {.capacity = found.capacity, .load = found.load, .in_flight = found.in_flight};
  set(prediction, "requests_per_s", found.capacity);
  prediction.notes.push_back(fmt::format("the queue at {:.4g} requests/s is simulated request by request{}",
                                         *query.rate,
                                         asked ? "" : ", as it takes half of the capacity or more"));
  if (!prediction.at_rate->serves()) {
    take_out_times(prediction);
    return;
  }
  if (!had_times) add_times(query.placement, prediction);
  const serving::CallPercentiles& times = found.classes.front();
  set(prediction, "ttft_ms", 1e3 * times.ttft_p50);
  set(prediction, "ttft_p95_ms", 1e3 * times.ttft_p95);
  set(prediction, "tpot_ms", 1e3 * times.tpot_p50);
  set(prediction, "tpot_p95_ms", 1e3 * times.tpot_p95);
}

}  // namespace llmtco::app
