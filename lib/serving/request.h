#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace llmtco::serving {

/// The clock of the simulation: whole picoseconds, so that many steps taken at once end at the very same time as the
/// same steps one by one. 2^62 of them are 53 days, and no simulation may last longer.
using Picoseconds = std::int64_t;
inline constexpr Picoseconds latest = Picoseconds{1} << 62;
inline constexpr Picoseconds never = std::numeric_limits<Picoseconds>::max();
inline constexpr double ps_per_second = 1e12;

inline double in_seconds(Picoseconds time) { return static_cast<double>(time) / ps_per_second; }
/// To the nearest picosecond. Requires |seconds| below 53 days.
Picoseconds in_picoseconds(double seconds);

/// Longest prompt or answer that is believed.
inline constexpr std::int32_t most_tokens = 10'000'000;

/// One request: 32 bytes.
struct Request {
  Picoseconds arrival = 0;  ///< `never`: it comes when an earlier one is answered (Load::in_flight, Link)
  std::int32_t input = 1;   ///< tokens of the prompt, 1 or more
  std::int32_t output = 1;  ///< tokens of the answer, 1 or more: exactly as many come out
  std::uint32_t first_prefix = 0;  ///< of its ids in Load::prefix_ids
  std::uint32_t prefixes = 0;      ///< how many ids
  std::int32_t ready = 0;  ///< leading tokens of the prompt whose keys and values come with the request
  std::uint32_t kept = 0;  ///< ids behind those of the prompt: of whole parts that its answer completes
};

/// What a request waits for. `after`: a request in front of it; it comes `delay` later than that is answered or refused.
struct Link {
  static constexpr std::uint32_t nobody = 0xffffffff;

  std::uint32_t after = nobody;
  Picoseconds delay = 0;
};

/// What arrives at the servers, by time of arrival.
struct Load {
  std::vector<Request> requests;
  /// A prompt in blocks of `prefix_tokens`: an id stands for a block and all that precedes it, so that two prompts
  /// share a prefix as long as their leading ids are the same. The last block may be part of one.
  std::vector<std::uint64_t> prefix_ids;
  int prefix_tokens = 512;
  /// 0: an open loop, requests come at their times whatever the servers do. N: a closed loop, N at time 0 and each
  /// further one when an answer is complete, as benchmarks do.
  int in_flight = 0;
  /// Empty, or one for each request. Who comes after another has `never` as its arrival. In a closed loop `in_flight` counts
  /// those that are after nobody, each with all that comes after it, and their delay is a pause: of the first ones from
  /// time 0, of a later one from the end of what it takes the place of.
  std::vector<Link> links;
  /// The ids are those of another load.
  const std::vector<std::uint64_t>* lent_ids = nullptr;
  const std::vector<std::uint64_t>& ids() const { return lent_ids != nullptr ? *lent_ids : prefix_ids; }
  /// The first `count` ids of a request: those of its prompt, then those that its answer completes. A load whose requests
  /// are asked for none need not have any.
  std::span<const std::uint64_t> ids_of(const Request& request, std::size_t count) const {
    if (count == 0) return {};
    return std::span(ids()).subspan(request.first_prefix, count);
  }
  /// Those of its prompt.
  std::span<const std::uint64_t> ids_of(const Request& request) const {
    return ids_of(request, request.prefixes);
  }
};

}  // namespace llmtco::serving
