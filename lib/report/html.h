#pragma once
#include <string>

#include "montecarlo/result.h"
#include "report/inputs_json.h"

namespace llmtco {

/// The result as one page that stands by itself: the answer, what it costs, how sure that is, speed, accuracy, every
/// bill, every assumption, and how to make it again. Its pictures are SVG, it asks for nothing from anywhere (its
/// policy forbids it), and can be printed. Where the build had npm, its own script draws the pictures anew, so that they
/// answer to pointer and keys; without it the page is whole. `inputs` is null where they are not known; without them the
/// page cannot say how to make it again.
std::string to_html(const Result& result, const ResultInputs* inputs);

/// Whether pages of this build have that script.
bool pages_are_interactive();

}  // namespace llmtco
