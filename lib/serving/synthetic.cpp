#include "serving/synthetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "random/quantile.h"
#include "random/sampler.h"
#include "text/diagnostics.h"
#include "text/number.h"

namespace llmtco::serving {
namespace {

/// Gaps at a rate of 1 a second.
Distribution gaps_of(const Arrivals& a) {
  if (a.kind == Arrivals::Kind::fixed || (a.kind == Arrivals::Kind::gamma && a.cv == 0))
    return distributions::Constant{1};
  const double cv = a.kind == Arrivals::Kind::poisson ? 1 : a.cv;
  return distributions::Gamma{1 / (cv * cv), cv * cv};
}

/// The time at which the expected number of requests reaches a value, hours of unlike weight one after another.
class Clock {
 public:
  explicit Clock(const Arrivals& a) : hours_(a.hours), rate_(a.rate) {
    if (hours_.empty()) return;
    const double mean =
        std::accumulate(hours_.begin(), hours_.end(), 0.0) / static_cast<double>(hours_.size());
    for (double& weight : hours_) weight /= mean;
  }
  double at(double expected) {
    if (hours_.empty()) return expected / rate_;
    for (;;) {
      const double more = rate_ * hours_[hour_ % hours_.size()] * 3600;
      if (expected <= before_ + more) break;
      before_ += more;
      ++hour_;
    }
    const double rate = rate_ * hours_[hour_ % hours_.size()];
    return 3600 * static_cast<double>(hour_) + (rate > 0 ? (expected - before_) / rate : 0);
  }

 private:
  std::vector<double> hours_;
  double rate_;
  std::size_t hour_ = 0;
  double before_ = 0;  ///< expected by the start of the hour
};

}  // namespace

std::optional<Lengths> parse_lengths(const std::string& text, double cv) {
  const auto read = [](const std::string& word) -> std::optional<double> {
    const auto value = number_in(word);
    const double* number = std::get_if<double>(&value);
    if (number == nullptr || !(1 <= *number && *number <= most_tokens)) return std::nullopt;
    return *number;
  };
  const std::size_t dash = text.find('-', 1);
  if (dash == std::string::npos) {
    const auto mean = read(text);
    if (!mean || !(0 <= cv && cv <= 100)) return std::nullopt;
    return Lengths{.kind = cv > 0 ? Lengths::Kind::lognormal : Lengths::Kind::fixed, .mean = *mean, .cv = cv};
  }
  const auto low = read(text.substr(0, dash)), high = read(text.substr(dash + 1));
  if (!low || !high || *low > *high || cv != 0 || *low != std::floor(*low) || *high != std::floor(*high))
    return std::nullopt;
  return Lengths{.kind = Lengths::Kind::uniform, .low = *low, .high = *high};
}

double mean_of(const Lengths& l) {
  return l.kind == Lengths::Kind::uniform ? 0.5 * (l.low + l.high) : l.mean;
}

Distribution distribution_of(const Lengths& l) {
  switch (l.kind) {
    case Lengths::Kind::fixed:
      break;
    case Lengths::Kind::uniform:
      return distributions::Uniform{l.low - 0.5, l.high + 0.5};
    case Lengths::Kind::lognormal: {
      const double variance = std::log1p(l.cv * l.cv);
      return distributions::Lognormal{l.mean * std::exp(-variance / 2), std::sqrt(variance)};
    }
  }
  return distributions::Constant{l.mean};
}

std::int32_t whole_tokens(double drawn) {
  return static_cast<std::int32_t>(std::clamp(std::nearbyint(drawn), 1.0, static_cast<double>(most_tokens)));
}

Load synthetic_load(const SyntheticLoad& wanted) {
  const Sampler sampler(plan_for(SamplingMethod::plain, std::max<std::size_t>(1024, wanted.requests)),
                        wanted.seed, {"gap", "input", "output"});
  const Quantile gap(gaps_of(wanted.arrivals)), input(distribution_of(wanted.input)),
      output(distribution_of(wanted.output));
  Load load;
  load.in_flight = wanted.in_flight;
  load.requests.resize(wanted.requests);
  Clock clock(wanted.arrivals);
  double expected = 0;
  for (std::size_t first = 0; first < wanted.requests; first += block_draws) {
    const std::size_t block = first / block_draws;
    const Column gaps = gap(sampler.uniforms(0, block)), inputs = input(sampler.uniforms(1, block)),
                 outputs = output(sampler.uniforms(2, block));
    for (std::size_t i = 0; i < std::min(block_draws, wanted.requests - first); ++i) {
      Request& r = load.requests[first + i];
      expected += gaps[i];
      const double time = wanted.in_flight > 0 ? 0 : clock.at(expected);
      if (!(time * ps_per_second < static_cast<double>(latest))) {
        throw InputError(fmt::format("error: request {} of {} would come after 53 days; raise the rate\n",
                                     first + i + 1, wanted.requests));
      }
      r = {.arrival = in_picoseconds(time),
           .input = whole_tokens(inputs[i]),
           .output = whole_tokens(outputs[i])};
    }
  }
  return load;
}

}  // namespace llmtco::serving
