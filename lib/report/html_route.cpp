#include <fmt/format.h>

#include "report/html_parts.h"
#include "report/numbers.h"
#include "report/route_front.h"
#include "report/route_front_chart.h"
#include "report/route_front_words.h"

namespace llmtco {
namespace {

using FrontRows = std::vector<std::vector<std::string>>;

std::string known_percent(const std::optional<double>& share) { return share ? percent(*share) : "unknown"; }

std::string legs(const RouteFront& front) {
  FrontRows rows{
      {"who answers", "right", "to pay a month"},
      {front.weak + " alone", known_percent(front.weak_accuracy), money(front.weak_cost_usd)},
      {front.strong + " alone", known_percent(front.strong_accuracy), money(front.strong_cost_usd)}};
  if (front.perfect)
    rows.push_back({fmt::format("a router that knew who is right, with {} to {}",
                                percent(front.perfect->strong_share), front.strong),
                    percent(front.perfect->accuracy), ""});
  return html_table(rows, 1, "The two models, and what no router passes");
}

std::string counted(const RouteFront& front) {
  if (!front.questions) return "";
  return html_paragraph(fmt::format(
      "How good the router is was counted on {} questions{}.", count(*front.questions),
      front.auc
          ? fmt::format("; a question that needs the strong model scores above one that does not with a "
                        "chance of {:.3f} (AUC)",
                        *front.auc)
          : ", which have no scores and are sent by lot"));
}

std::string front_answer(const RouteFront& front) {
  const std::string chosen = chosen_words(front);
  return html_paragraph(chosen.empty() ? fmt::format("{} sends each request to {} or to {}, by a score.",
                                                     front.route, front.weak, front.strong)
                                       : chosen,
                        "answer") +
         html_paragraph(chosen.empty() ? "No threshold was asked for, so that none is chosen." : "", "dim") +
         legs(front) + counted(front);
}

std::string picture(const RouteFront& front) {
  const std::optional<Chart> chart = front_chart(front);
  return chart ? html_figure(*chart)
               : html_paragraph("How right the models are is not known, so that there is nothing to draw.");
}

FrontRows threshold_rows(const RouteFront& front) {
  const FrontQuestion& question = front.question;
  FrontRows rows{{"threshold", "to strong", "to pay a month", "saved", "right", "needless", "missed"}};
  if (question.e2e_p95_limit_s) rows[0].push_back("slowest 5 %");
  if (question.accuracy_floor) rows[0].push_back("keeps the floor");
  for (const FrontPoint* point : points_shown(front)) {
    const bool chosen = front.chosen && point == &front.points[*front.chosen];
    rows.push_back(
        {fmt::format("{:.4g}{}", point->threshold, chosen ? ", chosen" : ""), percent(point->strong_share),
         point->feasible ? money(point->monthly_cost_usd.mean.value) : "cannot serve",
         percent(front.saved(*point)), point->accuracy ? percent(point->mean_accuracy()) : "unknown",
         known_percent(point->needless), known_percent(point->missed)});
    if (question.e2e_p95_limit_s)
      rows.back().push_back(point->e2e_p95_s ? rough_duration(*point->e2e_p95_s) : "unknown");
    if (question.accuracy_floor) rows.back().push_back(rough_percent(point->p_keeps_floor));
  }
  return rows;
}

std::string thresholds(const RouteFront& front) {
  std::string says = fmt::format(
      "Saved is over {} alone. Needless are requests sent there although {} is right, or neither is: money. "
      "Missed are those left although {} alone is right: wrong answers.",
      front.strong, front.weak, front.strong);
  if (front.question.accuracy_floor)
    says +=
        fmt::format(" The floor is {} right; a threshold keeps it in the share of draws in the last column.",
                    percent(*front.question.accuracy_floor));
  std::string text = html_table(threshold_rows(front), 1, "Some of the thresholds; the picture has all");
  for (const FrontPoint& point : front.points) {
    if (!point.feasible)
      return text + html_paragraph("What cannot serve: " + point.reason) + html_paragraph(says);
  }
  return text + html_paragraph(says, "dim");
}

std::string judged(const RouteFront& front) {
  if (!front.off_policy) return "";
  const routing::OffPolicy& found = *front.off_policy;
  FrontRows rows{{"how it is judged", "right", "from", "to"}};
  for (const auto& [name, estimate] : {std::pair{"doubly robust", &found.doubly_robust},
                                       {"self-normalised", &found.self_normalised},
                                       {"inverse propensity", &found.ips}})
    rows.push_back({name, percent(estimate->value), percent(estimate->low), percent(estimate->high)});
  return html_table(rows, 1,
                    "What the log says of the chosen threshold, with intervals that hold the truth in 9 of "
                    "10 logs") +
         html_paragraph(fmt::format("Calls of another router, weighed by how likely this one would have sent "
                                    "them so; they are worth {} "
                                    "calls of its own. Doubly robust is the one to read first.",
                                    count(found.effective_calls)));
}

std::string made_with(const RouteFront& front) {
  return html_table({{"what", "which"},
                     {"program", "llmtco " + front.tool_version},
                     {"route", front.route},
                     {"thresholds", count(static_cast<double>(front.points.size()))},
                     {"draws",
                      fmt::format("{}, seed {}", grouped(static_cast<double>(front.draws), 0), front.seed)}},
                    2, "What this was made with") +
         html_paragraph(
             "Amounts are dollars. All thresholds saw the same draws, with the formulas of 'llmtco run': at "
             "its "
             "threshold the route costs there what it costs here.",
             "dim");
}

}  // namespace

std::string to_html(const RouteFront& front) {
  return html_page({.name = front.scenario,
                    .about = "what its router costs",
                    .description = fmt::format("{}: {} or {}", front.route, front.weak, front.strong),
                    .tool_version = front.tool_version,
                    .sections = {{"answer", "The answer", front_answer(front)},
                                 {"thresholds-all", "Right answers for the money", picture(front)},
                                 {"thresholds", "Thresholds", thresholds(front)},
                                 {"log", "Judged by a log", judged(front)},
                                 {"again", "How to make this again", made_with(front)}}});
}

}  // namespace llmtco
