#pragma once
#include <string>
#include <string_view>

#include "catalog/catalog.h"

namespace llmtco {

/// One name for a model, however it is called: the id of its quality figures or of its shape, or the last part
/// of an API's. Example: openai/gpt-4o, GPT-4o and gpt-4o are gpt-4o; groq/llama-3.3-70b-versatile, which
/// serves that model, is llama-3.3-70b. A name the catalogue does not know is its own.
std::string model_name(const Catalog& catalog, std::string_view name);

}  // namespace llmtco
