#pragma once
#include "montecarlo/study.h"

namespace llmtco {

/// Throws the InputError that a run of 1,024 draws would throw: of a formula that leaves its range, of a volume that does
/// not settle, of a figure beyond what a number holds. Nothing is summed up, and nothing simulated unless an error may hang
/// on it: times of fleets are those of the closed form. A whole run tells
///
/// - where volumes follow costs, which follow from the number of machines;
/// - where the scenario asks for a simulation of every draw, or a replica serves so little that simulations of it may
///   pass the 53 days they can last;
/// - what exactly is too large, once something is.
void check_draws(const Study& study);

}  // namespace llmtco
