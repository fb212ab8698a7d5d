#include "variables/alternative.h"

#include <algorithm>

namespace llmtco {

double Alternative::of(double assumed) const {
  switch (how) {
    case How::value:
      return by;
    case How::times:
      return by * assumed;
    case How::rest_times:
      return std::max(0.0, 1 - by * (1 - assumed));
  }
  return assumed;
}

std::vector<Alternative> half_and_twice() {
  return {{"half", Alternative::How::times, 0.5}, {"twice", Alternative::How::times, 2}};
}

std::vector<Alternative> half_and_twice_the_wrong() {
  return {{"half as many wrong", Alternative::How::rest_times, 0.5},
          {"twice as many wrong", Alternative::How::rest_times, 2}};
}

}  // namespace llmtco
