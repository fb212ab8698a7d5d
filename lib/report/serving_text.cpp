#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/numbers.h"
#include "report/serving.h"

namespace llmtco {
namespace {

using serving::Times;

void add_times(Table& table, const char* name, const Times& t, bool saturated) {
  if (!t.any) {
    table.row({name, "-", "-", "-", "-", "-"});
    return;
  }
  table.row({name, saturated ? "-" : duration(t.mean), duration(t.p50), duration(t.p90), duration(t.p95),
             duration(t.p99)});
}

std::string times_text(const ServingReport& r, const Style& style) {
  const serving::Summary& s = r.summary;
  Table table({Table::Align::left, Table::Align::right, Table::Align::right, Table::Align::right,
               Table::Align::right, Table::Align::right});
  table.row({"", "mean", "p50", "p90", "p95", "p99"});
  add_times(table, "first token (TTFT)", s.ttft, s.saturated());
  add_times(table, "per token (TPOT)", s.tpot, s.saturated());
  add_times(table, "between tokens (ITL)", s.itl, s.saturated());
  add_times(table, "whole answer (E2E)", s.e2e, s.saturated());
  add_times(table, "in the queue", s.queue, s.saturated());
  if (r.tasks) add_times(table, "whole task", r.tasks->time, s.saturated());
  return table.text(style);
}

std::string load_text(const ServingReport& r, const Style& style) {
  if (!r.rate || !r.capacity) return "";
  const double load = *r.rate / *r.capacity;
  std::string text = fmt::format("{:.3g} requests a second, {} of the {:.3g} that it serves at most", *r.rate,
                                 percent(load), *r.capacity);
  if (r.busiest_hour)
    text += fmt::format("; {:.3g} in the busiest hour, {}", *r.busiest_hour,
                        percent(*r.busiest_hour / *r.capacity));
  if (load < 1) return text + "\n";
  return style.red("saturated") + ": " + text +
         "; the queue grows as long as requests come, so there are no means, and percentiles depend on how "
         "many came\n";
}

/// Where else than on the GPU parts of prompts were found.
std::string tiers_text(const ServingReport& r) {
  if (!r.settings.has_tiers()) return "";
  return fmt::format(": {} in the host's memory, {} on a disk", percent(r.summary.host_hit_ratio),
                     percent(r.summary.disk_hit_ratio));
}

std::string rates_text(const ServingReport& r) {
  const serving::Summary& s = r.summary;
  std::string text =
      fmt::format("{} output tokens a second, {} prompt tokens, {:.3g} answers; busy {} of the time\n",
                  count(s.output_tok_s), count(s.input_tok_s), s.requests_s, percent(s.utilization));
  text += fmt::format("batch {:.3g} of {}, {} of the KV blocks, {:.3g} requests there, on average\n", s.batch,
                      r.settings.max_batch, percent(s.kv_used), s.in_system);
  if (r.limits.ttft || r.limits.tpot || r.limits.e2e)
    text += fmt::format("goodput {:.3g} requests a second: {} keep the limits\n", s.goodput_rps,
                        percent(s.good_share));
  if (r.settings.prefix_cache)
    text += fmt::format("{} of the prompt tokens were in the prefix cache{}\n", percent(s.prefix_hit_ratio),
                        tiers_text(r));
  if (r.settings.preemption == serving::Preemption::swap)
    text += fmt::format("{} times a sequence was swapped to the host's memory\n", s.swaps);
  if (s.transfer_share > 0)
    text += fmt::format("{} of the busy time went to moving keys and values\n", percent(s.transfer_share));
  if (r.settings.guessing.on())
    text += fmt::format("{} of the steps guessed tokens\n", percent(s.guessed_share));
  if (s.recomputed_share > 0)
    text += fmt::format("{} of the prompt tokens computed were computed again, after restarts\n",
                        percent(s.recomputed_share));
  if (s.padding_tokens > 0)
    text += fmt::format("{} tokens computed for nobody, to fill batches\n", count(s.padding_tokens));
  if (s.lost_tokens > 0)
    text += fmt::format("{} tokens lost with replicas that were taken away\n", count(s.lost_tokens));
  if (s.rejected > 0)
    text += fmt::format("{} of {} requests refused: they can never fit\n", s.rejected, s.requests);
  return text;
}

std::string tasks_text(const serving::TaskTimes& t) {
  std::string text =
      fmt::format("{} tasks of {:.3g} calls, {:.3g} a second; {} of their time goes to calls\n", t.tasks,
                  t.calls, t.tasks_s, percent(t.waiting));
  if (t.completed < t.tasks)
    text += fmt::format("{} of the tasks have a call that was refused\n", t.tasks - t.completed);
  return text;
}

std::string fleet_text(const serving::FleetLife& life, double duration) {
  const double hours = life.paid / serving::ps_per_second / 3600;
  std::string text = fmt::format("{:.3g} replicas paid on average, at most {} serve; {:.4g} replica-hours",
                                 3600 * hours / duration, life.most, hours);
  if (life.starting > 0) text += fmt::format(", {} of them to start", percent(life.starting / life.paid));
  text += fmt::format("; {} ordered\n", life.ordered);
  if (life.evicted > 0)
    text += fmt::format("evictions: {}; requests that began anew for them: {}\n", life.evicted, life.lost);
  if (life.at_door > 0)
    text += fmt::format("requests that found no replica and waited for one: {}\n", life.at_door);
  return text;
}

std::string picture(const ServingReport& r, const serving::Simulation& simulation, const Style& style) {
  const auto spans = simulation.timeline.spans();
  if (spans.size() < 2) return "";
  const std::vector<serving::ReplicaSpan> replicas = replica_spans(simulation);
  std::vector<double> batch, kv, queued, tokens, paid;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const auto& s = spans[i];
    batch.push_back(s.batch);
    kv.push_back(s.kv_blocks / static_cast<double>(r.settings.kv_blocks) /
                 std::max(1.0, replicas[i].serving));
    queued.push_back(s.queued);
    tokens.push_back(s.tokens);
    paid.push_back(replicas[i].paid);
  }
  const std::size_t width =
      std::min<std::size_t>(64, style.width == 0 ? 64 : std::max<std::size_t>(20, style.width) - 17);
  std::string text;
  const auto line = [&](const char* name, const std::vector<double>& values, const auto& says) {
    const double high = *std::max_element(values.begin(), values.end());
    text += fmt::format("{:<9}{} {}\n", name, sparkline(values, high, width, style), says(high));
  };
  line("batch", batch, [](double v) { return fmt::format("{:.3g}", v); });
  line("KV", kv, [](double v) { return percent(v); });
  line("queue", queued, [](double v) { return fmt::format("{:.3g}", v); });
  line("tokens", tokens, [](double v) { return count(v) + "/s"; });
  if (r.life) line("replicas", paid, [](double v) { return fmt::format("{:.3g}", v); });
  const double end = serving::in_seconds(simulation.timeline.span()) * static_cast<double>(spans.size());
  const std::string last = duration(end);
  return text + fmt::format("{:9}0{:>{}}\n", "", last, width - 1);
}

}  // namespace

