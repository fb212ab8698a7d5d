#include "cost/contract.h"

namespace llmtco {

void bill(const std::vector<Contract>& contracts, Use& left, const Block& block, Bill& lines) {
  for (const Contract& contract : contracts)
    std::visit([&](const auto& one) { bill(one, left, block, lines); }, contract);
}

}  // namespace llmtco
