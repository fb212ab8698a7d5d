// A bill of $2 and 3 tokens is no sum.
// refused: no match for .operator\+.|invalid operands to binary expression
#include "units/units.h"

namespace llmtco {
inline const auto dollars_plus_dollars = 2 * usd + 3 * usd;
#ifdef REFUSED
inline const auto dollars_plus_tokens = 2 * usd + 3 * token;
#endif
}  // namespace llmtco