std::string sparkline(const std::vector<double>& values, double high, std::size_t width, const Style& style) {
  static const std::array<const char*, 9> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static const std::array<const char*, 9> ascii{" ", ".", ":", "-", "=", "+", "*", "%", "#"};
  std::string text;
  for (std::size_t i = 0; i < width; ++i) {
    // The values of this character's part of the line, one at least.
    const std::size_t low = i * values.size() / width;
    const std::size_t end = std::max(low + 1, (i + 1) * values.size() / width);
    double sum = 0;
    for (std::size_t j = low; j < end; ++j) sum += values[j];
    const double share = high > 0 ? sum / static_cast<double>(end - low) / high : 0;
    const auto level = static_cast<std::size_t>(std::clamp(std::ceil(8 * share - 1e-9), 0.0, 8.0));
    text += (style.unicode ? blocks : ascii)[level];
  }
  return text;
}

std::string serving_text(const ServingReport& r, const serving::Simulation& simulation, const Style& style) {
  std::string text = style.bold(r.title) + "\n";
  text += load_text(r, style) + "\n" + times_text(r, style) + "\n" + rates_text(r);
  text += fmt::format("{} steps, {} restarts\n", r.summary.steps, r.summary.restarts);
  if (r.tasks) text += tasks_text(*r.tasks);
  if (r.life) text += fleet_text(*r.life, r.summary.duration);
  if (r.largest) {
    const auto& l = *r.largest;
    text += l.reason.empty()
                ? fmt::format("largest rate within the limits: {:.4g} requests a second ({:.4g}{}{:.4g})\n",
                              l.rate, l.low, style.to(), l.high)
                : "no rate keeps the limits: " + l.reason + "\n";
  }
  const std::string drawn = picture(r, simulation, style);
  if (!drawn.empty()) text += "\n" + drawn;
  if (!r.notes.empty()) text += "\n";
  for (const std::string& note : r.notes) text += style.dim(note) + "\n";
  return text;
}

}  // namespace llmtco
