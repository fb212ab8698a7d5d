#pragma once
#include <string>

#include "montecarlo/kept_draws.h"
#include "report/layout.h"

namespace llmtco {

/// Pictures of a result in characters, as wide as the terminal; of ASCII alone where the style has no more.

/// How sure what is to be paid is: of each option the nine draws of ten, the median and the mean on one scale.
///
///     own     ├──────┃●────┤      $35.4k
///     rented       ├───┃●──────┤  $36.7k
///             0       20k     40k
///
/// With draws of the cost also how many of them lie where, below the strip: ▁▂▅█▇▅▃▂▁▁. The scale then goes on,
/// by up to half, until one draw in a hundred of each option lies beyond it.
std::string cost_plot(const Result& result, const Style& style, const KeptDraws* draws = nullptr);

/// What is to be paid month by month: of each option the mean and a band that holds nine draws of ten. Empty where no
/// month is unlike another. Requires a result with details (montecarlo/simulate.h).
std::string months_plot(const Result& result, const Style& style);

/// The title and both; where there are no draws, as of a result that is read again, a word on how to see them.
std::string plots_text(const Result& result, const Style& style, const KeptDraws* draws = nullptr);

}  // namespace llmtco
