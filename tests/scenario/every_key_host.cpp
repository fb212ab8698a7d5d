#include "every_key_rows.h"

namespace {

/// Guesses beside a model that is wholly on its GPUs.
void add_speculation(const std::string& way, const std::string& scenario, std::vector<Row>& rows) {
  const std::vector<std::string> own{
      "options.x.engine=vllm",
      "options.x.speculation={method: eagle2, guesses: 4, accepted: 2.5, off_above: 1000}"};
  const std::vector<std::string> usual{"options.x.engine=vllm", "options.x.speculation={method: eagle2}"};
  const std::vector<std::string> drafted{"options.x.engine=vllm",
                                         "options.x.speculation={method: draft-model, draft: llama-3.2-1b}"};
  rows.push_back({way + "speculation", scenario, {"options.x.engine=vllm"}, usual.back()});
  rows.push_back({way + "speculation.method", scenario, usual, "options.x.speculation.method=medusa"});
  rows.push_back(
      {way + "speculation.draft", scenario, drafted, "options.x.speculation.draft=tinyllama-1.1b"});
  rows.push_back({way + "speculation.guesses", scenario, own, "options.x.speculation.guesses=8"});
  rows.push_back({way + "speculation.accepted", scenario, own, "options.x.speculation.accepted=2"});
  std::vector<std::string> busy = own;  // several calls at once
  busy.emplace_back("workload.chat.requests=20M/month");
  rows.push_back({way + "speculation.off_above", scenario, busy, "options.x.speculation.off_above=1"});
  rows.push_back({way + "speculation.task", scenario, usual, "options.x.speculation.task=math"});
}

}  // namespace

/// A part of the model on the host: of a machine that holds the keys and values of few requests beside it.
std::vector<Row> host_rows(const std::string& way, const std::string& scenario) {
  const std::vector<std::string> engine{"options.x.engine=llama.cpp",
                                        "options.x.host={bandwidth: 80 GB/s, memory: 5 GB}"};
  std::vector<std::string> layers = engine, experts = engine;
  layers.emplace_back("options.x.host_layers=4");
  for (const char* more : {"options.x.model=mixtral-8x7b",
                           "options.x.host={bandwidth: 80 GB/s, memory: 256 GB}", "options.x.host_experts=4"})
    experts.emplace_back(more);
  std::vector<Row> rows{{way + "host_layers", scenario, layers, "options.x.host_layers=2"},
                        {way + "host_experts", scenario, experts, "options.x.host_experts=8"},
                        {way + "host", scenario, layers, "options.x.host={bandwidth: 40 GB/s, memory: 5 GB}"},
                        {way + "host.bandwidth", scenario, layers, "options.x.host.bandwidth=40 GB/s"},
                        {way + "host.memory", scenario, layers, "options.x.host.memory=64 GB"}};
  add_speculation(way, scenario, rows);
  return rows;
}
