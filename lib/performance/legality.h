#pragma once
#include <string>
#include <vector>

#include "performance/placement.h"

namespace llmtco {

/// Why an engine does not start a placement, whatever its memory.
struct NotStarted {
  enum class Kind {
    chip,        ///< the engine does not run on chips of the vendor
    model,       ///< it does not know models of the kind
    format,      ///< it does not run the format, anywhere or on these chips
    capability,  ///< these chips are too old, or of another line, for the format
    split,       ///< it does not spread a model in this way, or not over machines
    heads,       ///< query heads, or keys and values, that GPUs cannot share
    widths,      ///< matrices that cannot be cut into so many parts
    layers,      ///< more stages than layers
    experts,     ///< experts that cannot be spread
    host         ///< the engine keeps no part of a model on the host, or not this one
  };
  Kind kind;
  std::string reason;
};

/// All reasons, those that no split mends first; none where the engine starts. The rules are data: `limits` of
/// engines (data/engines.yaml), `compute_capability` of accelerators, `group` of formats. Of t GPUs that share every
/// layer (tensor parallel):
///
///     query heads            heads % t = 0
///     keys and values        kv_heads % t = 0, or, where the engine copies them, t % kv_heads = 0
///     feed-forward width     ffn % t = 0, and ffn / t % group = 0; an expert's where they are not spread
///     attention's output     heads x head_dim / t % group = 0
///     linear layers          key heads % t = 0 and value heads % t = 0; Mamba's heads % t = 0
///     vocabulary             rounded up as the engine does, % t = 0
///
/// Stages hold a layer at least, but need not be alike. Worked examples: 64 heads over 3 are none; 10 key-value
/// heads over 4 are neither the same number on each nor each on the same number of GPUs; experts 1,536 wide in
/// blocks of 128 over 8 are 1.5 blocks each.
///
/// A shape guessed from a size is held against no rule of heads and widths, an accelerator without a vendor
/// (described by its datasheet) against none of chips, one without a capability against none that asks for one.
/// Left out: what several releases of an engine did differently; kernels' least widths (64 and 128 of Marlin),
/// which groups of 128 imply.
std::vector<NotStarted> refusals(const Placement& placement);

/// Whether there is none.
inline bool starts(const Placement& placement) { return refusals(placement).empty(); }

}  // namespace llmtco
