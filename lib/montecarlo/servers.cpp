#include "montecarlo/servers.h"

#include <algorithm>
#include <map>

#include "deployment/kept_surface.h"
#include "deployment/server_choice.h"
#include "deployment/simulated.h"
#include "host/thread_pool.h"
#include "montecarlo/bounds.h"
#include "random/sampler.h"
#include "variables/draws.h"

namespace llmtco {
namespace {

/// Sorts behind every name that a scenario can have.
constexpr const char* doubt_prefix = "~surface.";

std::string doubt_name(const Placement& placement) {
  return doubt_prefix + placement.accelerator.id + "." + placement.engine.id + "." + placement.model.id +
         "." + placement.format.id;
}

Fleet* undecided(Option& option) {
  auto* fleet = std::get_if<Fleet>(&option.serving);
  return fleet != nullptr && !fleet->simulated ? fleet : nullptr;
}

bool has_undecided(const Study& study) {
  return std::any_of(study.options.begin(), study.options.end(), [](const Option& option) {
    const auto* fleet = std::get_if<Fleet>(&option.serving);
    return fleet != nullptr && !fleet->simulated;
  });
}

/// What surfaces are made of is the same for any seed and number of draws: their error is told beside the result, and is
/// no noise of the draws.
constexpr std::uint64_t surface_seed = 1;
constexpr std::size_t surface_draws = 16'384;

/// Surfaces made so far, by what they were made of.
class Surfaces {
 public:
  explicit Surfaces(const Settings& settings)
      : points_(surface_seed),
        stream_(std::make_shared<const serving::CallStream>(settings.seed)),
        kept_(settings.kept),
        threads_(settings.threads) {}

  std::optional<LatencySurface> of(const Fleet& fleet, const SurfacePoints& points) {
    const std::string made_of = bytes_of(points);
    const auto [place, is_new] = made_.try_emplace(made_of);
    if (is_new) place->second = found_or_made(fleet, points, made_of);
    return place->second;
  }
  /// Calls for whoever simulates draws themselves.
  const std::shared_ptr<const serving::CallStream>& stream() const { return stream_; }

 private:
  std::optional<LatencySurface> found_or_made(const Fleet& fleet, const SurfacePoints& points,
                                              const std::string& made_of) {
    if (const auto bytes = kept_ ? kept_->find(made_of) : std::nullopt) {
      if (auto found = kept_surface(*bytes)) return std::move(found->surface);
    }
    if (!pool_) pool_.emplace(std::max(threads_, 1));
    std::optional<LatencySurface> surface = surface_of(fleet, points, points_, &*pool_);
    if (kept_) kept_->keep(made_of, bytes_of(surface));
    return surface;
  }

  serving::CallStream points_;
  std::shared_ptr<const serving::CallStream> stream_;
  std::shared_ptr<const KeptFiles> kept_;
  int threads_;
  std::optional<ThreadPool> pool_;
  std::map<std::string, std::optional<LatencySurface>> made_;  ///< by what they are made of
};

/// What a study shares with an earlier one that is decided on.
struct Earlier {
  const Study& study;
  const Pair& pair;
};

/// One study that is being decided on.
class Deciding {
 public:
  Deciding(const Study& study, const Sampler& sampler, ThreadPool* pool)
      : study_(std::make_shared<Study>(study)), draws_(study.variables, sampler, pool) {}

  void add_loads(std::map<std::string, double>& most) {
    const Block middle = draws_.middle();
    const Traffic traffic = traffic_of(study_->demand, middle);
    const std::vector<Prepared> prepared = prepare(study_->options, traffic, middle);
    mixes_ = served_mixes(prepared, traffic, middle);
    for (const auto& [name, load] : busiest_loads(prepared, traffic, middle)) {
      double& known = most.try_emplace(name, load).first->second;
      known = std::max(known, load);
    }
  }

  void decide(const std::map<std::string, double>& loads, const Settings& settings, Surfaces& surfaces,
              const std::optional<Earlier>& earlier) {
    std::vector<std::pair<Fleet*, std::shared_ptr<Simulated>>> decided;
    for (Option& option : study_->options) {
      Fleet* fleet = undecided(option);
      if (fleet == nullptr) continue;
      const Simulated* const known = earlier ? told_of(option, *earlier) : nullptr;
      auto server = std::make_shared<Simulated>(
          known != nullptr
              ? *known
              : server_of(settings.latency ? settings.latency : fleet->latency, busiest_of(option, loads)));
      if (known == nullptr && server->server != Server::steady) make(option, *fleet, surfaces, *server);
      if (server->surface) doubt(*fleet, settings, surfaces, *server);
      decided.emplace_back(fleet, std::move(server));
    }
    for (auto& [fleet, server] : decided) fleet->simulated = std::move(server);
  }

  std::shared_ptr<const Study> study() && { return std::move(study_); }

 private:
  static std::optional<double> busiest_of(const Option& option, const std::map<std::string, double>& loads) {
    const auto load = loads.find(option.name);
    return load == loads.end() ? std::nullopt : std::optional(load->second);
  }

