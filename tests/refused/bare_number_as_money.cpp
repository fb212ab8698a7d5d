// A number without a unit is no money: 12000 may be dollars or cents.
// refused: conversion from .* to non-scalar type|no viable conversion
#include "units/units.h"

namespace llmtco {
inline const Usd with_unit = 12'000 * usd;
#ifdef REFUSED
inline const Usd without_unit = 12'000.0;
#endif
}  // namespace llmtco
