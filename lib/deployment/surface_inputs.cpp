#include "deployment/surface_inputs.h"

#include "columns/column_math.h"

namespace llmtco {
namespace {

std::vector<Column> of_lengths(const DrawnCalls::OfClass& calls) {
  return {log(calls.input), log(calls.output), calls.cached, calls.input_cv, calls.output_cv};
}

}  // namespace

std::vector<Column> SurfaceInputs::of(std::size_t c) const {
  std::vector<Column> all = common;
  if (!of_class.empty()) all.insert(all.end(), of_class[c].begin(), of_class[c].end());
  return all;
}

SurfaceInputs surface_inputs(const RequestShape& means, const Factors& speed, const DrawnCalls& calls) {
  SurfaceInputs inputs;
  const PartFactors& parts = speed.parts;
  for (const Column* factor : {&speed.decode, &speed.prefill, &speed.memory, &parts.weights, &parts.compute,
                               &parts.kv, &parts.attention})
    inputs.common.push_back(log(factor->plain()));
  inputs.common.push_back(parts.blend ? parts.blend->plain() : Column(0.0));
  if (calls.classes.size() == 1) {
    const std::vector<Column> lengths = of_lengths(calls.classes.front());
    inputs.common.insert(inputs.common.end(), lengths.begin(), lengths.end());
    return inputs;
  }
  const Column input = (means.input / token).plain(), cached = (means.cached / token).plain();
  for (const Column& mean : {log(max(input, 1.0)), log((means.output / token).plain()),
                             cached / max(input + cached, 1.0), means.in_flight.plain()})
    inputs.common.push_back(mean);
  for (const DrawnCalls::OfClass& each : calls.classes) inputs.of_class.push_back(of_lengths(each));
  return inputs;
}

}  // namespace llmtco
