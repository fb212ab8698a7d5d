#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/json_text.h"
#include "report/route_front.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json point_json(const FrontPoint& point, const RouteFront& front) {
  Json all{{"threshold", point.threshold}, {"strong_share", point.strong_share}};
  const bool known = point.accuracy || point.counted_accuracy;
  all["accuracy"] = known ? Json(point.mean_accuracy()) : Json(nullptr);
  all["accuracy_p5"] = point.accuracy ? Json(point.accuracy->p5.value) : Json(nullptr);
  all["accuracy_p95"] = point.accuracy ? Json(point.accuracy->p95.value) : Json(nullptr);
  all["perfect_accuracy"] = number_or_null(point.perfect_accuracy);
  all["random_accuracy"] = number_or_null(point.random_accuracy);
  all["feasible"] = point.feasible;
  if (!point.feasible) all["reason"] = point.reason;
  all["monthly_cost_usd"] = point.monthly_cost_usd.mean.value;
  all["monthly_cost_usd_p5"] = point.monthly_cost_usd.p5.value;
  all["monthly_cost_usd_p95"] = point.monthly_cost_usd.p95.value;
  all["saved"] = front.saved(point);
  all["needless"] = number_or_null(point.needless);
  all["missed"] = number_or_null(point.missed);
  all["e2e_p95_s"] = number_or_null(point.e2e_p95_s);
  if (front.question.accuracy_floor) all["p_keeps_floor"] = point.p_keeps_floor;
  return all;
}

/// What the chosen point must keep, or which it is.
Json asked_json(const FrontQuestion& question) {
  return {{"accuracy", number_or_null(question.accuracy_floor)},
          {"e2e_p95_s", number_or_null(question.e2e_p95_limit_s)},
          {"monthly_cost_usd", number_or_null(question.monthly_budget_usd)},
          {"threshold", number_or_null(question.threshold)},
          {"strong_share", number_or_null(question.share)}};
}

Json estimate_json(const Estimate& estimate) {
  return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}};
}

}  // namespace

std::string to_json(const RouteFront& front) {
  Json all{{"schema_version", 1},
           {"tool_version", front.tool_version},
           {"scenario", front.scenario},
           {"seed", front.seed},
           {"draws", front.draws},
           {"route", front.route},
           {"weak", front.weak},
           {"strong", front.strong},
           {"questions", number_or_null(front.questions)},
           {"auc", number_or_null(front.auc)}};
  all["weak_accuracy"] = number_or_null(front.weak_accuracy);
  all["strong_accuracy"] = number_or_null(front.strong_accuracy);
  all["weak_monthly_cost_usd"] = front.weak_cost_usd;
  all["strong_monthly_cost_usd"] = front.strong_cost_usd;
  all["perfect"] = front.perfect ? Json{{"accuracy", front.perfect->accuracy},
                                        {"strong_share", front.perfect->strong_share}}
                                 : Json(nullptr);
  all["asked"] = asked_json(front.question);
  all["chosen"] = front.chosen ? point_json(front.points[*front.chosen], front) : Json(nullptr);
  if (!front.none.empty()) all["none"] = front.none;
  if (front.off_policy) {
    all["off_policy"] = {{"ips", estimate_json(front.off_policy->ips)},
                         {"self_normalised", estimate_json(front.off_policy->self_normalised)},
                         {"doubly_robust", estimate_json(front.off_policy->doubly_robust)},
                         {"strong_share", front.off_policy->strong_share},
                         {"effective_calls", front.off_policy->effective_calls}};
  }
  all["front"] = Json::array();
  for (const FrontPoint& point : front.points) all["front"].push_back(point_json(point, front));
  return json_text(all);
}

std::string to_csv(const RouteFront& front) {
  std::string text =
      "threshold,strong_share,accuracy,accuracy_p5,accuracy_p95,monthly_cost_usd,monthly_cost_usd_p5,"
      "monthly_cost_usd_p95,e2e_p95_s,p_keeps_floor,chosen\n";
  for (std::size_t i = 0; i < front.points.size(); ++i) {
    const FrontPoint& point = front.points[i];
    const bool known = point.accuracy || point.counted_accuracy;
    text += fmt::format("{},{}", point.threshold, point.strong_share);
    text += known ? fmt::format(",{}", point.mean_accuracy()) : ",";
    text +=
        point.accuracy ? fmt::format(",{},{}", point.accuracy->p5.value, point.accuracy->p95.value) : ",,";
    text += fmt::format(",{},{},{}", point.monthly_cost_usd.mean.value, point.monthly_cost_usd.p5.value,
                        point.monthly_cost_usd.p95.value);
    text += point.e2e_p95_s ? fmt::format(",{}", *point.e2e_p95_s) : ",";
    text += front.question.accuracy_floor ? fmt::format(",{}", point.p_keeps_floor) : ",";
    text += front.chosen == i ? ",1\n" : ",0\n";
  }
  return text;
}

}  // namespace llmtco
