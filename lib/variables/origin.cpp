#include "variables/origin.h"

#include <cassert>

namespace llmtco {

std::string_view to_text(Origin::Kind kind) {
  switch (kind) {
    case Origin::Kind::scenario:
      return "scenario";
    case Origin::Kind::override_:
      return "override";
    case Origin::Kind::catalogue:
      return "catalogue";
    case Origin::Kind::calibration:
      return "calibration";
    case Origin::Kind::assumed:
      return "assumed";
  }
  assert(false);
  return "";
}

}  // namespace llmtco
