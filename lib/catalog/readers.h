#pragma once

#include "catalog/catalog.h"
#include "yaml/node.h"

/// One reader per kind: a mapping to a typed entry. Mistakes go to the diagnostics.
namespace llmtco::detail {

Accelerator read_accelerator(const Node& node, Diagnostics& diagnostics);
Model read_model(const Node& node, Diagnostics& diagnostics);
WeightFormat read_weight_format(const Node& node, Diagnostics& diagnostics);
Engine read_engine(const Node& node, Diagnostics& diagnostics);
EngineMemory read_engine_memory(const Node& node, Diagnostics& diagnostics);
KvFormats read_kv_formats(const Node& node, Diagnostics& diagnostics);
EngineLimits read_engine_limits(const Node& node, Diagnostics& diagnostics);
PriceList read_price_list(const Node& node, Diagnostics& diagnostics);
Provider read_provider(const Node& node, Diagnostics& diagnostics);
EndpointSpeed read_endpoint_speed(const Node& node, Diagnostics& diagnostics);
ModelQuality read_model_quality(const Node& node, Diagnostics& diagnostics);
QuantizationEffect read_quantization_effect(const Node& node, Diagnostics& diagnostics);
EconomicFigure read_economic_figure(const Node& node, Diagnostics& diagnostics);
Tokenizer read_tokenizer(const Node& node, Diagnostics& diagnostics);
AnswerHabits read_answer_habits(const Node& node, Diagnostics& diagnostics);

/// Reads an entry of any kind for its mistakes only.
void check_entry(CatalogKind kind, const Node& node, Diagnostics& diagnostics);

}  // namespace llmtco::detail
