#pragma once
#include "columns/column_math.h"

namespace llmtco {

/// An end of the range in which a crossing is looked for, and the function's value there.
struct CrossingEnd {
  Column at, value;
};

/// Where a function that falls from one end to the other crosses zero, draw by draw; the end that is nearer
/// where it does not. Regula falsi with the Illinois rule (the value at an end kept twice counts half), in each draw until
/// the next step moves it by no more than a ten-millionth of the range: on the nearly straight curves here three or four
/// evaluations beside the ends, where bisection would take twenty. After six it is within that in any case.
template <class F>
Column crossing(CrossingEnd from, CrossingEnd to, F f) {
  Column &low = from.at, &f_low = from.value, &high = to.at, &f_high = to.value;
  const Column never = less_equal(f_low, 0.0), always = greater_equal(f_high, 0.0);
  const Column first = low, last = high, near = 1e-7 * abs(last - first);
  Column done = max(never, always), kept_low = 0.0,
         kept_high = 0.0;  // whether the end was kept in the step before
  const auto on_line = [&] {
    const Column fall = f_low - f_high;
    return low + (high - low) * (f_low / select(greater(fall, 0.0), fall, 1.0));
  };
  Column root = on_line();
  for (int i = 0; i < 6; ++i) {
    const Column middle = root, f_middle = f(middle);
    const Column above = greater(f_middle, 0.0);  // the crossing lies behind the middle
    f_high = select(above, f_high * select(kept_high, 0.5, 1.0), f_middle);
    f_low = select(above, f_middle, f_low * select(kept_low, 0.5, 1.0));
    high = select(above, high, middle);
    low = select(above, middle, low);
    kept_high = above;
    kept_low = 1.0 - above;
    root = select(done, root, on_line());
    done = max(done, less_equal(abs(root - middle), near));
    if (all(done)) break;
  }
  return select(never, first, select(always, last, root));
}

/// The same where the values at the ends are not known yet.
template <class F>
Column crossing(const Column& low, const Column& high, F f) {
  return crossing(CrossingEnd{low, f(low)}, CrossingEnd{high, f(high)}, f);
}

}  // namespace llmtco
