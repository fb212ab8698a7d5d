#pragma once
#include <cstddef>

#include "host/slab.h"

namespace llmtco {

/// Steps of a walk over all inputs of a kind. All are taken; under the address sanitizer, where a step takes ten times as
/// long and the same code runs, one in seven.
class Walk {
  static constexpr std::size_t stride = address_sanitized ? 7 : 1;

 public:
  /// Whether steps are left out. Servers are simulated by the tests of serving, deployment and the command line then.
  static constexpr bool shortened = stride > 1;

  bool takes_next() { return next_++ % stride == 0; }
  /// Of so many steps, those that are taken at least.
  static constexpr std::size_t taken_of(std::size_t steps) { return steps / stride; }

 private:
  std::size_t next_ = 0;
};

}  // namespace llmtco
