#pragma once

// Loops whose counter is a compile-time constant, so that arrays of vector registers indexed by it stay in
// registers with every compiler. Internal to the files that include it, for the reason given in stripe.h.

#include <utility>

namespace llmtco::kernel::detail {
namespace {

template <class F, int... i>
[[gnu::always_inline]] inline void unrolled_over(F&& f, std::integer_sequence<int, i...>) {
  (f(std::integral_constant<int, i>{}), ...);
}

template <int count, class F>
[[gnu::always_inline]] inline void unrolled(F&& f) {
  unrolled_over(f, std::make_integer_sequence<int, count>{});
}

}  // namespace
}  // namespace llmtco::kernel::detail

#define LLMTCO_INLINE __attribute__((always_inline))
