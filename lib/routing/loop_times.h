#pragma once
#include <optional>
#include <vector>

#include "routing/answer_times.h"
#include "routing/loop_part.h"

namespace llmtco::routing {

/// A leg of a loop with the times of what it makes of a task, pauses between its own calls included.
struct LoopLeg {
  Places places;
  AnswerTimes times;
};

/// Times of tasks whose calls go to several legs, which wait for each other, with a pause for the tools between: of the
/// tasks that end with the first call, with the second, and of the others,
///
///     first        first + pause + last        first + pause + between + pause + last
///
/// where a leg that makes two of the three counts once, its own calls taken together. The first token is that of the first
/// call; each later one that of whoever makes the call, mixed by the calls they make.
///
/// Left out: that a leg which makes the first and the last call makes one where a task has no second.
AnswerTimes loop_times(const TaskLengths& loop, const std::vector<LoopLeg>& legs);

}  // namespace llmtco::routing
