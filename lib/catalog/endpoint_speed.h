#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/entry.h"
#include "units/units.h"

namespace llmtco {

/// How fast a hosted endpoint answers one client.
struct EndpointSpeed : Entry {
  /// In place of a provider: the median of those who host an open model.
  static constexpr std::string_view many_hosts = "many-hosts";

  std::string provider;
  std::string model;
  std::string hardware;                           ///< as stated; may be empty
  std::string kind;                               ///< measured, claim, blog
  std::optional<Range<TokensPerSecond>> output;   ///< 5th to 95th percentile, or the one figure given
  std::optional<TokensPerSecond> output_typical;  ///< median
  std::optional<Range<TokensPerSecond>>
      output_days;                          ///< 10th to 90th percentile of the medians of single days
  std::optional<Range<Seconds>> ttft_days;  ///< the same of TTFT
  std::optional<Seconds> ttft_p50;
  std::optional<Seconds> ttft_p95;
  std::optional<Seconds> itl_p50;   ///< time between tokens
  std::optional<int> input_tokens;  ///< of the measurement
  std::optional<int> output_tokens;
  std::optional<int> concurrency;
  bool suspicious = false;  ///< leave out of fits and defaults
};

}  // namespace llmtco
