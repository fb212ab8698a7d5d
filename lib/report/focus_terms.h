#pragma once
#include <string>
#include <string_view>

#include "montecarlo/month_bills.h"

namespace llmtco {

/// How a line is charged.
enum class FocusCharge {
  usage,      ///< metered
  fee,        ///< the same every month, used or not
  committed,  ///< used hours of what is reserved: a purchase stands beside it
  unused,     ///< the rest of them
  shortfall,  ///< of a promise to spend: committed and not spent
  credit,     ///< off a bill
  capital,    ///< bought once: the purchase stands among the cash
  bought,     ///< that purchase
  sold,       ///< what comes back of it
  economic,   ///< paid, and no invoice: people
  expected,   ///< paid to nobody: expected damage, prices on emissions
};
FocusCharge focus_charge(const LineResult& line);

/// Where a line stands in the specification's table of services.
struct FocusService {
  std::string_view category, subcategory, name;
};
FocusService focus_service(const LineResult& line, std::string_view option_kind);

/// A unit as bills write it, and as the specification does: a Mtok is priced by "1000000 Tokens" and consumed as
/// 1,000,000 "Tokens".
struct FocusUnit {
  std::string priced, consumed;
  double consumed_each = 1;
};
FocusUnit focus_unit(std::string_view quantity_unit);
/// The same of what is held for the month: "accelerators" are "Accelerator-Months".
FocusUnit focus_unit_held(std::string_view quantity_unit);

/// What is metered of tokens: "Input", "Output"; "Uncached", "Read", "Write". Empty where no tokens are.
struct FocusTokens {
  std::string_view direction, cache_action, medium;
};
FocusTokens focus_tokens(ItemId item);

/// Which row a line of tokens is, as meters are called: "Cache Read Input Tokens", "Output Tokens", "GPU Hours".
std::string focus_meter(const LineResult& line);

}  // namespace llmtco
