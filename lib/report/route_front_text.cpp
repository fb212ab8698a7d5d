#include <fmt/format.h>

#include "report/numbers.h"
#include "report/route_front.h"
#include "report/route_front_words.h"
#include "text/characters.h"

namespace llmtco {
namespace {

std::string share_or_dash(const std::optional<double>& share) { return share ? percent(*share) : "-"; }

std::string accuracy_text(const FrontPoint& point, const Style& style) {
  if (!point.accuracy) return "-";
  return fmt::format("{} ({}{}{})", percent(point.mean_accuracy()), percent(point.accuracy->p5.value),
                     style.to(), percent(point.accuracy->p95.value));
}

void add_point(const FrontPoint& point, const RouteFront& front, const Style& style, Table& table) {
  const bool chosen = front.chosen && &front.points[*front.chosen] == &point;
  std::vector<std::string> cells{chosen ? "> " : "",
                                 fmt::format("{:.4g}", point.threshold),
                                 percent(point.strong_share),
                                 point.feasible ? money(point.monthly_cost_usd.mean.value) : "not feasible",
                                 percent(front.saved(point)),
                                 accuracy_text(point, style),
                                 share_or_dash(point.needless),
                                 share_or_dash(point.missed)};
  if (front.question.e2e_p95_limit_s)
    cells.push_back(point.e2e_p95_s ? rough_duration(*point.e2e_p95_s) : "-");
  if (front.question.accuracy_floor) cells.push_back(rough_percent(point.p_keeps_floor));
  table.row(std::move(cells));
}

std::string table_text(const RouteFront& front, const Style& style) {
  using Align = Table::Align;
  std::vector<Align> columns(8, Align::right);
  std::vector<std::string> heads{
      "", "threshold", "to strong", "a month", "saved", "right (9 draws in 10)", "needless", "missed"};
  if (front.question.e2e_p95_limit_s) {
    columns.push_back(Align::right);
    heads.push_back("slowest 5 %");
  }
  if (front.question.accuracy_floor) {
    columns.push_back(Align::right);
    heads.push_back("keeps floor");
  }
  Table table(columns);
  table.row(heads);
  for (const FrontPoint* point : points_shown(front)) add_point(*point, front, style, table);
  return table.text(style);
}

std::string chosen_text(const RouteFront& front, const Style& style) {
  if (!front.chosen) return front.none.empty() ? "" : "\n" + front.none + "\n";
  return "\n" + wrapped_words(chosen_words(front), "  ", style.text_width()) + "\n";
}

std::string off_policy_text(const RouteFront& front, const Style& style) {
  if (!front.off_policy) return "";
  const routing::OffPolicy& found = *front.off_policy;
  Table table({Table::Align::left, Table::Align::right, Table::Align::right});
  table.row({"judged by the log", "right", "9 in 10"});
  for (const auto& [name, estimate] : {std::pair{"doubly robust", &found.doubly_robust},
                                       {"self-normalised", &found.self_normalised},
                                       {"inverse propensity", &found.ips}})
    table.row(
        {name, percent(estimate->value), percent(estimate->low) + style.to() + percent(estimate->high)});
  return table.text(style) +
         fmt::format("the log is worth {} calls of this router\n", count(found.effective_calls));
}

}  // namespace

std::vector<const FrontPoint*> points_shown(const RouteFront& front) {
  constexpr std::size_t most = 11;
  const std::size_t n = front.points.size(), steps = std::min(most, n) - 1;
  std::vector<const FrontPoint*> shown;
  std::size_t next = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const bool in_step = steps == 0 || i == next * (n - 1) / steps;
    if (in_step) ++next;
    if (in_step || front.chosen == i) shown.push_back(&front.points[i]);
  }
  return shown;
}

std::string chosen_words(const RouteFront& front) {
  if (!front.chosen) return front.none;
  const FrontPoint& point = front.points[*front.chosen];
  std::string words =
      fmt::format("Chosen: threshold {:.4g}, {} of the requests to {}, {} a month, {} less than {} alone",
                  point.threshold, percent(point.strong_share), front.strong,
                  money(point.monthly_cost_usd.mean.value), percent(front.saved(point)), front.strong);
  if (point.accuracy) words += fmt::format(", {} right", percent(point.mean_accuracy()));
  if (front.question.accuracy_floor)
    words += fmt::format("; as right as {} in {} of the draws", percent(*front.question.accuracy_floor),
                         rough_percent(point.p_keeps_floor));
  words += fmt::format(". No router saves more than the {} of the requests it sends to {}, were that free.",
                       percent(1 - point.strong_share), front.weak);
  return words;
}

std::string to_text(const RouteFront& front, const Style& style) {
  std::string text = style.bold(fmt::format("{}: {} or {}", displayable(front.route), displayable(front.weak),
                                            displayable(front.strong))) +
                     "\n";
  if (front.questions)
    text += fmt::format(
        "{} questions{}\n", count(*front.questions),
        front.auc ? fmt::format(", AUC of the scores {:.3f}", *front.auc) : ", without scores: sent by lot");
  text += fmt::format("{} alone {} right, {} a month; {} alone {} right, {} a month\n", front.weak,
                      share_or_dash(front.weak_accuracy), money(front.weak_cost_usd), front.strong,
                      share_or_dash(front.strong_accuracy), money(front.strong_cost_usd));
  if (front.perfect)
    text += fmt::format("a router that knew who is right: {} right with {} to {}\n",
                        percent(front.perfect->accuracy), percent(front.perfect->strong_share), front.strong);
  return text + "\n" + table_text(front, style) + chosen_text(front, style) + off_policy_text(front, style);
}

}  // namespace llmtco
