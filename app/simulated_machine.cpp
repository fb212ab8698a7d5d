#include "simulated_machine.h"

#include <fmt/format.h>

#include <algorithm>

#include "query.h"
#include "serving/placed.h"
#include "serving/step_time_file.h"
#include "units/units.h"

namespace llmtco::app {
namespace {

using serving::EngineSettings;

bool has_placement(const SimulateArgs& args) {
  const PredictArgs& p = args.placement;
  return !p.model.empty() || !p.hardware.empty() || !p.engine.empty() || !p.weights.empty() ||
         !p.parameters.empty();
}

/// Settings of an engine or scheduler with what the flags say.
EngineSettings settings_of(const SimulateArgs& args, EngineSettings s, Flags& flags) {
  s.max_batch = args.max_batch.value_or(s.max_batch);
  s.token_budget = args.token_budget.value_or(std::max(s.token_budget, args.max_batch ? s.max_batch : 0));
  s.longest_chunk = args.longest_chunk.value_or(s.longest_chunk);
  s.block_size = args.block_size.value_or(s.block_size);
  s.kv_blocks = args.kv_blocks.value_or(s.kv_blocks);
  s.watermark = args.watermark.value_or(s.watermark);
  s.contiguous = args.contiguous.value_or(0);
  s.prefix_cache = args.prefix_cache;  // of what a trace says is shared
  s.host_per_step = seconds_of("--host-step", args.host_step, flags).value_or(0);
  s.host_per_token = seconds_of("--host-token", args.host_token, flags).value_or(0);
  s.host_per_request = seconds_of("--host-request", args.host_request, flags).value_or(0);
  for (const std::string& complaint : serving::complaints(s)) flags.complain(complaint);
  return s;
}

double mean_length(const serving::Load& load, std::int32_t serving::Request::*length) {
  double sum = 0;
  for (const serving::Request& r : load.requests) sum += r.*length;
  return sum / static_cast<double>(load.requests.size());
}

Machine placed(const SimulateArgs& args, const serving::Load& load) {
  const Catalog catalog;
  Query query = query_of(args.placement, catalog);
  Flags flags;
  if (query.placement.speculation) flags.complain("--speculation: speculative decoding is not simulated");
  if (!args.placement.calibration.empty()) calibrate(args.placement.calibration, catalog, query);
  const auto named = serving::scheduler_names.from_text(args.scheduler);
  Machine m;
  m.settings = settings_of(args, serving::engine_of(query.placement, {.scheduler = named}), flags);
  flags.finish();
  const serving::FitRange range{mean_length(load, &serving::Request::input),
                                mean_length(load, &serving::Request::output)};
  const Replica r = replica(query.placement);
  m.fit = serving::fit_step_time(r, m.settings, range, query.factors);
  m.step_time = m.fit->time;
  m.title =
      fmt::format("{} in {} on {} {} under {}", query.placement.model.name, query.placement.format.id,
                  query.placement.gpus(), query.placement.accelerator.name, query.placement.engine.name);
  const Memory memory = llmtco::memory(query.placement);
  m.reason = !query.refused.empty() ? query.refused : memory.reason;
  if (!args.kv_blocks) {
    const std::int64_t blocks =
        serving::kv_blocks_of(query.placement, m.settings.block_size, range.input + range.output);
    if (blocks == 0 && m.reason.empty()) m.reason = "there is no room for keys and values";
    m.settings.kv_blocks = std::max<std::int64_t>(1, blocks);
    m.notes.push_back(fmt::format("{} KV blocks of {} tokens, by the memory predicted", m.settings.kv_blocks,
                                  m.settings.block_size));
  }
  m.notes.push_back(
      fmt::format("step time: a line through {} steps of the speed model, off by {:.1f} % on average and "
                  "{:.1f} % at most",
                  m.fit->points, 100 * m.fit->mean_error, 100 * m.fit->largest_error));
  return m;
}

}  // namespace

std::optional<double> seconds_of(const char* flag, const std::string& text, Flags& flags) {
  if (text.empty()) return std::nullopt;
  return flags.quantity<Seconds>(flag, text) / second;
}

Machine machine_of(const SimulateArgs& args, const serving::Load& load) {
  Flags flags;
  if (args.step_time.empty() && !has_placement(args))
    flags.complain("how long a step takes is not said",
                   "add --step-time FILE, or --model, --weights, --hardware and --engine");
  if (!args.step_time.empty() && has_placement(args))
    flags.complain("--step-time and a placement both say how long a step takes", "leave one of them out");
  flags.finish();
  if (args.step_time.empty()) return placed(args, load);
  Diagnostics diagnostics;
  const auto read = serving::read_step_time_file(args.step_time, diagnostics);
  diagnostics.throw_if_errors();
  Machine m;
  m.step_time = *read;
  const auto scheduler = serving::scheduler_names.from_text(args.scheduler);
  m.settings =
      settings_of(args, serving::settings_of(scheduler.value_or(serving::SchedulerKind::vllm)), flags);
  flags.finish();
  m.title = fmt::format("a replica of the step time in {}", args.step_time);
  if (!args.kv_blocks)
    m.notes.push_back(fmt::format("no --kv-blocks: {} of {} tokens, as if there was room for all",
                                  m.settings.kv_blocks, m.settings.block_size));
  return m;
}

}  // namespace llmtco::app