  /// What the earlier study tells of a fleet that is the same there, as are its calls: those of one class are, however many
  /// come, and those that routes send are told by them alone.
  const Simulated* told_of(const Option& option, const Earlier& earlier) const {
    const auto& same = earlier.pair.same;
    const bool unmoved = std::find(same.begin(), same.end(), option.name) != same.end(),
               calls_alike = earlier.pair.volumes_alone && study_->demand.workload.classes.size() == 1,
               routed = mixes_.contains(option.name);
    const auto there = place_of(option.name, earlier.study.options);
    if (!(unmoved || calls_alike) || routed || !there) return nullptr;
    const auto* fleet = std::get_if<Fleet>(&earlier.study.options[*there].serving);
    return fleet != nullptr ? fleet->simulated.get() : nullptr;
  }

  /// The surface of a fleet as the option stands, at all requests: shares of a split change its load alone. Routes that
  /// send it other shares of each class have surfaces of their own.
  void make(const Option& option, const Fleet& fleet, Surfaces& surfaces, Simulated& server) {
    if (!block_) {
      block_ = draws_.block(0);
      check_bounds(*study_, *block_);  // nothing is simulated of what cannot be
      traffic_ = traffic_of(study_->demand, *block_);
    }
    const Prepared prepared = prepare_at(option, study_->options, *traffic_, *block_);
    const Context context{*block_, prepared.own ? *prepared.own : *traffic_};
    const SurfacePoints points = surface_points(fleet, context);
    server.shares = points.calls.mean_shares();
    server.surface = surfaces.of(fleet, points);
    if (server.surface) {
      server.out_of_reach = limits_out_of_reach(fleet, server, context);
      for (const ServedMix& mix : mixes_[option.name]) make(mix, fleet, surfaces, server);
      return;
    }
    server.server = Server::steady;
    server.why = "its calls are too long for simulations";
  }

  void make(const ServedMix& mix, const Fleet& fleet, Surfaces& surfaces, Simulated& server) {
    const Prepared sender = prepare_at(study_->options[mix.option], study_->options, *traffic_, *block_);
    const Prepared* at = &sender;
    for (const std::size_t part : mix.parts) {
      if (part >= at->parts.size()) return;
      at = &at->parts[part];
    }
    const SurfacePoints points = surface_points(fleet, {*block_, at->own ? *at->own : *traffic_});
    std::vector<double> shares = points.calls.mean_shares();
    if (auto surface = surfaces.of(fleet, points))
      server.mixes.push_back({std::move(shares), std::move(*surface)});
  }

  void doubt(const Fleet& fleet, const Settings& settings, Surfaces& surfaces, Simulated& server) {
    server.stream = surfaces.stream();
    const std::size_t blocks = plan_for(settings.method, settings.draws).blocks();
    server.threads = std::max(1, settings.threads / static_cast<int>(std::min<std::size_t>(blocks, 1024)));
    const OriginId origin = study_->variables.add(
        {.kind = Origin::Kind::catalogue,
         .name = "error of the latency surface",
         .source = "simulations at other draws and loads than it is made of, in standard deviations"});
    server.doubt = study_->variables.uncertain<double>(doubt_name(fleet.replica.placement),
                                                       Distribution{distributions::Normal{0, 1}}, origin);
  }

  std::shared_ptr<Study> study_;
  Draws draws_;
  std::map<std::string, std::vector<ServedMix>> mixes_{};
  std::optional<Block> block_;
  std::optional<Traffic> traffic_;
};

}  // namespace

std::vector<std::shared_ptr<const Study>> with_servers(const std::vector<const Study*>& studies,
                                                       const Settings& settings,
                                                       const std::vector<Pair>& pairs, ThreadPool* pool) {
  std::vector<std::shared_ptr<const Study>> all;
  for (const Study* study : studies) all.emplace_back(std::shared_ptr<const Study>(), study);
  if (std::none_of(studies.begin(), studies.end(), [](const Study* each) { return has_undecided(*each); }))
    return all;
  std::vector<std::string> names;
  for (const Study* study : studies) {
    const std::vector<std::string> own = study->variables.names();
    names.insert(names.end(), own.begin(), own.end());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const Sampler sampler(plan_for(settings.method, surface_draws), surface_seed, names);
  std::vector<Deciding> deciding;
  deciding.reserve(studies.size());
  std::map<std::string, double> loads;
  for (const Study* study : studies) {
    deciding.emplace_back(*study, sampler, pool);
    deciding.back().add_loads(loads);
  }
  Surfaces surfaces(settings);
  for (std::size_t s = 0; s < studies.size(); ++s) {
    std::optional<Earlier> earlier;
    for (const Pair& pair : pairs) {
      if (pair.changed == s && pair.base < s) earlier.emplace(Earlier{*all[pair.base], pair});
    }
    deciding[s].decide(loads, settings, surfaces, earlier);
    all[s] = std::move(deciding[s]).study();
  }
  return all;
}

Study with_servers(const Study& study, const Settings& settings) {
  return *with_servers({&study}, settings).front();
}

}  // namespace llmtco
