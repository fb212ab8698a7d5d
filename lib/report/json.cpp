#include "report/json.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

#include "montecarlo/differences.h"
#include "report/answer.h"
#include "report/assumptions_json.h"
#include "report/currency_keys.h"
#include "report/figure_groups.h"
#include "report/options_json.h"
#include "text/money.h"
#include "text/plain.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// JSON knows no NaN: a number that is none is our defect, not a null.
double finite(double value) {
  assert(std::isfinite(value));
  return value;
}

/// Mean and percentiles, and for each the half width of the 90 % interval that sampling leaves it in.
Json json(const Summary& summary) {
  Json values, errors;
  const std::pair<const char*, const Estimate*> statistics[] = {{"mean", &summary.mean},
                                                                {"sd", &summary.sd},
                                                                {"p5", &summary.p5},
                                                                {"p50", &summary.p50},
                                                                {"p95", &summary.p95}};
  for (const auto& [name, estimate] : statistics) {
    values[name] = finite(estimate->value);
    errors[name] = finite(estimate->half_width());
  }
  values["error"] = errors;
  return values;
}

/// Sets a single number, and its error beside it; null where it is unknown.
void set_number(Json& object, const std::string& key, const Estimate* number) {
  object[key] = number == nullptr ? Json(nullptr) : Json(finite(number->value));
  object[key + "_error"] = number == nullptr ? Json(nullptr) : Json(finite(number->half_width()));
}

/// Sets a figure at its key; null where it is unknown.
void set(Json& object, const std::string& key, const Measure& measure, const Statistics* figure) {
  if (measure.reduction == Reduction::summary) {
    object[key] = figure == nullptr ? Json(nullptr) : json(static_cast<const Summary&>(*figure));
  } else {
    set_number(object, key, figure == nullptr ? nullptr : &figure->mean);
  }
}

/// Figures of a topic that stand in one object, or null where none of them is known.
void set_group(Json& all, const FigureGroup& group, const Figures<Statistics>& figures,
               const Subject& subject) {
  const Measure& first = *group.measures.front();
  constexpr std::string_view monthly = "monthly_";  // goes without saying of a month
  const bool of_month = subject.month != Subject::all && group.key.starts_with(monthly);
  const std::string key(of_month ? group.key.substr(monthly.size()) : group.key);
  if (key_in_group(first).empty()) return set(all, key, first, figures.find(first, subject));
  all[key] = nullptr;
  const auto known = [&](const Measure* measure) { return figures.has(*measure, subject); };
  if (std::none_of(group.measures.begin(), group.measures.end(), known)) return;
  for (const Measure* measure : group.measures)
    set(all[key], std::string(key_in_group(*measure)), *measure, figures.find(*measure, subject));
}

/// Figures of a class or of a month: those that are known.
Json json(const Figures<Statistics>& figures, const Subject& subject) {
  Json all = Json::object();
  for (const Topic topic : option_topics) {
    for (const FigureGroup& group : groups_of(topic)) {
      const auto known = [&](const Measure* measure) { return figures.has(*measure, subject); };
      if (std::any_of(group.measures.begin(), group.measures.end(), known))
        set_group(all, group, figures, subject);
    }
  }
  return all;
}

/// Adds what is known of single classes, and of single months, where anything is.
void add_classes_and_months(Json& option, const Figures<Statistics>& figures,
                            const std::vector<std::string>& classes) {
  for (const Subject& subject : figures.subjects()) {
    if (subject == Subject{}) continue;
    Json* of = &option;
    if (subject.request_class != Subject::all)
      of = &option["classes"][classes.at(static_cast<std::size_t>(subject.request_class))];
    Json known = json(figures, subject);
    if (subject.month == Subject::all) {
      *of = std::move(known);
    } else {
      Json month{{"month", subject.month + 1}};
      month.update(known);
      (*of)["months"].push_back(std::move(month));
    }
  }
}

/// Those that apply.
Json json(const Labels& labels) {
  Json known = Json::object();
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) known[key] = value;
  };
  add("part", labels.part);
  add("class", labels.request_class);
  add("window", labels.window);
  add("tier", labels.tier > Tokens() ? tier_text(labels.tier) : "");
  add("name", labels.name);
  return known;
}

