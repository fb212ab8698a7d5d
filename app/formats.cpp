#include "formats.h"

#include <algorithm>
#include <cctype>

#include "focus.h"
#include "report/csv.h"
#include "report/draws_histogram.h"
#include "report/html.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/plots.h"
#include "report/timeline.h"
#include "report/wide.h"
#include "simulation.h"
#include "view.h"
#include "workbook.h"

namespace llmtco::app {
namespace {

std::string months_plot_or_none(const Rendering& r) {
  const std::string plot = months_plot(r.result, screen_style_of(r.output));
  return plot.empty() ? "every month is like the others\n" : plot;
}

std::string pictures(const Rendering& r) {
  const Style style = screen_style_of(r.output);
  if (r.ran == nullptr || r.ran->draws == nullptr) return plots_text(r.result, style);
  if (r.ran->picture_figure == nullptr) return plots_text(r.result, style, r.ran->draws);
  return histograms_text(r.result, *r.ran->draws, *r.ran->picture_figure, style);
}

std::string table(const Rendering& r) {
  if (r.view.plot && r.view.timeline) return months_plot_or_none(r);
  if (r.view.plot) return pictures(r);
  if (r.view.timeline) return timeline_text(r.result, style_of(r.output));
  if (r.view.wide) return wide_text(r.result, style_of(r.output));
  return to_text(r.result, screen_style_of(r.output), r.screen);
}

std::string json(const Rendering& r) {
  if (!r.view.json.empty()) return fields_of(r.result, r.view.json);
  return r.inputs == nullptr ? to_json(r.result) : to_json(r.result, *r.inputs);
}

std::string csv(const Rendering& r) { return to_csv(r.result); }

std::string markdown(const Rendering& r) { return to_markdown(r.result); }

std::string html(const Rendering& r) { return to_html(r.result, r.inputs); }

std::string focus(const Rendering& r) { return focus_text(*r.ran); }

std::string xlsx(const Rendering& r) { return workbook_of(*r.ran); }

constexpr Format all[] = {
    {.name = "table", .suffix = ".txt", .text = table, .details = false},
    {.name = "json", .suffix = ".json", .text = json},
    {.name = "csv", .suffix = ".csv", .text = csv},
    {.name = "markdown", .suffix = ".md", .text = markdown, .details = false},
    {.name = "html", .suffix = ".html", .text = html},
    {.name = "focus", .suffix = "", .text = focus, .details = false, .needs_run = true},
    {.name = "xlsx", .suffix = ".xlsx", .text = xlsx, .binary = true, .needs_run = true},
};

}  // namespace

std::span<const Format> formats() { return all; }

bool makes(ResultOf of, const Format& format) { return of == ResultOf::run || !format.needs_run; }

const Format* format_called(std::string_view name) {
  const auto found =
      std::find_if(std::begin(all), std::end(all), [&](const Format& each) { return each.name == name; });
  return found == std::end(all) ? nullptr : found;
}

const Format* format_of_suffix(std::string_view file) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  for (const Format& each : all) {
    const std::string_view suffix = each.suffix;
    if (suffix.empty() || file.size() <= suffix.size()) continue;
    if (std::equal(suffix.rbegin(), suffix.rend(), file.rbegin(), same)) return &each;
  }
  return nullptr;
}

}  // namespace llmtco::app
