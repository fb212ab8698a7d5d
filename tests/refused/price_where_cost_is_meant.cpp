// An hourly price is not a cost until it is multiplied by a time.
// refused: could not convert|no viable conversion|conversion from .* to non-scalar type
#include "units/units.h"

namespace llmtco {
inline Usd cost(UsdPerSecond price, Seconds time) { return price * time; }
#ifdef REFUSED
inline Usd forgotten_time(UsdPerSecond price, Seconds) { return price; }
#endif
}  // namespace llmtco
