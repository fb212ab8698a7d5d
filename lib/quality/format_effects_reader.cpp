#include <utility>

#include "catalog/embedded.h"
#include "quality/format_effects.h"
#include "yaml/yaml.h"

namespace llmtco {
namespace {

double read_number(const std::optional<Node>& node, Diagnostics& diagnostics) {
  return node ? number(*node, diagnostics).value_or(0) : 0;
}

std::string read_text_of(Fields& fields, const char* key, Diagnostics& diagnostics) {
  const auto node = fields.required(key);
  return node ? text(*node, diagnostics).value_or("") : "";
}

/// [typical, low, high].
Estimate read_interval(Fields& fields, const char* key, Diagnostics& diagnostics) {
  Estimate estimate{};
  const auto node = fields.required(key);
  if (!node) return estimate;
  const std::vector<Node> ends = node->children();
  if (ends.size() != 3) {
    diagnostics.error(node->location(), "expected [typical, low, high]");
    return estimate;
  }
  estimate = {.value = read_number(ends[0], diagnostics),
              .low = read_number(ends[1], diagnostics),
              .high = read_number(ends[2], diagnostics)};
  if (!(estimate.low <= estimate.value && estimate.value <= estimate.high))
    diagnostics.error(node->location(), "the typical value must lie between low and high");
  return estimate;
}

FormatTail read_tail(const Node& node, Diagnostics& diagnostics) {
  Fields fields(node, diagnostics, "tail");
  FormatTail tail;
  tail.format = read_text_of(fields, "format", diagnostics);
  tail.model = read_text_of(fields, "model", diagnostics);
  const std::pair<const char*, std::optional<double>*> numbers[] = {
      {"mean_dp", &tail.mean_dp},       {"p1_dp", &tail.p1_dp},
      {"p01_dp", &tail.p01_dp},         {"kld_mean", &tail.kld_mean},
      {"kld_p99", &tail.kld_p99},       {"kld_p999", &tail.kld_p999},
      {"kld_median", &tail.kld_median}, {"top_differs", &tail.top_differs}};
  for (const auto& entry : numbers) {
    if (const auto value = fields.optional(entry.first)) *entry.second = number(*value, diagnostics);
  }
  tail.source = read_text_of(fields, "source", diagnostics);
  tail.as_of = read_text_of(fields, "as_of", diagnostics);
  return tail;
}

void read_tasks(const Node& tasks, FormatEffects& effects, Diagnostics& diagnostics) {
  for (const Node& node : tasks.children()) {
    Fields task(node, diagnostics, "task");
    effects.tasks.push_back({.task = node.key(),
                             .power = read_interval(task, "power", diagnostics),
                             .source = read_text_of(task, "source", diagnostics),
                             .as_of = read_text_of(task, "as_of", diagnostics)});
  }
}

void read_caches(const Node& caches, FormatEffects& effects, Diagnostics& diagnostics) {
  for (const Node& node : caches.children()) {
    Fields cache(node, diagnostics, "cache");
    effects.caches.push_back({.bits = read_number(cache.required("bits"), diagnostics),
                              .loss = read_interval(cache, "loss", diagnostics),
                              .source = read_text_of(cache, "source", diagnostics),
                              .as_of = read_text_of(cache, "as_of", diagnostics)});
  }
}

void read_tails(const Node& tails, FormatEffects& effects, Diagnostics& diagnostics) {
  for (const Node& node : tails.children()) effects.tails.push_back(read_tail(node, diagnostics));
}

struct Part {
  const char* key;
  void (*read)(const Node&, FormatEffects&, Diagnostics&);
};
constexpr Part parts[] = {{"tasks", read_tasks}, {"caches", read_caches}, {"tails", read_tails}};

}  // namespace

FormatEffects read_format_effects(std::string text, const std::string& name, Diagnostics& diagnostics) {
  FormatEffects effects;
  const auto root = read_text(std::move(text), name, diagnostics);
  if (!root) return effects;
  Fields fields(*root, diagnostics, "format effects");
  for (const Part& part : parts) {
    if (const auto node = fields.required(part.key)) part.read(*node, effects, diagnostics);
  }
  return effects;
}

const FormatEffects& shipped_format_effects() {
  static const FormatEffects shipped = [] {
    Diagnostics diagnostics;
    FormatEffects effects;
    for (const Part& part : parts)
      part.read(embedded_entry("format_effects", part.key), effects, diagnostics);
    diagnostics.throw_if_errors();
    return effects;
  }();
  return shipped;
}

}  // namespace llmtco
