#pragma once

#include "catalog/entry_reader.h"
#include "catalog/model.h"

namespace llmtco::detail {

/// `layers` of a model: their number, or a list of groups. What a group does not say of its heads is the
/// model's, which must have been read before.
void read_layers(EntryReader& reader, Model& model);

}  // namespace llmtco::detail
