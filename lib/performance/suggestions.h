#pragma once
#include <functional>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "performance/legality.h"

namespace llmtco {

/// A placement that would do where another does not, and what of it is different: "4 GPUs", "3 GPUs with
/// `pipeline: 3`", "`format: int8`".
struct Suggestion {
  Placement placement;
  std::string text;
};

/// Whether a placement holds what is asked of it.
using Holds = std::function<bool(const Placement&)>;
/// Its weights, with some room for keys and values.
bool holds_weights(const Placement& placement);

/// Numbers of these GPUs that start and hold it: the least in the engine's plain way (tensor parallel, or layers one
/// after another), and the least with a pipeline where that is fewer. Empty where up to 1,024 do not, and for CPUs,
/// which are one machine.
std::vector<Suggestion> enough_gpus(const Placement& placement, const Holds& holds = holds_weights);

/// The same, and the least that the host would have to keep where the engine lets it: experts of a mixture
/// first, else layers. "8 GPUs would do, or `host_layers: 34`". The host is taken to hold it.
std::vector<Suggestion> enough_memory(const Placement& placement, const Holds& holds = holds_weights);

/// What would do where a placement is refused, searched among what starts and holds the weights: other splits and
/// numbers of GPUs, the format of the catalogue whose bits are nearest, the first engine of its kind that runs this
/// format here. Empty where nothing does, or nothing is refused.
std::vector<Suggestion> would_do(const Placement& placement, const Catalog& catalog);

/// "2 or 4 GPUs would do, or 3 GPUs with `pipeline: 3`"; `none` where there is nothing.
std::string in_words(const std::vector<Suggestion>& instead, const std::string& none);

/// Why a placement does not start, and what would do; empty where it starts.
std::string refusal_text(const Placement& placement, const Catalog& catalog);

}  // namespace llmtco
