#include "measures/measure.h"

#include <cassert>

#include "measures/figures.h"
#include "measures/list.h"

namespace llmtco {

std::string_view name(Basis basis) {
  switch (basis) {
    case Basis::none:
      return "";
    case Basis::fully_loaded:
      return "fully loaded";
    case Basis::marginal:
      return "marginal";
    case Basis::energy_only:
      return "energy only";
  }
  assert(false);
  return "";
}

namespace measures {

const Measure* find(std::string_view id) {
  for (const Measure& each : all) {
    if (each.id == id) return &each;
  }
  return nullptr;
}

bool is_recorded(const Measure& measure) {
  if (measure.is_ratio()) return false;
  if (measure.is_reported()) return true;
  for (const Measure& each : all) {
    if (each.over == measure.id || each.under == measure.id) return true;
  }
  return false;
}

}  // namespace measures
}  // namespace llmtco
