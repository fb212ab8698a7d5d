#include "serving/call_stream.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "columns/column_math.h"
#include "columns/repeatable.h"

namespace llmtco::serving {
namespace {

constexpr std::size_t all_calls = std::size_t{1} << 30;

/// Lognormal lengths whose mean is kept, before they are rounded.
Column lengths(double mean, double cv, const Column& z) {
  if (cv == 0) return mean;
  const double variance = repeatable::log1p(cv * cv);
  return mean * exp(std::sqrt(variance) * z - 0.5 * variance);
}

/// Tokens of prompt and answer that are left of those drawn.
struct Cut {
  double input, output;
};
Cut cut(const CallClass& calls, double input, double output) {
  output = std::clamp(output, 1.0, calls.longest - 1);
  return {std::clamp(input, 1.0, calls.longest - output), output};
}

constexpr std::size_t strata = 64;
using Strata = std::array<double, strata>;

/// Mean lengths of equally likely parts of a lognormal. With bounds z_k, s and mean m,
///
///     64 m (Phi(z_k+1 - s) - Phi(z_k - s))
Strata parts_of(double mean, double cv) {
  Strata parts;
  const double s = std::sqrt(repeatable::log1p(cv * cv));
  double below = 0;
  for (std::size_t k = 0; k < strata; ++k) {
    const double upper = static_cast<double>(k + 1) / strata;
    const double up_to = k + 1 == strata ? 1 : repeatable::normal_cdf(repeatable::normal_quantile(upper) - s);
    parts[k] = mean * static_cast<double>(strata) * (up_to - below);
    below = up_to;
  }
  return parts;
}

/// Parts of a prompt that nobody shares: it finds them again where it has to restart, in engines that keep prefixes.
void add_ids(Request& r, Load& load) {
  r.first_prefix = static_cast<std::uint32_t>(load.prefix_ids.size());
  r.prefixes = static_cast<std::uint32_t>((r.input + load.prefix_tokens - 1) / load.prefix_tokens);
  for (std::uint32_t i = 0; i < r.prefixes; ++i) load.prefix_ids.push_back(load.prefix_ids.size());
}

std::int32_t whole(double tokens) {
  return static_cast<std::int32_t>(std::clamp(std::nearbyint(tokens), 1.0, static_cast<double>(most_tokens)));
}

}  // namespace

CallMoments moments_of(const CallClass& calls) {
  const Strata inputs = parts_of(calls.input, calls.input_cv),
               outputs = parts_of(calls.output, calls.output_cv);
  CallMoments sum;
  for (const double in : inputs) {
    for (const double out : outputs) {
      const Cut length = cut(calls, in, out);
      sum.input += length.input;
      sum.output += length.output;
      sum.product += length.input * length.output;
      sum.square += length.output * length.output;
    }
  }
  constexpr double n = strata * strata;
  return {sum.input / n, sum.output / n, sum.product / n, sum.square / n};
}

CallStream::CallStream(std::uint64_t seed)
    : sampler_(plan_for(SamplingMethod::plain, all_calls), seed, {"class", "gap", "input", "output"}) {}

Calls CallStream::calls(std::span<const CallClass> classes, double rate, const StreamPart& part) const {
  assert(!classes.empty() && rate > 0 && part.first + part.count <= size());
  double all = 0;
  for (const CallClass& each : classes) all += each.share;
  Calls drawn;
  drawn.load.requests.resize(part.count * block_draws);
  drawn.of_class.resize(part.count * block_draws);
  double time = 0;
  for (std::size_t b = 0; b < part.count; ++b) {
    const Column kind = sampler_.uniforms(0, part.first + b),
                 gap = -log(sampler_.uniforms(1, part.first + b)) / rate,
                 z_input = normal_quantile(sampler_.uniforms(2, part.first + b)),
                 z_output = normal_quantile(sampler_.uniforms(3, part.first + b));
    std::vector<Column> inputs, outputs;
    for (const CallClass& each : classes) {
      inputs.push_back(lengths(each.input, each.input_cv, z_input));
      outputs.push_back(lengths(each.output, each.output_cv, z_output));
    }
    for (std::size_t i = 0; i < block_draws; ++i) {
      std::size_t c = 0;
      for (double before = classes[0].share; c + 1 < classes.size() && kind[i] * all >= before;)
        before += classes[++c].share;
      time += gap[i];
      Request& r = drawn.load.requests[b * block_draws + i];
      const Cut length = cut(classes[c], inputs[c][i], outputs[c][i]);
      r = {.arrival = in_picoseconds(time), .input = whole(length.input), .output = whole(length.output)};
      r.ready = static_cast<std::int32_t>(classes[c].cached * r.input);
      add_ids(r, drawn.load);
      drawn.of_class[b * block_draws + i] = static_cast<std::uint8_t>(c);
    }
  }
  return drawn;
}

}  // namespace llmtco::serving
