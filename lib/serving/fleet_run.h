#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <queue>
#include <utility>
#include <vector>

#include "serving/arrival_queue.h"
#include "serving/fleet.h"
#include "serving/member.h"

namespace llmtco::serving {

/// Replicas side by side, on one clock. At each time, in this order: steps end, replicas come and go, requests come, who
/// has nothing to do decides what to do next. So a request that comes as a step ends may join the next.
class FleetRun {
 public:
  FleetRun(const Load& load, const StepTime& step_time, const EngineSettings& settings,
           const FleetSettings& fleet);
  Simulation run();

 private:
  enum class State { starting, serving, leaving, gone };
  struct Instance {
    State state;
    Picoseconds ordered, ready;
    std::unique_ptr<Member> member;
    Picoseconds next_end = never;  ///< as it stands in ends_
  };
  enum class Kind { ready, notice, taken, check, emptied };
  struct Event {
    Picoseconds time;
    std::uint64_t turn;  ///< of several at a time the first that was planned
    Kind kind;
    std::uint32_t number;
    bool operator>(const Event& e) const { return std::pair(time, turn) > std::pair(e.time, e.turn); }
  };
  struct AtDoor {
    std::uint32_t request;
    Picoseconds since;
  };

  // fleet_run.cpp: requests
  Picoseconds next_time();
  void end_steps(Picoseconds now);
  void collect(std::uint32_t number, Picoseconds now);
  void plan(Picoseconds now);
  void send(std::uint32_t request, Picoseconds now);
  void send_first(Lost lost, Picoseconds now);
  void open_door(Picoseconds now);
  void door_changes(Picoseconds now);
  std::uint32_t chosen(std::uint32_t request);
  void touch(std::uint32_t number);
  Simulation result();

  // fleet_changes.cpp: replicas
  void start(Picoseconds now);
  void happen(Picoseconds now);
  void happen(const Event& event, Picoseconds now);
  void add(Picoseconds time, Kind kind, std::uint32_t number = 0);
  void order(Picoseconds now, double start_up);
  void serve(std::uint32_t number, Picoseconds now);
  void stop_serving(std::uint32_t number, Picoseconds now);
  void go(std::uint32_t number, Picoseconds now);
  void pay(const Instance& replica, Picoseconds until);
  void notice(std::uint32_t number, Picoseconds now);
  void taken(std::uint32_t number, Picoseconds now);
  void check(Picoseconds now);
  void have(int desired, Picoseconds now);
  void note(Picoseconds now);
  int there() const { return static_cast<int>(starting_.size() + serving_.size()); }

  const Load& load_;
  const StepTime& step_time_;
  const EngineSettings& settings_;
  const FleetSettings& fleet_;
  ArrivalQueue arrivals_;
  Places places_;
  std::optional<Autoscaler> scaler_;

  std::vector<Instance> instances_;
  std::vector<std::uint32_t> starting_, serving_;  ///< numbers, in the order in which they came
  std::vector<std::uint32_t> loads_;               ///< by number: requests that wait or run there
  int desired_ = 0, leaving_ = 0;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t turn_ = 0;

  using End = std::pair<Picoseconds, std::uint32_t>;
  std::priority_queue<End, std::vector<End>, std::greater<>>
      ends_;                         ///< of steps; one that moved is left behind
  std::vector<std::uint32_t> idle_;  ///< who may have something to do
  std::deque<AtDoor> door_;
  std::vector<std::pair<Lost, Picoseconds>> lost_at_door_;  ///< the last is the first in the queue
  Timeline door_line_;
  Picoseconds door_since_ = 0;
  std::size_t left_;             ///< requests not answered or refused
  std::size_t in_system_ = 0;    ///< of these: those that came
  Picoseconds empty_since_ = 0;  ///< where none is there
  Simulation all_;
  FleetLife life_;
};

}  // namespace llmtco::serving
