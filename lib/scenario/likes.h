#pragma once
#include "text/diagnostics.h"
#include "yaml/node.h"

namespace llmtco {

/// A scenario's tree as it was written, and as it is meant.
struct Meant {
  Node root;
  bool complete = true;  ///< false where an option had to be left out, which the diagnostics say
  bool refused = false;  ///< too large to be read at all, which they say as well
};

/// The tree without what is not to be read, and with what is said by reference:
///
/// - notes, keys that begin with `x-`, are left out, of any mapping; where names are free (options, variables)
///   with a warning, as a name may have been meant;
/// - an option with `like: OTHER` has all keys of the other but its description: its own win, mappings are taken
///   key by key, lists as a whole, and a key written as `null` is not taken. Where the kinds differ, keys are
///   taken that both kinds know and understand alike;
/// - what an override takes away (`--set options.api=null`) is gone.
///
/// Every value keeps the place where it really stands; its path is the one it is read at.
Meant meant(const Node& root, Diagnostics& diagnostics);

}  // namespace llmtco
