#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "random/sampler.h"
#include "serving/request.h"

namespace llmtco::serving {

/// How long the calls of one class are: means over them, and how they differ (lognormal).
struct CallClass {
  double share = 1;   ///< of all calls
  double input = 1;   ///< tokens of a prompt, those from the cache counted
  double cached = 0;  ///< share of these whose keys and values are there already
  double output = 1;
  double input_cv = 0, output_cv = 0;
  /// Tokens that a call has with its answer at most: of longer ones the answer ends there, and the prompt is cut.
  double longest = most_tokens;
};

/// Calls as they come to a replica, and the class of each.
struct Calls {
  Load load;
  std::vector<std::uint8_t> of_class;
};

/// Some calls of a stream.
struct StreamPart {
  std::size_t first = 0;  ///< in 1,024 calls
  std::size_t count = 1;  ///< the same
};

/// Mean over the calls of a class of prompt, answer, prompt x answer and answer^2, in tokens: those that a stream draws, by
/// 64 equally likely lengths of each.
struct CallMoments {
  double input = 0, output = 0, product = 0, square = 0;
};
CallMoments moments_of(const CallClass& calls);

/// Calls at random times (Poisson) of a mixture of classes, drawn so that number i is the same whatever lengths, shares
/// and rate are: two replicas that are asked with one stream differ by nothing else (common random numbers).
///
///     gap = -log(u) / rate;   length = m exp(s z - s^2 / 2),  s^2 = log(1 + cv^2)
class CallStream {
 public:
  explicit CallStream(std::uint64_t seed);

  Calls calls(std::span<const CallClass> classes, double rate, const StreamPart& part) const;
  /// So many parts of 1,024 calls there are.
  std::size_t size() const { return sampler_.plan().blocks(); }

 private:
  Sampler sampler_;
};

}  // namespace llmtco::serving
