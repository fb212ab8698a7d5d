#pragma once
#include <string>

#include "units/dimension.h"

namespace llmtco {

/// Regular expression (ECMA-262, without anchors) of the texts parse_quantity() reads as something that
/// stands for `wanted`: `$2.49/h`, `14.37 ct/kWh`. Units are alternatives, so that an editor can tell a wrong
/// one. Left out: units that cancel each other, and zeros in front of a number below a line.
std::string quantity_pattern(Dimension wanted);

/// The same for a number of any dimension.
std::string any_quantity_pattern();

}  // namespace llmtco
