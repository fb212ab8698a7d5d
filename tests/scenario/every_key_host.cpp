#include "every_key_rows.h"

/// A part of the model on the host: of a machine that holds the keys and values of few requests beside it.
std::vector<Row> host_rows(const std::string& way, const std::string& scenario) {
  const std::vector<std::string> engine{"options.x.engine=llama.cpp",
                                        "options.x.host={bandwidth: 80 GB/s, memory: 5 GB}"};
  std::vector<std::string> layers = engine, experts = engine;
  layers.emplace_back("options.x.host_layers=4");
  for (const char* more : {"options.x.model=mixtral-8x7b",
                           "options.x.host={bandwidth: 80 GB/s, memory: 256 GB}", "options.x.host_experts=4"})
    experts.emplace_back(more);
  return {{way + "host_layers", scenario, layers, "options.x.host_layers=2"},
          {way + "host_experts", scenario, experts, "options.x.host_experts=8"},
          {way + "host", scenario, layers, "options.x.host={bandwidth: 40 GB/s, memory: 5 GB}"},
          {way + "host.bandwidth", scenario, layers, "options.x.host.bandwidth=40 GB/s"},
          {way + "host.memory", scenario, layers, "options.x.host.memory=64 GB"}};
}
