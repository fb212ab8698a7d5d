#include "montecarlo/memory_need.h"

#include <fmt/format.h>

#include <algorithm>

#include "columns/block.h"
#include "random/sampling_plan.h"
#include "text/diagnostics.h"

namespace llmtco {
namespace {

constexpr double of_all_requests = 40, of_a_class = 12, lines_of_a_class = 4, other_lines = 10,
                 of_a_month = 4;
/// In brief the sums of most figures are kept alone.
constexpr double in_brief = 12;
constexpr double bytes_of_a_draw = 8, numbers_of_a_figure = 5, bytes_of_a_line = 800;
/// Of a block of draws while it is worked on: quantity, price, amount, and what they are made of.
constexpr double columns_of_a_line = 4;
/// The same on average: half of the lines of a class are there, and prices are one number. 100 endpoints with 100 classes
/// take 0.38 GB a block in `what-if`, 0.6 columns for each of these lines.
constexpr double columns_of_a_line_there = 1;
/// Figures whose draws stay until options are compared with each other.
constexpr double kept_to_compare = 3;
constexpr double mib = 1024.0 * 1024.0;

/// Of one option.
struct Counts {
  double series, lines;
};

bool months_are_told(const Study& study, const Settings& settings) {
  if (!settings.details) return false;
  return study.demand.grows() || std::any_of(study.options.begin(), study.options.end(),
                                             [](const Option& option) { return prices_move(option); });
}

Counts counts_of(const Study& study, const Settings& settings) {
  const auto classes = static_cast<double>(study.demand.workload.classes.size());
  const double lines = other_lines + lines_of_a_class * classes;
  if (settings.brief) return {in_brief, lines};
  double series = of_all_requests + lines;
  if (settings.details && classes > 1) series += of_a_class * classes;
  if (months_are_told(study, settings)) series += of_a_month * study.demand.horizon_months;
  return {series, lines};
}

/// Draws kept at once: all of a run that is summed up whole, or those of a replicate.
struct Kept {
  double draws;
  double parts;  ///< that are summed up apart
};

Kept kept_by(const Settings& settings, double series_at_once) {
  const SamplingPlan plan = plan_for(settings.method, settings.draws);
  const auto draws = static_cast<double>(plan.draws());
  const bool splits = plan.points % block_draws == 0;
  const bool whole = plan.draws() <= most_draws_kept &&
                     draws * series_at_once * bytes_of_a_draw <= static_cast<double>(most_bytes_kept);
  if (whole || !splits) return {draws, 0};
  return {static_cast<double>(plan.points), static_cast<double>(plan.replicates)};
}

double most_at_once(const Settings& settings) {
  const bool is_short = plan_for(settings.method, settings.draws).draws() <= most_draws_kept;
  return is_short ? most_bytes_at_once : most_bytes_of_a_part;
}

/// Of some series, as far as their draws are kept at once.
double bytes_of(double series, const Settings& settings) {
  const SamplingPlan plan = plan_for(settings.method, settings.draws);
  const std::size_t draws = plan.draws() <= most_draws_kept ? plan.draws() : plan.points;
  return series * static_cast<double>(draws) * bytes_of_a_draw;
}

std::string size_text(double bytes) {
  return bytes < 1024 * mib ? fmt::format("{:.0f} MB", bytes / mib)
                            : fmt::format("{:.3g} GB", bytes / (1024 * mib));
}

}  // namespace

MemoryNeed memory_need(const std::vector<const Study*>& studies, const Settings& settings, std::size_t turn) {
  MemoryNeed need;
  double at_once = 0;
  for (const Study* study : studies) {
    const std::size_t options = study->options.size();
    at_once += static_cast<double>(turn == 0 ? options : std::min(turn, options)) *
               counts_of(*study, settings).series;
  }
  const Kept kept = kept_by(settings, at_once);
  for (const Study* study : studies) {
    const std::size_t options = study->options.size();
    need.work += static_cast<double>(turn == 0 ? options : std::min(turn, options)) *
                 counts_of(*study, settings).lines * columns_of_a_line_there *
                 static_cast<double>(block_draws) * bytes_of_a_draw;
  }
  need.draws = at_once * kept.draws * bytes_of_a_draw;
  need.each_thread = kept.parts > 0;
  for (const Study* study : studies) {
    const auto options = static_cast<double>(study->options.size());
    const Counts counts = counts_of(*study, settings);
    need.results += options * (counts.series * numbers_of_a_figure * bytes_of_a_draw * (kept.parts + 3) +
                               counts.lines * bytes_of_a_line);
    if (turn != 0) need.draws += options * kept_to_compare * kept.draws * bytes_of_a_draw;
  }
  return need;
}

std::size_t options_in_turn(const Study& study, const Settings& settings) {
  const std::size_t options = study.options.size();
  if (options < 2 || settings.masks || study.finance || study.business) return 0;
  const Counts counts = counts_of(study, settings);
  const double in_work =
      counts.lines * columns_of_a_line * static_cast<double>(block_draws) * bytes_of_a_draw;
  const double of_one = bytes_of(counts.series, settings) + in_work;
  if (static_cast<double>(options) * of_one <= most_at_once(settings)) return 0;
  return options_in_turn(options, static_cast<std::size_t>(counts.series), settings);
}

std::size_t options_in_turn(std::size_t options, std::size_t series_of_one, const Settings& settings) {
  const double of_one = bytes_of(static_cast<double>(std::max<std::size_t>(series_of_one, 1)), settings);
  return static_cast<std::size_t>(
      std::clamp(most_at_once(settings) / 4 / of_one, 1.0, static_cast<double>(options)));
}

int threads_within(const MemoryNeed& need, const Settings& settings) {
  const double each = need.work + (need.each_thread ? need.draws : 0);
  if (each <= 0) return std::max(settings.threads, 1);
  const double left =
      static_cast<double>(settings.memory) - (need.bytes() - need.work) + (need.each_thread ? need.draws : 0);
  return static_cast<int>(std::clamp(left / each, 1.0, static_cast<double>(std::max(settings.threads, 1))));
}

void require_watched(const std::vector<const Study*>& studies, const Settings& settings, std::size_t series) {
  MemoryNeed need = memory_need(studies, settings);
  need.watched = static_cast<double>(plan_for(settings.method, settings.draws).draws()) *
                 static_cast<double>(series) * bytes_of_a_draw;
  require_memory(need, settings);
}

void require_memory(const MemoryNeed& need, const Settings& settings) {
  const auto limit = static_cast<double>(settings.memory);
  if (need.bytes() <= limit) return;
  const double work = 2 * need.work, most = std::max({need.draws, need.results, need.watched, work});
  const char* const what = most == need.watched ? "what is asked for draw by draw"
                           : most == need.draws ? "draws of options, classes and months"
                           : most == work       ? "lines of options and classes in work"
                                                : "results of options, classes and months";
  const char* const change =
      most == need.watched ? "fewer --draws, fewer figures, or --only some options"
                           : "fewer --draws, --only some options, fewer classes, or a form without classes "
                             "and months, as the table";
  throw InputError(fmt::format(
      "llmtco: error: this would take about {} of memory, {} of it for {}; the limit is {}: {}, or a larger "
      "--memory\n",
      size_text(need.bytes()), size_text(most), what, size_text(limit), change));
}

}  // namespace llmtco
