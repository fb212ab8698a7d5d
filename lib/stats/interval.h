#pragma once

namespace llmtco {

/// A number and the ends of its 95 % interval.
struct Interval95 {
  double value = 0;
  double low = 0;
  double high = 0;
};

}  // namespace llmtco
