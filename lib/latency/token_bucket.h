#pragma once
#include "latency/distribution.h"

namespace llmtco {

/// Calls that come to a rate limit. What a call asks of the limit is told as the time in which the limit grants as much:
/// 2,000 tokens at 60,000 a minute are 2 s.
struct MeteredCalls {
  Drawn<RequestsPerSecond> rate;
  Drawn<Seconds> each;  ///< mean of a call
  Column square_cv{};   ///< variance of a call over the square of its mean
};

/// How long calls wait at a token bucket that holds what the limit grants in a time `depth`, and is filled at the limit:
/// a call goes when the bucket has what it asks for, those that came before it first.
///
/// The bucket lacks what a queue holds that serves at the limit, so that a call waits (T - depth)+ with T its time in
/// that queue. Calls come at random (Poisson), what they ask is gamma: with m = each, c = square_cv, r = rate x m and
/// M(x) = (1 - c x)^(-1/c), e^x at c = 0, x the positive root of r (M(x) - 1) = x,
///
///     P(wait > t) = P exp(-x t / m),  P = (1 - r) (1 + x / r) / ((r + x) / (1 - c x) - 1) exp(-x depth / m)
///
/// which is what the time in that queue tends to in its tail (Cramer, Lundberg); exact where sizes are exponential (c = 1).
/// No more wait than find others before them or ask for more than the bucket holds: with y = depth / m,
/// P <= r + exp(-(y - 1 - log y) / c). A queue near its limit needs longer to
/// build up than an hour lasts: r counts as 1 - sqrt((1 + c) / n) at most, n the calls of the hour, at which the mean is
/// what a balanced queue that starts empty has on average over the hour. Nothing is added where less than one call in
/// 10,000 waits in every draw.
///
/// Example: 48 calls a minute at a limit of 60 with a bucket of one: r = 0.8, m = depth = 1 s, x = 0.43084:
/// 1.33299 exp(-0.43084 (1 + t)) = 0.8664 exp(-0.43084 t), 2.011 s on average; in the queue M/D/1 that it is 0.8 wait
/// and 2 s on average. A bucket of a minute's worth, 60 s: 1.33299 exp(-25.85) = 8e-12, nobody waits.
///
/// Left out: calls of one task, which come one after another; buckets that are refilled at once at each full minute.
/// Sources: F. Lundberg 1903 and H. Cramer 1930 for the tail; R. Cruz, "A calculus for network delay", IEEE Trans.
/// Information Theory 37(1), 1991, for the bucket as a queue.
LatencyDistribution wait_at_bucket(const MeteredCalls& calls, const Drawn<Seconds>& depth);

/// Part of the calls that wait, and the mean wait of those.
struct BucketWait {
  Column waiting;
  Drawn<Seconds> mean;
};
BucketWait bucket_wait(const MeteredCalls& calls, const Drawn<Seconds>& depth);

/// Of two limits the one at which more is waited on average, draw by draw.
BucketWait longer(const BucketWait& a, const BucketWait& b);

/// As a time over all calls: none, or exponential, in six slices that together are within 6 % of it at any
/// quantile above the median.
LatencyDistribution over_calls(const BucketWait& wait);

}  // namespace llmtco
