#pragma once
#include <string>
#include <vector>

#include "performance/placement.h"
#include "performance/profile.h"

namespace llmtco {

/// The cards of a replica: unlike ones in the order of their layers, else one for all.
std::vector<Accelerator> cards_of(const Placement& placement);

/// "2 x NVIDIA H100", or the names of unlike cards.
std::string cards_text(const Placement& placement);

/// Shares of the layers of each of some cards, in proportion to the memory that their drivers give, as
/// llama.cpp shares them (--tensor-split absent). Fixed parts are the same on all, so that the card with the
/// least memory is the first to be full. Layers are not rounded to whole ones. Worked example: RTX 4090 and RTX
/// 3080 Ti give 23.63 and 11.67 GiB: 0.669 and 0.331; of 80 layers 53.5 and 26.5.
std::vector<double> layer_shares(const std::vector<Accelerator>& cards);

/// How many times the layers of the fullest card all layers are: the number of stages where cards are alike,
/// else one over the least share. 1 / 0.331 = 3.02 in the example.
double stages(const Placement& placement);

/// Several cards under one name, for prices and reports: memory of the smallest, bandwidth and peaks as
/// harmonic means weighted by the shares w of layers, power as the mean, the slowest link.
///
///     layers one card after another: t = sum of w B / bandwidth_i = B / (1 / sum of w / bandwidth_i)
///
/// so that the mean is exact for what reads all layers at the datasheet's rate. What cards reach of their
/// datasheets differs, so that times are not computed from this: step_time() adds up every card's own time.
/// Worked example: RTX 4090 and RTX 3090, shares 0.500: 1 / (0.5 / 1008 + 0.5 / 935.8) = 970.6 GB/s. Requires
/// at least one card.
Accelerator as_one(const std::vector<Accelerator>& cards);

/// Speeds of each unlike card, as if it computed all layers, with its share of them; none where all are alike.
std::vector<Profile> card_profiles(const Placement& placement, const Shape& shape,
                                   const Coefficients& coefficients, bool online);

}  // namespace llmtco
