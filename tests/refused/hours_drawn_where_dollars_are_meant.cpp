// An interval of hours is no price, drawn or not.
// refused: could not convert|cannot convert|no viable conversion
#include "cost/on_demand.h"
#include "variables/variables.h"

namespace llmtco {
inline OnDemand right(Variables& variables) {
  return {.price = variables.uncertain("rent", interval90(2.29 * usd / hour, 3.78 * usd / hour)),
          .source = ""};
}
#ifdef REFUSED
inline OnDemand wrong(Variables& variables) {
  return {.price = variables.uncertain("rent", interval90(2.29 * hour, 3.78 * hour)), .source = ""};
}
#endif
}  // namespace llmtco
