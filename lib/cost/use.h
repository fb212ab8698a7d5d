#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cost/holding.h"
#include "cost/week_need.h"

namespace llmtco {

/// Tokens by what is asked for them: text, and media apart. `input` is neither read from a cache nor written to one.
struct TokensByKind {
  Drawn<Tokens> input{}, cache_reads{}, cache_writes{}, output{};
  Drawn<Tokens> cache_writes_1h{};  ///< kept for longer, at another price

  /// What is no text. `cache_reads` are those a cache may hold; it is written for nothing.
  struct Other {
    Drawn<Tokens> input{}, cache_reads{}, output{};
  };
  ByMedium<Other> media{};
};

/// Tokens kept for a time.
using TokenSeconds = Quantity<Dimension{.tokens = 1, .seconds = 1}>;

/// What one class of requests came to in the average month.
struct ClassUse {
  const ClassTraffic* traffic;               ///< the class, and the tokens of each task
  Drawn<Requests> tasks;                     ///< those that come to this option
  TokensByKind bought{};                     ///< tokens that somebody else's machines read and write
  std::vector<Drawn<Requests>> tool_uses{};  ///< of the class's tools, in their order, bought of who answers
  Column left{1.0};                          ///< share of the tasks whose tokens nobody has paid for yet
};

/// Keeps a part of what a class has bought, and of the tasks that bought it: the rest is paid for. Nothing is left of
/// what a part of nothing is.
void keep(ClassUse& use, const Column& part);
/// The part of all its tokens.
TokensByKind part_of(const TokensByKind& tokens, const Column& part);

/// Machines in the average month.
struct Capacity {
  Column gpus = 0.0;      ///< accelerators of one replica
  bool on_cpu = false;    ///< counted as machines, not as accelerators
  Column replicas = 0.0;  ///< to be there
  Column running = 0.0;   ///< of them switched on: all, or those that follow the load
  Column busy = 0.0;      ///< replicas' worth of work
  /// Accelerators in whole servers, where they are sold so: of those to be there, and of those switched on.
  std::optional<Column> sold{}, sold_running{};
  /// Replicas that each hour needs, where contracts share them in merit order: each takes what it serves out of these.
  /// Empty where one pays for the month.
  WeekNeeds weeks{};
  std::optional<Column> sold_in{};  ///< accelerators of a server that is let whole
  /// Replicas, mean over the month, in place of machines that were taken away, and how often they are started.
  Column stand_ins = 0.0, stand_in_starts = 0.0;

  /// What is paid for: whole servers where they are sold so.
  Column paid() const { return sold ? *sold : gpus * replicas; }
  Column paid_running() const { return sold_running ? *sold_running : gpus * running; }
  /// Accelerators that are paid for of so many replicas.
  Column whole(const Column& count) const {
    return sold_in ? ceil(count * gpus / *sold_in) * *sold_in : gpus * count;
  }
};

/// Workers that come and go with the requests, mean over the month: so many of them do one thing or another.
struct ServerlessUse {
  Column busy, idle, starting;
  Column always_on = 0.0;  ///< whether they answer or not
  Drawn<Requests> calls;
};

/// Electricity of machines in the average month, without what the building adds.
struct Electricity {
  Drawn<Watts> most;  ///< all of them under full load
  Drawn<Joules> used;
  Drawn<Joules> idle{};  ///< part of `used` that is drawn without load
};

/// What a contract finds of a capacity: provisioned units, or a rate limit.
struct Overload {
  Column time{};                         ///< share of the month's hours in which more is asked
  Drawn<Tokens> asked{}, above{};        ///< tokens of the month, and those that come while there is no room
  std::optional<Drawn<Seconds>> wait{};  ///< longest, where they wait
  Column holds{1.0};                     ///< 1 where all can be served
  double of_capacity = 0;  ///< what counts for that, over the capacity, where it is most of all draws
  std::string reason{};    ///< why not, where it is 0
};

/// What serving consumed in the average month: all that prices are asked of. Contracts take out of it what they
/// pay for.
///
/// Left out: data that leaves a cloud.
struct Use {
  std::string split{};  ///< whose requests come here, if a split sends them
  Period period{};      ///< of whose months it is the average
  std::vector<ClassUse> classes;
  std::vector<Drawn<Requests>>
      tasks_by_month{};  ///< of all classes, of every month of the horizon; may be unknown
  Capacity machines{};
  const Holding* holding = nullptr;  ///< of machines that are bought, through the horizon; outlives this
  std::optional<ServerlessUse> serverless{};  ///< of machines that are paid for by the second
  Drawn<TokenSeconds> stored{};               ///< kept in a cache that is paid for by the hour
  std::optional<Electricity> electricity{};   ///< of the machines, where it is known
  std::vector<Overload> overloads{};          ///< that contracts have found, in their order
  Drawn<Usd> credited{};  ///< what credits have paid, in the months before and in this one
};

/// Whether every token bought, machine and joule known is paid for in every draw.
bool is_paid(const Use& left);

}  // namespace llmtco
