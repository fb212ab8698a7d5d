#pragma once
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "deployment/server.h"
#include "performance/load.h"
#include "performance/weights_ratio.h"
#include "routing/curve_table.h"
#include "routing/loop_part.h"
#include "routing/question_file.h"
#include "routing/router.h"
#include "units/units.h"
#include "variables/uncertain.h"

namespace llmtco {

struct Simulated;  // deployment/simulated.h

/// How fast one stream of a hosted endpoint is: percentiles over the requests of a day.
struct StreamSpeed {
  Uncertain<Seconds> ttft_p50;
  std::optional<Uncertain<Seconds>> ttft_p95;  ///< twice the median, if absent
  Uncertain<TokensPerSecond> output;           ///< median
  std::optional<Uncertain<TokensPerSecond>>
      output_p5{};  ///< the slow requests; all are as fast as the median, if absent
  /// How fast a day is over these: output is times the one, TTFT over the other; all days are alike, if absent.
  std::optional<Uncertain<double>> ttft_day{}, output_day{};
  std::string source;
};

/// How long a provider keeps what is written to its cache; a longer life has another price.
enum class CacheLife { five_minutes, one_hour };

/// Tokens that an explicit cache keeps, and for how much of the time.
struct StoredCache {
  Uncertain<Tokens> tokens;
  Uncertain<double> share_of_time{1.0};
};

/// Somebody else's machines: every token is bought.
struct Endpoint {
  Uncertain<double> cache_hit_rate;       ///< share of repeated input that is read from the cache
  bool cached = false;                    ///< whether the provider's prompt cache is used at all
  CacheLife shared_life{}, other_life{};  ///< of what all tasks have in common; of the rest
  /// What a task reads again is kept for so long after its last use (deployment/cache_lifetime.h); that is in the hit
  /// rate, if absent.
  std::optional<Uncertain<Seconds>> cache_lifetime{};
  /// Beginnings that are shorter are not kept; any is, if absent.
  std::optional<Tokens> least_cacheable{};
  std::optional<StoredCache> stored{};  ///< nothing is kept by the hour, if absent
  std::optional<StreamSpeed> speed{};   ///< unknown if absent
  std::string speed_note{};             ///< why it is
  std::optional<Tokens> context{};      ///< longest call the model takes, with its answer; unknown if absent
  std::string name{};                   ///< as the price book or the scenario has it
};

/// A measured speed over that of 16-bit weights.
struct MeasuredRatio {
  Uncertain<double> speed_vs_f16;
  WeightsByRatio weights;
};

/// Factors of the parts of a step's time, where a calibration or a CPU gives them.
struct PartSpeeds {
  Uncertain<double> weights{1.0}, compute{1.0}, kv{1.0}, attention{1.0};
  std::optional<Uncertain<double>> blend{};  ///< exponent between reading weights and computing
  std::optional<MeasuredRatio> ratio{};      ///< gives the factor of weights, in place of `weights`
};

/// What one accelerator draws, with its share of the server.
struct MachinePower {
  Uncertain<Watts> full{}, idle{};
};

/// How workers of a serverless provider come and go.
struct WorkersOnDemand {
  Uncertain<Seconds> start;                 ///< until a worker that is started answers; paid for
  Uncertain<Seconds> keep_warm;             ///< from its last answer until it is stopped; paid for
  Uncertain<double> always_on;              ///< workers that are there whether calls come or not
  std::optional<Uncertain<double>> most{};  ///< workers at most; no limit if absent
};

/// Machines of one's own, rented or bought, that serve a model.
struct Fleet {
  Replica replica;  ///< model, format, engine and accelerators of one copy, with its speeds
  /// Factors of speed_variables(), all of them in their order: drawn_speed() of deployment/from_catalog.h.
  std::vector<Uncertain<double>> speed{};
  PartSpeeds parts{};
  Uncertain<double> memory{
      1.0};  ///< factor of memory_variable(): drawn_memory() of deployment/from_catalog.h
  std::optional<int> replicas{};  ///< fixed, or sized for the peak of each month of the horizon
  std::optional<Uncertain<double>>
      least{};  ///< of a fleet that is sized: never fewer replicas; one if absent
  std::optional<Uncertain<double>> spare{};    ///< and so many beyond those it needs; none if absent
  std::optional<Uncertain<double>> sold_in{};  ///< accelerators of a server, of which whole ones are paid for
  Uncertain<double> max_load{0.8};             ///< share of a replica's capacity planned for at peak
  /// Requests in flight per replica; as many as fit, up to the engine's limit, if absent.
  std::optional<double> max_batch{};
  Uncertain<double> cache_hit_rate;  ///< share of repeated input that the engine's prefix cache still holds
  std::optional<Uncertain<Seconds>> cache_lifetime{};      ///< as that of an endpoint
  std::optional<Uncertain<TokensPerSecond>> throughput{};  ///< measured output of a replica at capacity
  bool follow_load = false;  ///< replicas the load does not need at the moment are switched off
  bool by_hours = false;     ///< contracts share the hours of the week in merit order
  std::optional<WorkersOnDemand> workers{};  ///< of a serverless provider
  std::optional<MachinePower> power{};       ///< unknown where nobody pays for it alone
  std::optional<Server> latency{};           ///< where its times come from; by its load if absent
  /// What was decided of that and simulated before the first draw; null: in closed form.
  std::shared_ptr<const Simulated> simulated{};

  /// Where the two counts that are never drawn were written.
  OriginId gpus_origin = no_origin, replicas_origin = no_origin;

