// Nor is it one for a column of draws.
// refused: no match for .operator-.|invalid operands to binary expression
#include "units/units.h"

namespace llmtco {
inline auto of_one_kind(const Drawn<Usd>& a, const Usd& b) { return a - b; }
#ifdef REFUSED
inline auto of_two_kinds(const Drawn<Usd>& a, const Drawn<Tokens>& b) { return a - b; }
#endif
}  // namespace llmtco
