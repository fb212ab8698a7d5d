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

std::string times_text(const serving::Summary& s, const Style& style) {
  Table table({Table::Align::left, Table::Align::right, Table::Align::right, Table::Align::right,
               Table::Align::right, Table::Align::right});
  table.row({"", "mean", "p50", "p90", "p95", "p99"});
  add_times(table, "first token (TTFT)", s.ttft, s.saturated());
  add_times(table, "per token (TPOT)", s.tpot, s.saturated());
  add_times(table, "between tokens (ITL)", s.itl, s.saturated());
  add_times(table, "whole answer (E2E)", s.e2e, s.saturated());
  add_times(table, "in the queue", s.queue, s.saturated());
  return table.text(style);
}

std::string load_text(const ServingReport& r, const Style& style) {
  if (!r.rate || !r.capacity) return "";
  const double load = *r.rate / *r.capacity;
  const std::string text = fmt::format("{:.3g} requests a second, {} of the {:.3g} that it serves at most",
                                       *r.rate, percent(load), *r.capacity);
  if (load < 1) return text + "\n";
  return style.red("saturated") + ": " + text +
         "; the queue grows as long as requests come, so there are no means, and percentiles depend on how "
         "many came\n";
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
    text += fmt::format("{} of the prompt tokens were in the prefix cache\n", percent(s.prefix_hit_ratio));
  if (s.recomputed_share > 0)
    text += fmt::format("{} of the prompt tokens computed were computed again, after restarts\n",
                        percent(s.recomputed_share));
  if (s.padding_tokens > 0)
    text += fmt::format("{} tokens computed for nobody, to fill batches\n", count(s.padding_tokens));
  if (s.rejected > 0)
    text += fmt::format("{} of {} requests refused: they can never fit\n", s.rejected, s.requests);
  return text;
}

std::string picture(const ServingReport& r, const serving::Timeline& timeline, const Style& style) {
  const auto spans = timeline.spans();
  if (spans.size() < 2) return "";
  std::vector<double> batch, kv, queued, tokens;
  for (const auto& s : spans) {
    batch.push_back(s.batch);
    kv.push_back(s.kv_blocks / static_cast<double>(r.settings.kv_blocks) / r.summary.replicas);
    queued.push_back(s.queued);
    tokens.push_back(s.tokens);
  }
  const std::size_t width =
      std::min<std::size_t>(64, style.width == 0 ? 64 : std::max<std::size_t>(20, style.width) - 16);
  std::string text;
  const auto line = [&](const char* name, const std::vector<double>& values, const auto& says) {
    const double high = *std::max_element(values.begin(), values.end());
    text += fmt::format("{:<8}{} {}\n", name, sparkline(values, high, width, style), says(high));
  };
  line("batch", batch, [](double v) { return fmt::format("{:.3g}", v); });
  line("KV", kv, [](double v) { return percent(v); });
  line("queue", queued, [](double v) { return fmt::format("{:.3g}", v); });
  line("tokens", tokens, [](double v) { return count(v) + "/s"; });
  const double end = serving::in_seconds(timeline.span()) * static_cast<double>(spans.size());
  const std::string last = duration(end);
  return text + fmt::format("{:8}0{:>{}}\n", "", last, width - 1);
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

std::string serving_text(const ServingReport& r, const serving::Timeline& timeline, const Style& style) {
  std::string text = style.bold(r.title) + "\n";
  text += load_text(r, style) + "\n" + times_text(r.summary, style) + "\n" + rates_text(r);
  text += fmt::format("{} steps, {} restarts\n", r.summary.steps, r.summary.restarts);
  if (r.largest) {
    const auto& l = *r.largest;
    text += l.reason.empty()
                ? fmt::format("largest rate within the limits: {:.4g} requests a second ({:.4g}{}{:.4g})\n",
                              l.rate, l.low, style.to(), l.high)
                : "no rate keeps the limits: " + l.reason + "\n";
  }
  const std::string drawn = picture(r, timeline, style);
  if (!drawn.empty()) text += "\n" + drawn;
  if (!r.notes.empty()) text += "\n";
  for (const std::string& note : r.notes) text += style.dim(note) + "\n";
  return text;
}

}  // namespace llmtco
