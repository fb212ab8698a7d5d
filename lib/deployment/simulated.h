#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "deployment/latency.h"
#include "deployment/latency_surface.h"
#include "deployment/server.h"
#include "serving/call_stream.h"

namespace llmtco {

/// A limit on times that holds in no draw of the first block, however few calls come.
struct OutOfReach {
  int request_class;
  std::string reason;
};

/// What was decided of a fleet, and simulated, before the first draw (montecarlo/servers.h).
struct Simulated {
  Server server = Server::steady;
  std::string why;          ///< this one
  double busiest_load = 0;  ///< at the middle of the inputs, as a share of the capacity in closed form
  bool by_load = true;      ///< nobody asked for one
  std::optional<LatencySurface> surface{};  ///< of `surface`, and the capacity of `exact`
  std::vector<double> shares{};             ///< of the calls that it is made of, by class
  /// The same at other shares, where routes send other shares of each class.
  struct OfMix {
    std::vector<double> shares;
    LatencySurface surface;
  };
  std::vector<OfMix> mixes{};
  /// A standard normal number that says how far the surface is off; the same on both sides of a comparison.
  Uncertain<double> doubt{0.0};
  std::shared_ptr<const serving::CallStream> stream{};
  std::vector<OutOfReach> out_of_reach{};
  int threads = 1;  ///< that one block may use for its draws under `exact`

  /// What reports say of times that were simulated.
  std::string words() const;
  /// The surface whose shares of the classes are nearest. Requires that there is any.
  const LatencySurface& surface_at(const DrawnCalls& calls) const;
};

/// Requests that are simulated of each draw under `exact`.
inline constexpr std::size_t exact_requests = 2048;

/// What a replica of a simulated fleet does, in one block of draws.
struct SimulatedCapacity {
  ClosedForm closed;
  std::shared_ptr<const Yardsticks> yardsticks;
  DrawnCalls calls;
  std::shared_ptr<const TimesByLoad> times;
  Drawn<RequestsPerSecond> full;  ///< calls it serves while its queue never empties
};
SimulatedCapacity simulated_capacity(const Fleet& fleet, const Context& context, const RequestShape& lengths,
                                     const Factors& speed);

/// Simulated times of a call: lognormals through their percentiles.
CallTimes call_times_of(const TimesOf& times);

/// Times of the calls of each class where a replica has this load, as a share of `full`; at 98.5 % where it has more.
std::vector<TimesOf> surface_times(const SimulatedCapacity& capacity, const Column& load);

/// The same by a simulation of each draw, with its own lengths and step time: 2,048 calls, of which the first 256 are
/// not counted. Draw number i of every block and every option sees the calls of one stream, whatever their lengths.
std::vector<TimesOf> exact_times(const Fleet& fleet, const SimulatedCapacity& capacity, const Column& load);

}  // namespace llmtco
