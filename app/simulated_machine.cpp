#include "simulated_machine.h"

#include <fmt/format.h>

#include <algorithm>

#include "query.h"
#include "serving/engine.h"
#include "serving/host_times.h"
#include "serving/placed.h"
#include "serving/step_time_file.h"
#include "simulated_memory.h"
#include "units/units.h"

namespace llmtco::app {
namespace {

using serving::EngineSettings;

bool has_placement(const SimulateArgs& args) {
  const PredictArgs& p = args.placement;
  return !p.model.empty() || !p.hardware.empty() || !p.engine.empty() || !p.weights.empty() ||
         !p.parameters.empty();
}

/// Settings of the engine with what the flags say.
EngineSettings settings_of(const SimulateArgs& args, EngineSettings s, Flags& flags) {
  s.max_batch = args.max_batch.value_or(s.max_batch);
  s.token_budget = args.token_budget.value_or(std::max(s.token_budget, args.max_batch ? s.max_batch : 0));
  s.longest_chunk = args.longest_chunk.value_or(s.longest_chunk);
  s.block_size = args.block_size.value_or(s.block_size);
  s.kv_blocks = args.kv_blocks.value_or(s.kv_blocks);
  s.watermark = args.watermark.value_or(s.watermark);
  s.contiguous = args.contiguous.value_or(0);
  s.prefix_cache = args.prefix_cache;
  s.host_per_step = seconds_of("--host-step", args.host_step, flags).value_or(s.host_per_step);
  s.host_per_token = seconds_of("--host-token", args.host_token, flags).value_or(s.host_per_token);
  s.host_per_request = seconds_of("--host-request", args.host_request, flags).value_or(s.host_per_request);
  return s;
}

void check(const EngineSettings& s, Flags& flags) {
  for (const std::string& complaint : serving::complaints(s)) flags.complain(complaint);
}

double mean_length(const serving::Load& load, std::int32_t serving::Request::*length) {
  double sum = 0;
  for (const serving::Request& r : load.requests) sum += r.*length;
  return sum / static_cast<double>(load.requests.size());
}

/// What measured servers show besides the speed model's steps.
std::string host_note(const serving::HostTimes& host) {
  return fmt::format(
      "work of the processor by measured servers of the engine: {:g} us a token, {:g} ms a request, {:g} us "
      "a "
      "token of its prompt, {:g} ms outside of the steps{}",
      host.per_token * 1e6, host.per_request * 1e3, host.per_prompt_token * 1e6, host.front * 1e3,
      host.plans_ahead ? "; steps are planned one ahead" : "");
}

/// KV blocks by the memory predicted, and what a sequence takes of them. A prefix cache counts all tokens alike, by what
/// one takes in a sequence of the mean length.
void set_room(const SimulateArgs& args, const Placement& placement, const serving::FitRange& range,
              Machine& m) {
  const int size = m.settings.block_size;
  const serving::SequenceRoom room = serving::room_of(placement, size);
  const bool by_length = m.settings.prefix_cache && !room.plain();
  if (!by_length) m.settings.room = room;
  if (!room.plain()) {
    m.notes.push_back(by_length
                          ? "windows and states of layers are taken to be those of a sequence of the mean "
                            "length, because of the prefix cache"
                          : "blocks are of tokens that all layers keep; windows and states of layers count "
                            "by sequence");
  }
  if (args.kv_blocks) return;
  const std::int64_t blocks = by_length ? serving::kv_blocks_of(placement, size, range.input + range.output)
                                        : serving::kv_blocks_of(placement, size);
  if (blocks < m.settings.ranks() && m.reason.empty()) m.reason = "there is no room for keys and values";
  m.settings.kv_blocks = std::max<std::int64_t>(m.settings.ranks(), blocks);
  m.notes.push_back(
      fmt::format("{} KV blocks of {} tokens, by the memory predicted", m.settings.kv_blocks, size));
}

std::string guessing_note(const serving::Guessing& g) {
  return fmt::format(
      "{} tokens guessed for each sequence, {:.3g} come out of a step, which takes {:.3g} ms longer and "
      "{:.3g} us for each",
      g.guesses, g.accepted, 1e3 * g.per_step, 1e6 * g.per_sequence);
}

Machine placed(const SimulateArgs& args, const serving::Load& load) {
  const Catalog catalog;
  Query query = query_of(args.placement, catalog);
  Flags flags;
  if (!args.memory.guess_step.empty() || !args.memory.guess_sequence.empty())
    flags.complain("--guess-step and --guess-sequence follow from the placement", "leave them out");
  if (!args.placement.calibration.empty()) calibrate(args.placement.calibration, catalog, query);
  const Replica r = replica(query.placement);
  const serving::HostTimes host = serving::host_times_of(query.placement.engine, r.shape);
  const auto named = serving::scheduler_names.from_text(args.scheduler);
  Machine m;
  m.settings = settings_of(args, serving::engine_of(r, {.scheduler = named}), flags);
  set_memory(args.memory, serving::kv_bytes_per_token(query.placement), m.settings, flags);
  const serving::FitRange range{mean_length(load, &serving::Request::input),
                                mean_length(load, &serving::Request::output)};
  m.settings.guessing = serving::guessing_of(r, m.settings, range, query.factors);
  check(m.settings, flags);
  flags.finish();
  m.fit = serving::fit_step_time(r, m.settings, range, query.factors);
  m.step_time = m.fit->time;
  m.title =
      fmt::format("{} in {} on {} {} under {}", query.placement.model.name, query.placement.format.id,
                  query.placement.gpus(), query.placement.accelerator.name, query.placement.engine.name);
  const Memory memory = llmtco::memory(query.placement);
  m.reason = !query.refused.empty() ? query.refused : memory.reason;
  set_room(args, query.placement, range, m);
  if (m.settings.guessing.on()) m.notes.push_back(guessing_note(m.settings.guessing));
  m.notes.push_back(fmt::format(
      "step time: through {} steps of the speed model, off by {:.1f} % on average and {:.1f} % at "
      "most",
      m.fit->points, 100 * m.fit->mean_error, 100 * m.fit->largest_error));
  if (host.front > 0) m.notes.push_back(host_note(host));
  return m;
}

}  // namespace

std::optional<double> seconds_of(const char* flag, const std::string& text, Flags& flags) {
  if (text.empty()) return std::nullopt;
  return flags.quantity<Seconds>(flag, text) / second;
}

std::optional<double> time_of(const char* flag, const std::string& text, Flags& flags) {
  constexpr double most = 30 * 86'400.0;
  if (text.empty()) return std::nullopt;
  const auto read = parse_quantity(text);
  const auto* value = std::get_if<Measured>(&read);
  if (value == nullptr) return seconds_of(flag, text, flags);  // which says what is wrong
  if (stands_for(value->dimension, Seconds::dimension) && 0 <= value->value && value->value <= most)
    return value->value;
  flags.complain(fmt::format("{}: {} is no time from 0 s to 30 days", flag, shown(text)), "write it as 90 s");
  return std::nullopt;
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
  const auto kind = serving::scheduler_names.from_text(args.scheduler);
  m.settings = settings_of(args, serving::settings_of(kind.value_or(serving::SchedulerKind::vllm)), flags);
  m.settings.pipeline = std::max(1, args.placement.pipeline);
  m.settings.attention_data = std::max(1, args.placement.attention_data);
  set_memory(args.memory, {}, m.settings, flags);
  set_guessing(args, m.settings, flags);
  check(m.settings, flags);
  flags.finish();
  m.title = fmt::format("a replica of the step time in {}", args.step_time);
  if (!args.kv_blocks)
    m.notes.push_back(fmt::format("no --kv-blocks: {} of {} tokens, as if there was room for all",
                                  m.settings.kv_blocks, m.settings.block_size));
  return m;
}

}  // namespace llmtco::app
