#pragma once
#include "serving/request.h"

namespace llmtco::serving {

/// What became of a request: 40 bytes.
struct Outcome {
  enum class State : std::uint8_t { waiting, running, done, rejected };

  Picoseconds arrival = 0;
  Picoseconds start = -1;        ///< of the first step that computed something of it
  Picoseconds first_token = -1;  ///< end of the step that completed its prompt; a restart does not change it
  Picoseconds end = -1;          ///< end of the step that made its last token
  std::int32_t restarts = 0;
  State state = State::waiting;
};

}  // namespace llmtco::serving
