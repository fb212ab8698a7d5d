#include "report/json.h"

#include <nlohmann/json.hpp>

#include "montecarlo/differences.h"
#include "report/answer.h"
#include "report/assumptions_json.h"
#include "report/currency_keys.h"
#include "report/figures_json.h"
#include "report/inputs_json.h"
#include "report/json_text.h"
#include "report/options_json.h"
#include "text/money.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// What is not there is null.
Json json(const Answer& answer, const std::string& text) {
  const auto name = [](const std::string& option) { return option.empty() ? Json(nullptr) : Json(option); };
  Json all{{"objective", objectives.to_text(answer.objective)},
           {"best", name(answer.best)},
           {"runner_up", name(answer.runner_up)}};
  const bool two = !answer.runner_up.empty();
  set_number(all, "p_best", answer.best.empty() ? nullptr : &answer.p_best);
  all["difference_usd"] =
      two ? summary_json(static_cast<const Summary&>(answer.difference_usd)) : Json(nullptr);
  set_number(all, "p_below", two ? &answer.p_below : nullptr);
  all["text"] = text;
  return all;
}

/// {"class": "chat", "limit": "ttft_p95", "value": 2}; seconds, or a share.
Json json(const Limit& limit, const std::vector<std::string>& classes) {
  return {{"class", classes.at(static_cast<std::size_t>(limit.request_class))},
          {"limit", key_in_group(*limit.met)},
          {"value", finite(limit.value)}};
}

/// What is known of single months of the demand, where it grows: `demand_months`, of `month` and its figures.
void add_demand_months(Json& all, const Figures<Statistics>& demand) {
  for (const Subject& subject : demand.subjects()) {
    if (subject.month == Subject::all) continue;
    Json month{{"month", subject.month + 1}};
    for (const FigureGroup& group : groups_of(Topic::demand)) {
      if (knows(demand, group, subject)) set_group(month, group, demand, subject);
    }
    all["demand_months"].push_back(std::move(month));
  }
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json(const Result& result) {
  Json all{{"schema_version", result.schema_version},
           {"tool_version", result.tool_version},
           {"scenario", result.scenario},
           {"description", result.description},
           {"seed", result.seed},
           {"draws", result.draws},
           {"sampling", result.sampling},
           {"as_of", result.as_of},
           {"catalogue_as_of", result.catalogue_as_of},
           {"currency", result.currency},
           {"rate_as_of", text_or_null(result.rate_as_of)},
           {"rate_source", text_or_null(result.rate_source)},
           {"horizon_months", result.horizon_months},
           {"budget_usd", result.budget_usd ? Json(finite(*result.budget_usd)) : Json(nullptr)},
           {"budget_of", result.budget_usd ? Json(budget_months.to_text(result.budget_of)) : Json(nullptr)},
           {"request_classes", result.classes},
           {"limits", Json::array()},
           {"answer", json(result.answer, answer_text(result))}};
  for (const Limit& limit : result.limits) all["limits"].push_back(json(limit, result.classes));
  for (const FigureGroup& group : groups_of(Topic::demand)) set_group(all, group, result.demand, {});
  add_demand_months(all, result.demand);
  all["options"] = options_json(result);
  all["assumptions"] = assumptions_json(result);
  all["warnings"] = result.warnings;
  return all;
}

Json json_in_its_currency(const Result& result) {
  const MoneyIn money_in(result.currency);
  return named_in(result.currency, json(result));
}

}  // namespace

std::string to_json(const Result& result) { return json_text(json_in_its_currency(result)); }

std::string to_json(const Result& result, const ResultInputs& inputs) {
  Json all = json_in_its_currency(result);
  Json files = Json::object();
  for (const auto& file : inputs.files) files[file.first] = file.second;
  all["inputs"] = {{"scenario", inputs.text},
                   {"set", inputs.set},
                   {"files_sha256", files},
                   {"catalogue_sha256", inputs.catalogue},
                   {"generator", inputs.generator}};
  return json_text(all);
}

std::string to_json(const OptionComparison& comparison) {
  const Result& result = comparison.result;
  const MoneyIn money_in(result.currency);
  const ContestResult& contest = comparison.contest;
  const OptionResult &a = result.options[comparison.a], &b = result.options[comparison.b];
  Json all{{"schema_version", result.schema_version},
           {"tool_version", result.tool_version},
           {"scenario", result.scenario},
           {"seed", result.seed},
           {"draws", result.draws},
           {"as_of", result.as_of},
           {"currency", result.currency},
           {"horizon_months", result.horizon_months},
           {"a", a.name},
           {"b", b.name}};
  const auto summary = [](const Statistics* figure) {
    return figure == nullptr ? Json(nullptr) : summary_json(static_cast<const Summary&>(*figure));
  };
  const auto difference = [&](const Measure& measure) { return summary(contest.difference.find(measure)); };
  all["difference_usd"] = difference(measures::monthly_cost);
  set_number(all, "p_below", contest.below.find(measures::monthly_cost));
  all["horizon_difference_usd"] = difference(measures::horizon_cost);
  all["objective"] = {{"objective", objectives.to_text(result.answer.objective)}};
  const auto& objective = comparison.objective;
  all["objective"]["difference_usd"] = objective ? summary(&objective->difference_usd) : Json(nullptr);
  set_number(all["objective"], "p_below", objective ? &objective->below : nullptr);
  all["with_damage_difference_usd"] = difference(measures::cost_with_damage);
  all["net_value_difference_usd"] = difference(measures::net_value);
  all["accuracy_difference"] = difference(measures::accuracy);
  for (const OptionResult* option : {&a, &b})
    all["options"][option->name] = option_json(*option, result.classes);
  all["warnings"] = result.warnings;
  return json_text(named_in(result.currency, all));
}

std::string to_json(const ScenarioComparison& comparison) {
  const MoneyIn money_in(comparison.base.currency);
  Json all{{"schema_version", comparison.base.schema_version}, {"changes", comparison.changes}};
  all["difference"] = Json::object();
  for (const OptionDifference& option : comparison.options) {
    Json one;
    one["reason"] = option.reason.empty() ? Json(nullptr) : Json(option.reason);
    for (const Compared& each : shown_changes) {
      set_figure(one, std::string(each.measure->key), *each.measure, option.changes.find(*each.measure));
      if (each.relative)
        set_number(one, metric_of(*each.measure) + "_relative", option.relative.find(*each.measure));
    }
    all["difference"][option.name] = one;
  }
  all["base"] = json(comparison.base);
  all["changed"] = json(comparison.changed);
  return json_text(named_in(comparison.base.currency, all));
}

}  // namespace llmtco
