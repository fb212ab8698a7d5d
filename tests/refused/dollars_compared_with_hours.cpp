// Only equal dimensions can be ordered.
// refused: no match for .operator<.|invalid operands to binary expression
#include "units/units.h"

namespace llmtco {
inline const bool cheaper = 2 * usd < 3 * usd;
#ifdef REFUSED
inline const bool cheaper_than_time = 2 * usd < 3 * hour;
#endif
}  // namespace llmtco
