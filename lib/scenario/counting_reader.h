#pragma once
#include "scenario/option_reader.h"

namespace llmtco {

/// Factors of a model: `input`, `output`, `reasoning`, `effort`.
FormPtr tokens_form();
/// Tokens of request classes as they were counted at a model.
FormPtr measured_form();

/// How the option's model counts each class. What is measured there goes first, then the option's own factors,
/// those the scenario knows of the model, and, for a class whose kind of text is named, the catalogue's: its
/// tokenizer (tokens.FAMILY.input.TEXT), the length of its answers (length.MODEL) and its thoughts
/// (reasoning.MODEL.EFFORT), in the draws of these names. A class that names no text is billed as it is written.
void read_counting(const Place& place, const Sources& sources, Inputs& inputs, Option& option);

/// Warns of thoughts of a class that no model of the options has.
void warn_of_unused_thoughts(const std::vector<Option>& options, const Place& workload, Inputs& inputs);

}  // namespace llmtco
