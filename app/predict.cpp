#include <fmt/format.h>

#include <sstream>

#include "calibration/applicability.h"
#include "calibration/calibration_file.h"
#include "catalog/size_in_name.h"

#include "flags.h"
#include "performance/placement_by_name.h"
#include "performance/predict.h"
#include "performance/suggestions.h"
#include "query.h"
#include "text/characters.h"
#include "text/closest.h"
#include "units/parse.h"

namespace llmtco::app {
namespace {

/// An accelerator that is described by its datasheet rather than found in the catalogue.
Accelerator described(const PredictArgs& args, Flags& flags) {
  Accelerator accelerator;
  accelerator.id = accelerator.name = args.hardware.empty() ? "described" : args.hardware;
  accelerator.source = "datasheet numbers given";
  for (const auto& [flag, text] :
       {std::pair{"--memory", args.memory}, std::pair{"--bandwidth", args.bandwidth},
        std::pair{"--fp16", args.fp16}}) {
    if (text.empty()) flags.complain(fmt::format("an accelerator of your own needs {}", flag));
  }
  if (!args.memory.empty()) accelerator.memory = flags.quantity<Bytes>("--memory", args.memory);
  if (!args.bandwidth.empty())
    accelerator.bandwidth = flags.quantity<BytesPerSecond>("--bandwidth", args.bandwidth);
  for (const auto& [format, flag, text] :
       {std::tuple{"fp16", "--fp16", args.fp16}, std::tuple{"fp8", "--fp8", args.fp8},
        std::tuple{"int8", "--int8", args.int8}, std::tuple{"fp4", "--fp4", args.fp4}}) {
    if (!text.empty()) accelerator.peaks.emplace_back(format, flags.quantity<FlopPerSecond>(flag, text));
  }
  if (!args.power.empty()) accelerator.power = flags.quantity<Watts>("--power", args.power);
  if (!args.link.empty())
    accelerator.link = Link{"link", flags.quantity<BytesPerSecond>("--link", args.link)};
  return accelerator;
}

bool is_described(const PredictArgs& args) {
  return !args.memory.empty() || !args.bandwidth.empty() || !args.fp16.empty() || !args.fp8.empty() ||
         !args.int8.empty() || !args.fp4.empty();
}

/// A name of the catalogue, or a shape typical of a size; nothing where the size is wrong, which has been
/// said. Of a mixture of experts, "397B-A17B" or the name says what a token uses.
Named<Model> model_of(const PredictArgs& args, Flags& flags) {
  if (args.parameters.empty()) return args.model;
  const SizeInName given = size_in_name(args.parameters), named = size_in_name(args.model);
  const auto read = parse_quantity(args.parameters);
  const auto* count = std::get_if<Measured>(&read);
  const bool plain =
      count != nullptr && count->dimension == dimensionless && count->value >= 1e6 && count->value <= 1e15;
  if (!plain && !(given.parameters && given.active)) {
    flags.complain(
        fmt::format("--params: {} is no number of parameters such as 13B", shown(args.parameters)));
    return {};
  }
  const double parameters = plain ? count->value : *given.parameters;
  const std::optional<double> active = given.active ? given.active : named.active;
  if (!active && named.mixture) {
    flags.complain(
        fmt::format("--params: {} is a mixture of experts, of which a token uses a part", shown(args.model)),
        "write both, such as 397B-A17B");
    return {};
  }
  if (active && *active > parameters) {
    flags.complain(fmt::format("--params: {:.4g} parameters for a token of {:.4g}", *active, parameters));
    return {};
  }
  Model model =
      active ? typical_mixture(parameters, *active, args.year) : typical_model(parameters, args.year);
  if (!args.model.empty()) model.id = model.name = args.model;
  return model;
}

void set_parallelism(const PredictArgs& args, Placement& placement, Flags& flags) {
  const int gpus = placement.gpus();
  if (args.tensor == 0 && args.pipeline == 0 && args.layer_split == 0 && args.attention_data == 0) return;
  Parallelism parallel{.tensor = std::max(1, args.tensor),
                       .pipeline = std::max(1, args.pipeline),
                       .layer_split = std::max(1, args.layer_split),
                       .attention_data = std::max(1, args.attention_data)};
  const int others = parallel.pipeline * parallel.attention_data;
  if (args.tensor == 0 && args.layer_split == 0 && gpus % others == 0) parallel.tensor = gpus / others;
  if (parallel.gpus() != gpus) {
    flags.complain(fmt::format(
        "--tensor {} x --pipeline {} x --layer-split {}{} are {} GPUs, --gpus says {}", parallel.tensor,
        parallel.pipeline, parallel.layer_split,
        parallel.attention_data > 1 ? fmt::format(" x --attention-data {}", parallel.attention_data) : "",
        parallel.gpus(), gpus));
  }
  placement.parallel = parallel;
}

void set_speculation(const PredictArgs& args, const Catalog& catalog, Placement& placement, Flags& flags) {
  if (args.speculation.empty()) {
    if (args.accepted || args.guesses || args.off_above || !args.draft.empty())
      flags.complain(
          "--draft, --accepted, --guesses and --speculation-off-above say how tokens are guessed, and "
          "none are",
          "add --speculation");
    return;
  }
  const auto method = speculation_method_names.from_text(args.speculation);
  if (!method) {
    const std::string hint = did_you_mean(args.speculation, speculation_method_names.words());
    flags.complain(fmt::format("--speculation: unknown method {}", shown(args.speculation)),
                   hint.empty() ? "use " + speculation_method_names.alternatives() : hint);
  }
  Speculation& s = placement.speculation.emplace();
  s.method = method.value_or(SpeculationMethod::eagle2);
  s.accepted = args.accepted;
  s.guesses = args.guesses;
  s.off_above = args.off_above;
  if (args.guesses && !args.accepted)
    flags.complain("--guesses: how many of them are accepted is known of the method's own number alone",
                   "add --accepted");
  if (args.guesses && args.accepted && *args.accepted > 1 + *args.guesses) {
    flags.complain(fmt::format("--accepted: a step that guesses {} tokens yields {} at most, not {:g}",
                               *args.guesses, 1 + *args.guesses, *args.accepted));
  }
  if (!args.draft.empty()) s.draft = flags.entry("--draft", args.draft, catalog.model(args.draft));
}

/// A problem after the flag of its part.
void complain(const PlacementProblem& problem, const PredictArgs& args, Flags& flags) {
  using Kind = PlacementProblem::Kind;
  const std::pair<const char*, const std::string&> given[] = {{"--model", args.model},
                                                              {"--weights", args.weights},
                                                              {"--engine", args.engine},
                                                              {"--hardware", args.hardware}};
  const auto& [flag, name] = given[static_cast<int>(problem.part)];
  if (name.empty()) {
    flags.complain(fmt::format("{} is missing", flag));
  } else if (problem.kind == Kind::whole_server) {
    flags.complain(fmt::format("{}: the catalogue has no bandwidth of {}", flag, problem.subject),
                   problem.hint);
  } else {
    const bool describable = problem.kind == Kind::no_datasheet;
    flags.complain(fmt::format("{}: {}", flag, problem.message),
                   describable ? "describe it with --memory, --bandwidth and --fp16" : problem.hint);
  }
}

/// Format of keys and values, and the share of the memory that the engine takes.
void set_cache(const PredictArgs& args, Placement& placement, Flags& flags) {
  const KvFormats& offers = placement.engine.kv_cache;
  if (!args.kv_format.empty() && !set_kv_format(placement, args.kv_format)) {
    const std::string hint = did_you_mean(args.kv_format, offers.names());
    flags.complain(
        fmt::format("--kv-format: {} keeps no KV cache in {}", placement.engine.name, shown(args.kv_format)),
        hint.empty() ? "it offers " + offers.offered() : hint);
  }
  if (args.kv_bits > 0) placement.kv_bits = args.kv_bits;
  if (args.memory_share > 0) placement.memory_share = args.memory_share;
}

/// The part of the model that the host keeps.
void set_host(const PredictArgs& args, Placement& placement, Flags& flags) {
  const bool any = args.host_layers || args.host_experts;
  for (const auto& [flag, text] :
       {std::pair<const char*, const std::string&>{"--host-bandwidth", args.host_bandwidth},
        {"--host-memory", args.host_memory}}) {
    if (any && text.empty()) flags.complain(fmt::format("a part of the model on the host needs {}", flag));
    if (!any && !text.empty())
      flags.complain(fmt::format("{}: nothing is on the host", flag),
                     "say what with --host-layers or --host-experts");
  }
  if (!any || args.host_bandwidth.empty() || args.host_memory.empty()) return;
  placement.host = Host{.layers = args.host_layers.value_or(0),
                        .experts = args.host_experts.value_or(0),
                        .bandwidth = flags.quantity<BytesPerSecond>("--host-bandwidth", args.host_bandwidth),
                        .memory = flags.quantity<Bytes>("--host-memory", args.host_memory)};
}

/// Names of cards with commas between; none where there is one.
std::vector<std::string> cards_of(const PredictArgs& args) {
  std::vector<std::string> cards;
  if (args.hardware.find(',') == std::string::npos) return cards;
  std::string card;
  for (std::istringstream names(args.hardware); std::getline(names >> std::ws, card, ',');)
    cards.push_back(card);
  return cards;
}

}  // namespace

Query query_of(const PredictArgs& args, const Catalog& catalog) {
  Flags flags;
  Named<Accelerator> accelerator = args.hardware;
  const Named<Model> model = model_of(args, flags);
  Flags of_description;
  if (is_described(args)) accelerator = described(args, of_description);
  const std::vector<std::string> cards = is_described(args) ? std::vector<std::string>() : cards_of(args);
  if (!cards.empty()) accelerator = std::monostate();
  const int gpus = args.gpus > 0 ? args.gpus : std::max<int>(1, static_cast<int>(cards.size()));
  if (!cards.empty() && gpus != static_cast<int>(cards.size()))
    flags.complain(fmt::format("--hardware names {} cards, --gpus says {}", cards.size(), gpus));
  const PlacementFound found = placement_by_name({.model = model,
                                                  .format = args.weights,
                                                  .engine = args.engine,
                                                  .accelerator = accelerator,
                                                  .gpus = gpus,
                                                  .cards = cards},
                                                 catalog);
  for (const PlacementProblem& problem : found.problems) complain(problem, args, flags);
  flags.add(of_description);
  flags.finish();
  Query query{.placement = *found.placement,
              .input = args.input,
              .output = args.output,
              .batch = args.batch,
              .concurrency = args.concurrency,
              .rate = args.rate};
  if (!args.parameters.empty()) query.placement.assumed_shape = true;
  set_cache(args, query.placement, flags);
  set_parallelism(args, query.placement, flags);
  set_host(args, query.placement, flags);
  set_speculation(args, catalog, query.placement, flags);
  flags.finish();
  query.refused = refusal_text(query.placement, catalog);
  return query;
}

void calibrate(const std::string& file, const Catalog& catalog, Query& query) {
  Diagnostics diagnostics;
  const auto calibration = read_calibration_file(file, diagnostics);
  diagnostics.throw_if_errors();
  const auto answer =
      applicable(*calibration, CalibrationUse::absolute, {.placement = query.placement, .catalog = catalog});
  if (const auto* refused = std::get_if<NotApplicable>(&answer)) {
    Flags flags;
    flags.complain(fmt::format("--calibration: {}: {}", file, refused->reason), refused->hint);
    flags.finish();
  }
  query = calibrated(std::move(query), std::get<Applicable>(answer), file);
}

}  // namespace llmtco::app
