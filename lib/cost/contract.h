#pragma once
#include <variant>
#include <vector>

#include "cost/batch_share.h"
#include "cost/cloud_services.h"
#include "cost/commitment.h"
#include "cost/committed.h"
#include "cost/credits.h"
#include "cost/custom_lines.h"
#include "cost/exit.h"
#include "cost/free_tier.h"
#include "cost/on_demand.h"
#include "cost/owned.h"
#include "cost/provisioned.h"
#include "cost/rate_limits.h"
#include "cost/serverless.h"
#include "cost/spot.h"
#include "cost/staff.h"
#include "cost/token_tariff.h"

namespace llmtco {

/// A way to pay for what serving consumes. Each is a file of its own with
///
///     void bill(const X&, Use& left, const Block&, Bill& lines)
///
/// which appends its lines and takes what they cover out of `left`.
using Contract = std::variant<TokenTariff, OnDemand, Owned, Staff, Exit, CustomLines, Reserved, CapacityBlock,
                              Spot, Serverless, CloudServices, BatchShare, Provisioned, FreeTier, RateLimits,
                              Commitment, Credits>;

/// Whether what it costs may be another in some month than in the next, were there as much to pay for.
bool costs_move(const Contract& contract);

/// Whether a contract counts by the month, so that the bill of an average month is not that of what is used in it: it
/// is asked for every month then, and the bills are averaged (cost/mean_bill.h).
bool counts_by_month(const Contract& contract);

/// The lines of all contracts, in merit order: the first pays for what it covers, the next for what is left.
void bill(const std::vector<Contract>& contracts, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
