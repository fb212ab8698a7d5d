#include "catalog/engine.h"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "yaml/scalar.h"

namespace llmtco {

bool Engine::supports(std::string_view format_family) const {
  return std::find(formats.begin(), formats.end(), format_family) != formats.end();
}

Engine detail::read_engine(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("engine '{}'", node.key()));
  Engine engine;
  reader.read_common(engine);
  const auto can = [&](const char* key) {
    reader.required(key);
    return reader.flag(key, false);
  };
  engine.continuous_batching = can("continuous_batching");
  engine.paged_kv = can("paged_kv");
  engine.prefix_caching = can("prefix_caching");
  engine.chunked_prefill = can("chunked_prefill");
  engine.tensor_parallel = can("tensor_parallel");
  engine.pipeline_parallel = can("pipeline_parallel");
  engine.layer_split = can("layer_split");
  engine.expert_parallel = can("expert_parallel");
  engine.speculative_decoding = can("speculative_decoding");
  engine.kv_block = reader.whole("kv_block", 0, 1'000'000);
  engine.memory_utilisation = reader.plain("memory_utilisation", part_of_one);
  if (const auto memory = reader.optional("memory")) engine.memory = read_engine_memory(*memory, diagnostics);
  if (const auto kv = reader.optional("kv_cache")) engine.kv_cache = read_kv_formats(*kv, diagnostics);
  if (const auto limits = reader.optional("limits")) engine.limits = read_engine_limits(*limits, diagnostics);
  for (const Node& family : reader.required_list("formats", "families of weight formats")) {
    engine.formats.push_back(text(family, diagnostics).value_or(""));
  }
  return engine;
}

}  // namespace llmtco
