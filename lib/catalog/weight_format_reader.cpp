#include <algorithm>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;

/// Bits of one number.
constexpr detail::Bounds a_width{.least = 0, .most = 64, .above_least = true};

void refuse_word(const Node& node, const std::string& what, const std::vector<std::string>& known,
                 Diagnostics& diagnostics) {
  const std::string hint = did_you_mean(node.text(), known);
  diagnostics.error(node.location(), fmt::format("unknown {} {}", what, shown(node.text())),
                    hint.empty() ? fmt::format("use {}", fmt::join(known, ", ")) : hint);
}

/// The block of a name; null, and an error, where there is none.
const WeightBlock* block_of(const Node& node, Diagnostics& diagnostics) {
  const std::string name = text(node, diagnostics).value_or("");
  const WeightBlock* block = block_named(name);
  if (block == nullptr && !name.empty()) refuse_word(node, "blocks", block_words(), diagnostics);
  return block;
}

/// `blocks: NAME` or `bits: NUMBER`, under keys with that prefix.
std::optional<Storage> optional_storage(EntryReader& reader, const std::string& prefix) {
  const auto bits = reader.optional_plain(prefix + "bits", a_width);
  const auto name = reader.optional(prefix + "blocks");
  if (bits && name)
    reader.diagnostics().error(name->key_location(),
                               fmt::format("{0}bits and {0}blocks say the same twice", prefix), "remove one");
  if (bits) return Storage{.bits = *bits};
  const WeightBlock* block = name ? block_of(*name, reader.diagnostics()) : nullptr;
  return block ? std::optional(Storage{.bits = block->bits(), .block = block}) : std::nullopt;
}

/// Words of a list, or one alone.
std::vector<Node> one_or_more(const std::optional<Node>& node) {
  if (!node) return {};
  return node->is_sequence() ? node->children() : std::vector<Node>{*node};
}

StorageRule read_rule(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, "rule");
  StorageRule rule;
  for (const Node& word : one_or_more(reader.required("tensors"))) {
    if (word.is_scalar() && word.text() == "attention") {
      rule.tensors.insert(rule.tensors.end(), attention_tensors.begin(), attention_tensors.end());
    } else if (const auto kind = tensor_names.from_text(word.text())) {
      rule.tensors.push_back(*kind);
    } else {
      std::vector<std::string> known = tensor_names.words();
      known.emplace_back("attention");
      refuse_word(word, "tensors", known, diagnostics);
    }
  }
  if (const auto layers = reader.optional("layers")) {
    const auto choice = layer_choice_names.from_text(layers->text());
    if (!choice) refuse_word(*layers, "layers", layer_choice_names.words(), diagnostics);
    rule.layers = choice.value_or(LayerChoice::all);
  }
  rule.heads_per_key = reader.optional_whole("heads_per_key", 1).value_or(0);
  rule.experts = reader.optional_whole("experts", 1).value_or(0);
  rule.least_experts = reader.optional_whole("least_experts", 1).value_or(0);
  rule.of_layers = reader.optional_whole("of_layers", 1).value_or(0);
  rule.latent = reader.flag("latent", false);
  const auto storage = optional_storage(reader, "");
  if (!storage && !node.find("bits") && !node.find("blocks"))
    diagnostics.error(node.location(), "a rule needs bits or blocks");
  rule.storage = storage.value_or(Storage{});
  return rule;
}

/// Llama 3.1 8B: what llama.cpp gives the bits of its formats for.
Model reference_model() {
  Model m;
  m.layers = 32;
  m.hidden = 4096;
  m.heads = 32;
  m.kv_heads = 8;
  m.head_dim = 128;
  m.ffn = 14336;
  m.vocabulary = 128256;
  return m;
}

/// The average of a file, or of the matrices of the layers.
void read_bits(EntryReader& reader, WeightFormat& format) {
  format.whole_file = reader.flag("whole_file", false);
  const auto blocks = reader.optional("blocks");
  if (blocks) format.block = block_of(*blocks, reader.diagnostics());
  if (!blocks || format.whole_file) {
    format.bits = reader.plain("bits", a_width);
  } else if (const auto bits = reader.optional("bits")) {
    reader.diagnostics().error(bits->key_location(), "the bits of a format follow from its blocks and rules",
                               "remove them, or say `whole_file: true` where they were measured on a file");
  }
}

void read_storage(EntryReader& reader, WeightFormat& format) {
  const auto part = [&](const std::string& prefix) {
    if (const auto given = optional_storage(reader, prefix)) return *given;
    if (format.block != nullptr) return Storage{.bits = format.block->bits(), .block = format.block};
    if (!format.whole_file && !reader.node().find("blocks")) reader.required(prefix + "bits");
    return Storage{.bits = format.bits};
  };
  format.embedding = part("embedding_");
  format.head = part("head_");
  if (const auto rules = reader.optional("rules"); rules) {
    for (const Node& rule : reader.required_list("rules", "rules"))
      format.rules.push_back(read_rule(rule, reader.diagnostics()));
  }
  for (const Node& name : one_or_more(reader.optional("keeps"))) {
    if (const WeightBlock* block = block_of(name, reader.diagnostics())) format.keeps.push_back(block);
  }
  if (format.block != nullptr && !format.whole_file) {
    const Model model = reference_model();
    format.bits = weight_bytes(model, format) / byte * 8 / shape_parameters(model).total();
  }
  format.quality_bits = reader.optional_plain("quality_bits", a_width).value_or(format.bits);
}

}  // namespace

WeightFormat detail::read_weight_format(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("format '{}'", node.key()));
  WeightFormat format;
  reader.read_common(format);
  format.family = reader.text("family");
  read_bits(reader, format);
  read_storage(reader, format);
  format.group = reader.optional_whole("group").value_or(0);
  format.square = reader.flag("square", false);
  format.compute = reader.text("compute");
  const std::vector<std::string> known = {"fp32", "fp16", "fp8", "int8", "fp4"};
  if (!format.compute.empty() && std::find(known.begin(), known.end(), format.compute) == known.end()) {
    const std::string hint = did_you_mean(format.compute, known);
    diagnostics.error(node.find("compute")->location(),
                      fmt::format("unknown operands {} in format '{}'", shown(format.compute), node.key()),
                      hint.empty() ? fmt::format("use {}", fmt::join(known, ", ")) : hint);
  }
  return format;
}

}  // namespace llmtco
