#include "cost/contract.h"

namespace llmtco {

bool counts_by_month(const Contract& contract) {
  return std::holds_alternative<Provisioned>(contract) || std::holds_alternative<FreeTier>(contract) ||
         std::holds_alternative<RateLimits>(contract) || std::holds_alternative<Commitment>(contract) ||
         std::holds_alternative<Credits>(contract);
}

void bill(const std::vector<Contract>& contracts, Use& left, const Block& block, Bill& lines) {
  for (const Contract& contract : contracts)
    std::visit([&](const auto& one) { bill(one, left, block, lines); }, contract);
}

}  // namespace llmtco
