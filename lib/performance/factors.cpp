#include "performance/factors.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "columns/normal.h"
#include "columns/repeatable.h"
#include "performance/memory_parts.h"
#include "performance/profile.h"
#include "performance/strata.h"

namespace llmtco {
namespace {

struct Sigmas {
  double hardware, engine, rest;
};

/// The spread's sigma cut into shares: sigma^2 = hardware + engine + rest.
Sigmas sigmas(const Coefficients& c, const Placement& p, const Spread& spread) {
  const bool seen = setup_seen(c, p) && !p.assumed_shape;
  const bool gpu_seen = has_rows(c, p.accelerator) && !beyond_rows(p), engine_seen = has_rows(c, p.engine);
  const double ratio = seen ? spread.seen_high / spread.seen_low : spread.high / spread.low;
  const double sigma = repeatable::log(ratio) / (2 * z95);
  const double rest = std::max(0.0, 1 - spread.hardware - spread.engine);
  return {.hardware = sigma * std::sqrt(spread.hardware) * (gpu_seen ? 1 : 1.5),
          .engine = sigma * std::sqrt(spread.engine) * (engine_seen ? 1 : 1.5),
          .rest = sigma * std::sqrt(rest)};
}

}  // namespace

std::vector<SpeedVariable> speed_variables(const Placement& p, const Coefficients& c) {
  const std::string gpu = p.accelerator.id + (p.host ? "+host" : ""), engine = p.engine.id;
  const std::string own = gpu + "." + engine + "." + p.model.id + "." + p.format.id;
  std::vector<SpeedVariable> variables;
  for (const bool decode : {true, false}) {
    const Sigmas s = sigmas(c, p, c.spread(decode ? decode_stratum(p) : prefill_stratum(p)));
    const std::string what = decode ? ".decode" : ".prefill";
    const double guess = p.assumed_shape ? 1.5 : 1;
    variables.push_back({"hardware." + gpu + what, distributions::Lognormal{1, s.hardware}});
    variables.push_back({"engine." + engine + what, distributions::Lognormal{1, s.engine}});
    variables.push_back({"placement." + own + what, distributions::Lognormal{1, guess * s.rest}});
  }
  return variables;
}

SpeedVariable memory_variable(const Placement& p) {
  return {"memory." + p.engine.id + "." + p.accelerator.id, distributions::Lognormal{1, memory_spread(p)}};
}

Factors factors(const std::vector<Column>& drawn) {
  assert(drawn.size() == speed_variable_count);
  return {.decode = drawn[0] * drawn[1] * drawn[2],
          .prefill = drawn[3] * drawn[4] * drawn[5],
          .parts = {},
          .memory = 1.0};
}

}  // namespace llmtco