  int gpus() const { return replica.placement.gpus(); }
  /// The counts as numbers with their origin.
  Uncertain<double> told_gpus() const {
    return Uncertain<double>(static_cast<double>(gpus())).from(gpus_origin);
  }
  Uncertain<double> told_replicas() const {
    return Uncertain<double>(static_cast<double>(*replicas)).from(replicas_origin);
  }
  bool on_cpu() const { return replica.placement.accelerator.kind == Accelerator::Kind::cpu; }
};

/// Shares of the requests sent to other options of the scenario.
struct Split {
  struct Part {
    std::string option;
    Uncertain<double> share;
  };
  std::vector<Part> parts;
};

/// Ways to send a request to one of several other options, or to one after the other; the formulas are in routing/.
namespace routes {

/// Shares of each class's requests, as the workload orders classes: of every leg, which sum to 1.
struct ByClass {
  std::vector<std::vector<Uncertain<double>>> shares;
};

/// How far two legs are right on the same requests (routing/joint.h).
struct Likeness {
  Uncertain<double> correlation;
  bool tetrachoric = false;  ///< rather than phi
  /// By which the first leg's share of right answers falls from month to month, while that of the other stays: what the
  /// other alone gets right grows. None if absent.
  std::optional<Uncertain<double>> harder_per_month{};
};

/// What tells how well a score says which requests need the strong model.
struct Auc {
  routing::CurveShape shape = routing::CurveShape::binormal;
  Uncertain<double> auc;
  Likeness likeness;
};
struct Table {
  std::vector<routing::CurvePoint> curve;
};
/// At the threshold, in a file of questions (deployment/route_counted.h): the share that is sent, and right answers among those that are sent, and kept.
struct Counted {
  Uncertain<double> sent, sent_right, kept_right;
  Uncertain<double> needless, missed;  ///< shares of all
  std::shared_ptr<const routing::Questions> questions{};
};
/// The weak leg first, then the strong one.
struct ByScore {
  Uncertain<double> threshold;
  std::variant<Auc, Table, Counted> quality;
  bool each_call = false;  ///< decided call by call, so that legs do not keep each other's prompt cache
};
/// The first leg always, the second where a judge does not accept its answer.
struct ByJudge {
  Uncertain<double> accepts_right, accepts_wrong;
  Likeness likeness;
};
/// One leg, asked several times.
struct ByVotes {
  int samples = 1;
  Uncertain<double> correlation;  ///< of two samples of one question being right
};
/// The first leg, and the second where it gives no answer.
struct OnFailure {
  Uncertain<double> fails;
  std::optional<Uncertain<Seconds>> noticed{};  ///< at once if absent
  std::optional<Uncertain<Seconds>> timeout{};  ///< none if absent
};
/// One leg, behind a cache of answers.
struct FromCache {
  Uncertain<double> hit_rate, wrong_hits;
};
/// The cheap leg first, then the precise one for what is critical.
struct ByCriticality {
  Uncertain<double> share, caught;
  std::optional<Uncertain<double>> alarms{};  ///< none if absent
};
/// Each leg makes the calls of a task that stand at its places in the loop (routing/loop_part.h).
struct ByStep {
  std::vector<routing::Places> places;  ///< of every leg; the first leg makes the first call
  /// Share of right answers of tasks that are shared so; unknown if absent.
  std::optional<Uncertain<double>> accuracy{};
};

}  // namespace routes

/// Sends requests to other options of the scenario, by request.
struct Route {
  std::vector<std::string> legs;
  std::variant<routes::ByClass, routes::ByScore, routes::ByJudge, routes::ByVotes, routes::OnFailure,
               routes::FromCache, routes::ByCriticality, routes::ByStep>
      policy;
  /// How long a router takes before the legs, a judge after the first, a cache for its lookup; nothing if absent.
  std::optional<Uncertain<Seconds>> step_p50{}, step_p95{};
};

/// What decides who answers, as `by` of a scenario has it.
inline std::string_view word_of(const decltype(Route::policy)& policy) {
  static constexpr std::string_view words[] = {"class",   "score", "judge",       "votes",
                                               "failure", "cache", "criticality", "step"};
  static_assert(std::size(words) == std::variant_size_v<std::decay_t<decltype(policy)>>);
  return words[policy.index()];
}

/// Something the model knows nothing of but what the scenario's author says.
struct Stated {
  std::optional<StreamSpeed> speed{};  ///< unknown if absent
};

/// Systems that hold a model in their own memory, as fast as the scenario says: no speed model knows them.
struct Appliance {
  std::string system{};          ///< "Cerebras CS-3 (WSE-3)"
  Bytes memory{};                ///< of one system, or chip
  Bytes weights{};               ///< parameters x bits / 8
  Uncertain<Tokens> kept{};      ///< tokens whose keys and values a copy holds
  BytesPerToken kv_per_token{};  ///< in 16 bits
  /// Copies of the model, or sized for the busiest hour of each month.
  std::optional<Uncertain<double>> copies{};
  std::optional<Uncertain<TokensPerSecond>> throughput{};  ///< output of a copy at capacity
  /// Input it reads in a second in which it writes nothing; reading takes no time, if absent.
  std::optional<Uncertain<TokensPerSecond>> input_throughput{};
  Uncertain<double> max_load{0.8};     ///< share of its capacity planned for at peak
  std::optional<StreamSpeed> speed{};  ///< unknown if absent
  MachinePower power;                  ///< of one system
};

/// Who answers.
using Serving = std::variant<Endpoint, Fleet, Split, Route, Stated, Appliance>;

}  // namespace llmtco
