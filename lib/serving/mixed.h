#pragma once
#include "serving/replica.h"

namespace llmtco::serving {

/// Rules in which schedulers that compute prompts beside decoding sequences differ.
struct MixedRules {
  bool whole_prompt = false;         ///< blocks of the whole prompt at admission, not of its first chunk
  bool admit_after_restart = false;  ///< lets requests in during a step that made another one restart
  int margin = 0;                    ///< make_room()
  bool hold = false;                 ///< lets nobody in at this step, and asks again at the next
};

/// A step in which all running sequences decode, one token of the budget each; then prompts in the making take what is
/// left of it, in order of admission; then the queue is let in, in order, while batch, budget and blocks allow.
Plan mixed_step(Replica& replica, const MixedRules& rules);

}  // namespace llmtco::serving
