// A figure takes draws of its own unit: a time is no cost.
// refused: no matching function|no matching member function|no viable conversion|cannot convert|could not convert
#include "measures/figures.h"
#include "measures/list.h"

namespace llmtco {
inline void right(Figures<Column>& figures) { figures.set(measures::monthly_cost, 12.0 * usd); }
#ifdef REFUSED
inline void wrong(Figures<Column>& figures) { figures.set(measures::monthly_cost, 12.0 * second); }
#endif
}  // namespace llmtco
