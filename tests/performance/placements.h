#pragma once
#include <doctest/doctest.h>

#include <string_view>

#include "catalog/catalog.h"
#include "performance/load.h"
#include "performance/placement.h"

namespace llmtco {

inline const Catalog& catalog() {
  static const Catalog built_in;
  return built_in;
}

inline Placement placed(std::string_view gpu, int gpus, std::string_view model, std::string_view format,
                        std::string_view engine = "vllm") {
  return place(std::get<Accelerator>(catalog().accelerator(gpu)), gpus,
               std::get<Model>(catalog().model(model)), std::get<WeightFormat>(catalog().format(format)),
               std::get<Engine>(catalog().engine(engine)));
}

inline double seconds(const Drawn<Seconds>& t) { return t.base_units()[0]; }
inline Drawn<Tokens> tokens(double n) { return Drawn<Tokens>(Column(n)); }
inline RequestShape lengths(double input, double output) {
  return {.input = tokens(input), .output = tokens(output)};
}

}  // namespace llmtco
