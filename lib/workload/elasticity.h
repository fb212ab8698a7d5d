#pragma once
#include <memory>
#include <optional>
#include <string>

#include "text/source.h"
#include "units/units.h"
#include "variables/uncertain.h"

namespace llmtco {

/// How the volume of a class answers the cost per task of whatever option serves it (Jevons):
///
///     v = v0 (c / c_ref)^-e
///
/// with c the cost per task at the volume v itself. At e = 1 what is paid stays the same, above it a saving costs more
/// than it saves. c_ref is the cost per task of an option at v0, or an amount.
struct Elasticity {
  Uncertain<double> value;  ///< e
  /// Option whose cost per task is c_ref; empty where `cost` gives it.
  std::string option{};
  std::optional<Uncertain<UsdPerRequest>> cost{};

  Location where{};                        ///< of `value`, for messages
  std::shared_ptr<const Source> source{};  ///< whose line they show; may be null
};

}  // namespace llmtco
