#include "finance/depreciation.h"

#include <cassert>

namespace llmtco {

Drawn<Usd> straight_line(const Drawn<Usd>& price, const Drawn<Usd>& residual, double months) {
  assert(months > 0);
  return (price - residual) / months;
}

}  // namespace llmtco
