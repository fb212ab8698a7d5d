#pragma once
#include "host/isa.h"

namespace llmtco {

/// Puts the instruction set back that was chosen before.
struct KeepIsa {
  Isa before = isa();
  ~KeepIsa() { set_isa(before); }
};

}  // namespace llmtco