Json json(const LineResult& line) {
  return {{"item", line.item},
          {"kind", cost_types.to_text(line.type)},
          {"behaviour", cost_behaviours.to_text(line.behaviour)},
          {"quantity", finite(line.quantity.value)},
          {"quantity_unit", line.quantity_unit},
          {"unit_price_usd", finite(line.unit_price_usd.value)},
          {"monthly_usd", json(line.monthly_usd)},
          {"source", line.source},
          {"id", item_ids.to_text(line.id)},
          {"labels", json(line.labels)}};
}

/// The words on a topic, and the lines of the bill, behind its figures.
void add_words(Json& all, const OptionResult& option, Topic topic) {
  if (topic == Topic::cost) {
    all["line_items"] = Json::array();
    for (const LineResult& line : option.lines) all["line_items"].push_back(json(line));
  }
  if (topic == Topic::latency) {
    all["speed_source"] = option.speed_source;
    all["speed_detail"] = option.speed_detail;
    all["latency_reason"] = option.latency_reason;
  }
  if (topic == Topic::accuracy) all["accuracy_reason"] = option.accuracy_reason;
}

Json json(const OptionResult& option, const std::vector<std::string>& classes) {
  Json all{{"kind", option.kind}, {"description", option.description}, {"basis", name(option.basis)}};
  all["yardstick"] = option.yardstick;
  all["standing"] = standings.to_text(option.standing);
  all["standing_reason"] = option.standing_reason.empty() ? Json(nullptr) : Json(option.standing_reason);
  all["feasible"] = option.feasible;
  all["reason"] = option.reason.empty() ? Json(nullptr) : Json(option.reason);
  for (const Topic topic : option_topics) {
    for (const FigureGroup& group : groups_of(topic)) set_group(all, group, option.figures, {});
    add_words(all, option, topic);
  }
  add_classes_and_months(all, option.figures, classes);
  return all;
}

/// What is not there is null.
Json json(const Answer& answer, const std::string& text) {
  const auto name = [](const std::string& option) { return option.empty() ? Json(nullptr) : Json(option); };
  Json all{{"objective", objectives.to_text(answer.objective)},
           {"best", name(answer.best)},
           {"runner_up", name(answer.runner_up)}};
  const bool two = !answer.runner_up.empty();
  set_number(all, "p_best", answer.best.empty() ? nullptr : &answer.p_best);
  all["difference_usd"] = two ? json(static_cast<const Summary&>(answer.difference_usd)) : Json(nullptr);
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
           {"limits", Json::array()},
           {"answer", json(result.answer, answer_text(result))}};
  for (const Limit& limit : result.limits) all["limits"].push_back(json(limit, result.classes));
  for (const FigureGroup& group : groups_of(Topic::demand)) set_group(all, group, result.demand, {});
  all["options"] = options_json(result);
  all["assumptions"] = assumptions_json(result);
  all["warnings"] = result.warnings;
  return all;
}

}  // namespace

Json options_json(const Result& result) {
  Json options = Json::object();
  for (const OptionResult& option : result.options) {
    Json& each = options[option.name] = json(option, result.classes);
    each["assumptions"] = assumptions_json(result, option.name);
  }
  return options;
}

std::string to_json(const Result& result) {
  const MoneyIn money_in(result.currency);
  return plain_json(named_in(result.currency, json(result))
                        .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)) +
         "\n";
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
    return figure == nullptr ? Json(nullptr) : json(static_cast<const Summary&>(*figure));
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
  for (const OptionResult* option : {&a, &b}) all["options"][option->name] = json(*option, result.classes);
  all["warnings"] = result.warnings;
  return plain_json(
             named_in(result.currency, all).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)) +
         "\n";
}

std::string to_json(const ScenarioComparison& comparison) {
  const MoneyIn money_in(comparison.base.currency);
  Json all{{"schema_version", comparison.base.schema_version}, {"changes", comparison.changes}};
  all["difference"] = Json::object();
  for (const OptionDifference& option : comparison.options) {
    Json one;
    one["reason"] = option.reason.empty() ? Json(nullptr) : Json(option.reason);
    for (const Compared& each : shown_changes) {
      set(one, std::string(each.measure->key), *each.measure, option.changes.find(*each.measure));
      if (each.relative)
        set_number(one, metric_of(*each.measure) + "_relative", option.relative.find(*each.measure));
    }
    all["difference"][option.name] = one;
  }
  all["base"] = json(comparison.base);
  all["changed"] = json(comparison.changed);
  return plain_json(named_in(comparison.base.currency, all)
                        .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)) +
         "\n";
}

}  // namespace llmtco
