#include "quality/drawn_accuracy.h"

namespace llmtco {

Column DrawnAccuracy::operator()(const Block& block) const {
  return loss ? block(base) * (1.0 - block(*loss)) : block(base);
}

}  // namespace llmtco
