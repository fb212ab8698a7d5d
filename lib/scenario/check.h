#pragma once
#include <optional>
#include <string>

#include "scenario/form.h"
#include "text/diagnostics.h"
#include "text/input_folder.h"
#include "yaml/node.h"

namespace llmtco {

/// What of a file can be read on although something in it is wrong, so that all mistakes are told at once:
/// a mistyped key stands for the one that was meant, other unknown keys and optional numbers that are wrong are
/// left out, and so are options that lack something. Nothing where too little remains.
struct Checked {
  std::optional<Node> readable;
  bool lacks_options = false;
};

/// Holds a file against its grammar: unknown and missing keys, wrong kinds of values, texts that are no
/// numbers, units that do not fit. Everything wrong is reported; what refers to other places (names of
/// variables, models, files) is left to who reads the values.
Checked check(const Node& node, const Form& form, const InputFolder& folder, Diagnostics& diagnostics);

}  // namespace llmtco
