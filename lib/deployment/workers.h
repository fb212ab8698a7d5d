#pragma once
#include "deployment/fleet.h"

namespace llmtco {

/// A worker to which calls come at random, at a steady rate: shares of the time in which it answers, is kept warm, and
/// starts; in the rest it is off and costs nothing. Shares of its calls that start it, and that come while it starts.
struct WorkerTimes {
  Column busy, idle, starting;
  Column starts_it, comes_meanwhile;
};

/// What a worker's times follow from, beside the rate of its calls.
struct WorkerSpeed {
  Drawn<RequestsPerSecond> most;  ///< calls it answers at its largest batch
  Drawn<Seconds> alone, at_most;  ///< time of a call: alone on it, and at `most`
  Drawn<Seconds> start, keep_warm;
};

/// Calls come as a Poisson process of rate r. Between two of them it may have nothing to answer, a share p0 of the time
/// while it is on:
///
///     p0 = min(exp(-r S), 1 - r / most)       S: time of a call at that rate
///
/// which is exact for calls that run side by side (M/G/infinity) and one after the other (M/G/1). It is kept warm for T
/// after its last answer, in which another call comes with probability w = 1 - exp(-r T), and starts in D:
///
///     off : idle : starting : busy = p0 (1 - w) : p0 w : r D p0 (1 - w) : 1 - p0
///
/// divided by their sum. The call that starts it waits for D, those that come meanwhile, r D of them, for a part of it:
///
///     share that meets a cold start = (1 + r D) p0 exp(-r T) / sum
///
/// With short calls and starts that is exp(-r T). S grows with the calls in flight, S = alone / (1 - r / most (1 -
/// alone / at most)), by Little's law where the time of a step is linear in its batch. Where calls run one after the
/// other, those that came while it started keep it busy for longer: r D / most / (1 - r / most) of time in each cycle.
///
/// Example: 20 calls an hour of 9 s, kept warm for 60 s, start 90 s: r = 0.005556/s, p0 = exp(-0.05) = 0.9512, exp(-r T) =
/// 0.7165; 0.6816 : 0.2697 : 0.3408 : 0.0488 over 1.3408: answers 3.6 % of the time, 20.1 % warm, 25.4 % starting, off
/// 50.8 %; 1.5 x 0.6816 / 1.3408 = 76.2 % of the calls meet a cold start.
WorkerTimes worker_times(const WorkerSpeed& speed, const Drawn<RequestsPerSecond>& rate);

/// How fast the workers of a fleet are.
WorkerSpeed worker_speed(const Fleet& fleet, const FleetCapacity& capacity, const Block& block);

/// Workers through the period, with `always_on` of them there whether calls come or not.
struct Workers {
  ServerlessUse use;
  Column starts_it, comes_meanwhile;  ///< shares of all calls
};

/// In each hour of the week the calls fill workers to their planned load, those that are always there first. Workers that
/// are full answer at that rate, and one more the rest:
///
///     full = floor((calls/s - always on x planned) / planned),  rest = what is left of the calls
///
/// Left out: that calls of one task follow each other, crowds within the hour beyond a Poisson process, and limits of a
/// provider on new workers.
Workers workers(const Fleet& fleet, const FleetCapacity& capacity, const Context& context,
                const Column& always_on);

/// Consumes the seconds of workers, and adds latency with its cold starts to the evaluation.
void serve_with_workers(const Fleet& fleet, const FleetCapacity& capacity, const Context& context, Use& use,
                        Evaluation& evaluation);

/// Sets where one more worker that is always there gets cheaper, and what it would save in a month:
///
///     busy + idle + starting of one worker at that rate = active price / price
///
/// at most its planned load.
void set_always_on(const Serverless& contract, const Fleet& fleet, const FleetCapacity& capacity,
                   const Context& context, Figures<Column>& figures);

}  // namespace llmtco
