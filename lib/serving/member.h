#pragma once
#include <memory>

#include "serving/scheduler.h"

namespace llmtco::serving {

/// Started on another replica that is no longer there; what it was given is lost.
struct Lost {
  std::uint32_t request;
  Outcome so_far;
};

/// A replica of a fleet that is told of its requests as they come. What it does is decided one step, or many alike, ahead,
/// and ends earlier where somebody comes.
class Member {
 public:
  Member(const Load& load, const StepTime& step_time, const EngineSettings& settings);
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;

  /// When what it does ends; `never` while it does nothing.
  Picoseconds until() const { return until_; }
  bool working() const { return until_ != never; }
  /// Requests that wait here or run.
  std::size_t in_system() const { return in_system_; }
  std::size_t queued() const { return in_system_ - static_cast<std::size_t>(replica_.running()); }

  /// A request of the load comes: at the back, or before all others.
  void arrive(std::uint32_t request, Picoseconds now);
  void arrive_first(const Lost& lost, Picoseconds now);

  /// What it does ends now.
  void end();
  /// Decides what to do next, at a time at which it does nothing.
  void plan(Picoseconds now);
  /// Who was answered or refused since this was last asked.
  std::vector<std::uint32_t> take_ended();

  /// Taken away: those who started, and those who only waited, both in their order.
  struct LeftOver {
    std::vector<Lost> started;
    std::vector<std::uint32_t> waiting;
  };
  LeftOver leave(Picoseconds now);
  /// Adds what it did to a simulation of the whole load. Nothing may be asked of it afterwards.
  void gather(Simulation& all);

 private:
  void put_first(const Lost& lost, Picoseconds now);

  const Load& whole_;
  Load load_;
  std::vector<std::uint32_t> places_;  ///< of its requests in the whole load
  Replica replica_;
  std::unique_ptr<Scheduler> scheduler_;
  Plan plan_;
  Picoseconds until_ = never;
  std::size_t in_system_ = 0;
  std::vector<std::uint32_t> ended_;
  std::vector<std::pair<Lost, Picoseconds>> first_;  ///< who is put in the front when the step at hand ends
  double waited_ = 0;                                ///< of those who never were: requests x ps
};

}  // namespace llmtco::serving
