#include <fmt/format.h>

#include "catalog/engine_memory.h"
#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;
using detail::positive;

StepSize read_step(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, "step");
  StepSize step;
  step.from = reader.optional_quantity<Bytes>("from", positive);
  if (reader.optional("except")) {
    for (const Node& family : reader.required_list("except", "families of cards"))
      step.except.push_back(text(family, diagnostics).value_or(""));
  }
  step.tokens = reader.whole("tokens");
  step.sequences = reader.whole("sequences");
  return step;
}

OlderMemory read_older(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, "older");
  OlderMemory old;
  old.before = reader.text("before");
  if (const auto before = node.find("before");
      before && old.before.find_first_not_of("0123456789.") != std::string::npos)
    diagnostics.error(before->location(),
                      fmt::format("{} is no version{}", shown(old.before), at_path(*before)),
                      "write numbers with dots, as \"0.17\"");
  old.logit_bytes = reader.optional_plain("logit_bytes", positive);
  old.outside = reader.optional_quantity<Bytes>("outside");
  old.outside_group = reader.optional_quantity<Bytes>("outside_group");
  return old;
}

KeptBack read_kept(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, "kept");
  return {.base = reader.quantity<Bytes>("base"),
          .per_token = reader.quantity<Bytes>("per_token"),
          .per_sequence = reader.quantity<Bytes>("per_sequence"),
          .per_gpu = reader.quantity<Bytes>("per_gpu")};
}

/// A format that the engine's list must have.
std::string offered(const Node& node, const KvFormats& kv, Diagnostics& diagnostics) {
  const std::string name = text(node, diagnostics).value_or("");
  if (!name.empty() && !kv.bits(name)) {
    diagnostics.error(node.location(), fmt::format("{} is none of the formats below", shown(name)),
                      did_you_mean(name, kv.names()));
  }
  return name;
}

}  // namespace

EngineMemory detail::read_engine_memory(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, "memory");
  EngineMemory memory;
  const std::string rule = reader.text("rule");
  if (const auto known = memory_rule_names.from_text(rule)) {
    memory.rule = *known;
  } else if (!rule.empty()) {
    diagnostics.error(node.find("rule")->location(), fmt::format("unknown rule {}", shown(rule)),
                      "use " + memory_rule_names.alternatives());
  }
  memory.steps.clear();
  for (const Node& step : reader.required_list("steps", "sizes of steps"))
    memory.steps.push_back(read_step(step, diagnostics));
  if (memory.steps.empty()) memory.steps.push_back({});
  memory.logit_bytes = reader.plain("logit_bytes");
  memory.expert_buffers = reader.flag("expert_buffers", false);
  memory.outside = reader.quantity<Bytes>("outside");
  memory.outside_group = reader.optional_quantity<Bytes>("outside_group").value_or(memory.outside);
  memory.outside_group_pcie = reader.optional_quantity<Bytes>("outside_group_pcie");
  if (const auto kept = reader.optional("kept")) memory.kept = read_kept(*kept, diagnostics);
  if (memory.rule == MemoryRule::fixed) reader.required("kept");
  if (reader.optional("older")) {
    for (const Node& old : reader.required_list("older", "earlier releases"))
      memory.older.push_back(read_older(old, diagnostics));
  }
  memory.spread = reader.plain("spread", {.least = 0, .most = 1});
  std::string source, as_of;
  reader.read_provenance(source, as_of);
  return memory;
}

KvFormats detail::read_kv_formats(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, "kv_cache");
  KvFormats kv;
  const auto usual = reader.required("usual");
  kv.formats.clear();
  for (const Node& format : reader.optional_mapping("formats", "bits of a number by format")) {
    const auto bits = measured(format, dimensionless, diagnostics, {.least = 1, .most = 32});
    kv.formats.emplace_back(format.key(), bits.value_or(16));
  }
  reader.required("formats");
  if (usual) kv.usual = offered(*usual, kv, diagnostics);
  for (const Node& weights : reader.optional_mapping("by_weights", "formats by family of the weights"))
    kv.by_weights.emplace_back(weights.key(), offered(weights, kv, diagnostics));
  std::string source, as_of;
  reader.read_provenance(source, as_of);
  return kv;
}

}  // namespace llmtco
