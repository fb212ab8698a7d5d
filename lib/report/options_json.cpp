#include "report/options_json.h"

#include <nlohmann/json.hpp>

#include "report/assumptions_json.h"
#include "report/figures_json.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// Figures of a class or of a month: those that are known.
Json json(const Figures<Statistics>& figures, const Subject& subject) {
  Json all = Json::object();
  for (const Topic topic : option_topics) {
    for (const FigureGroup& group : groups_of(topic)) {
      if (knows(figures, group, subject)) set_group(all, group, figures, subject);
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
          {"discount", line.discount ? Json(finite(*line.discount)) : Json(nullptr)},
          {"monthly_usd", summary_json(line.monthly_usd)},
          {"source", line.source},
          {"id", item_ids.to_text(line.id)},
          {"labels", json(line.labels)}};
}

/// Where times of a fleet come from.
Json server_json(const ServerResult& server) {
  Json all{{"server", server_names.to_text(server.server)},
           {"why", server.why},
           {"busiest_load", finite(server.busiest_load)}};
  if (server.points == 0) return all;
  all["simulations"] = server.points;
  all["held_out"] = server.held_out;
  all["ttft_p95_error"] = server.error;
  all["capacity_error"] = server.capacity_error;
  return all;
}

/// The words on a topic, and the lines of the bill, behind its figures.
void add_words(Json& all, const OptionResult& option, Topic topic) {
  if (topic == Topic::cost) {
    all["line_items"] = Json::array();
    for (const LineResult& line : option.lines) all["line_items"].push_back(json(line));
    for (const LineResult& line : option.cash) all["cash_items"].push_back(json(line));
  }
  if (topic == Topic::latency) {
    all["speed_source"] = option.speed_source;
    all["speed_detail"] = option.speed_detail;
    all["latency_reason"] = option.latency_reason;
    if (option.server) all["latency_server"] = server_json(*option.server);
  }
  if (topic == Topic::accuracy) all["accuracy_reason"] = option.accuracy_reason;
  if (topic == Topic::energy && !option.energy_reason.empty()) all["energy_reason"] = option.energy_reason;
}

}  // namespace

Json option_json(const OptionResult& option, const std::vector<std::string>& classes) {
  Json all{{"kind", option.kind}, {"description", option.description}, {"basis", name(option.basis)}};
  if (!option.decided_by.empty()) all["decided_by"] = option.decided_by;
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

Json options_json(const Result& result) {
  Json options = Json::object();
  for (const OptionResult& option : result.options) {
    Json& each = options[option.name] = option_json(option, result.classes);
    each["assumptions"] = assumptions_json(result, option.name);
  }
  return options;
}

}  // namespace llmtco
