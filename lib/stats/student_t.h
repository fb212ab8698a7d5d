#pragma once

#include <cstddef>

namespace llmtco {

/// The t with P(-t <= T <= t) = 0.90 for Student's distribution with `degrees` of freedom, to 1e-6: 1.895 for
/// 7, 1.645 for infinitely many. Requires degrees >= 1.
double student_t_90(std::size_t degrees);

}  // namespace llmtco
