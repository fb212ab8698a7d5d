#pragma once
#include <vector>

#include "montecarlo/answer.h"
#include "montecarlo/study.h"

namespace llmtco {

/// What an objective counts: the figure, and whether more of it is better.
struct Objected {
  const Measure* measure;
  bool more_is_better = false;
};
Objected counted_by(Objective objective);
/// Of a study. Where nobody says what right answers are worth, their value is 0 and the cost with damage decides.
Objected objective_of(const Study& study);

/// What is known of an option before any draw.
struct Entrant {
  bool yardstick;
  Basis basis;
  bool accuracy_known;
};
/// Whether an option may win at all: in_race, yardstick, energy_only or accuracy_unknown. Accuracy is needed where a
/// limit asks for it, and where the objective counts what wrong answers cost or right ones are worth.
Standing standing_of(const Study& study, const Entrant& entrant);
/// Whether the objective or a limit needs the accuracy of every option.
bool needs_accuracy(const Study& study);

/// Whether a figure compares an option with the others: rank() sets it.
bool is_ranked(const Measure& measure);

/// Where each of these costs is the least; where several are, each has its part: 1/3 each of three alike.
/// 0 where none is finite.
std::vector<Column> cheapest_shares(const std::vector<Column>& costs);

/// What rank() and likely_contests() (montecarlo/contest.h) look at of an evaluation, where the rest is not kept: whether
/// it can serve, the limits and figures of all requests in the average month that decide, and on what its costs are based.
Evaluation racing_part(const Study& study, const Evaluation& evaluation);

/// Sets the figures that compare options with each other: in which draws each is in the race, is the cheapest, is the
/// best. An option is in the race where it can serve and keeps every limit that is known, if it may win at all and is
/// not `excluded` (a flag each, or none at all).
void rank(const Study& study, const std::vector<bool>& excluded, std::vector<Evaluation>& evaluations);

}  // namespace llmtco
