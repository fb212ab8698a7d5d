#include <cmath>
#include <nlohmann/json.hpp>

#include "report/check.h"
#include "report/check_words.h"
#include "report/currency_keys.h"
#include "report/json_text.h"
#include "text/currencies.h"
#include "text/money.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

Json number(std::optional<double> value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}
Json interval(const std::optional<Interval>& of) {
  if (!of) return nullptr;
  return {{"value", number(of->value)}, {"low", number(of->low)}, {"high", number(of->high)}};
}
Json place(const Location& where) { return where.file.empty() ? Json(nullptr) : Json(to_text(where)); }

std::string unit_of(const Finding& finding, const std::string& currency) {
  const GateSubject& subject = finding.gate.subject;
  if (subject.kind == GateSubject::Kind::price_age) return "days";
  if (subject.kind != GateSubject::Kind::figure) return "";
  return subject.measure->unit.text == dollars_code ? currency : std::string(subject.measure->unit.text);
}

Json to_json(const Finding& finding, const std::string& currency) {
  const auto& ends = finding.difference ? finding.difference : finding.measured;
  Json json{{"gate", finding.gate.text},
            {"option", finding.option.empty() ? Json(nullptr) : Json(finding.option)},
            {"level", gate_levels.to_text(finding.gate.level)},
            {"verdict", verdicts.to_text(finding.verdict)},
            {"reason", finding.reason.empty() ? Json(nullptr) : Json(finding.reason)},
            {"unit", unit_of(finding, currency)},
            {"base", number(finding.base)},
            {"candidate", number(finding.candidate)},
            {"difference", finding.difference ? number(finding.difference->value) : Json(nullptr)}};
  json["low"] = ends ? number(ends->low) : Json(nullptr);
  json["high"] = ends ? number(ends->high) : Json(nullptr);
  json["measured"] = interval(finding.measured);
  json["relative"] = finding.gate.rule.relative;
  json["limit"] = number(finding.limit);
  json["level_of_interval"] = finding.level;
  json["place"] = place(finding.gate.place);
  return json;
}

Json to_json(const Attribution& attribution) {
  Json causes = Json::array();
  for (const Cause& cause : attribution.causes) {
    causes.push_back({{"path", cause.path},
                      {"place", place(cause.place)},
                      {"share_usd", number(cause.share_usd.value)},
                      {"low", number(cause.share_usd.low)},
                      {"high", number(cause.share_usd.high)},
                      {"kind", cause.kind},
                      {"before", cause.before.empty() ? Json(nullptr) : Json(cause.before)},
                      {"after", cause.after.empty() ? Json(nullptr) : Json(cause.after)}});
  }
  return causes;
}

}  // namespace

std::string to_json(const CheckResult& result) {
  const std::string& currency = result.candidate.currency;
  const MoneyIn money_in(currency);
  Json json{{"schema_version", 2},
            {"tool_version", result.candidate.tool_version},
            {"scenario", result.candidate.scenario},
            {"verdict", verdicts.to_text(result.verdict())},
            {"feasible", result.feasible()},
            {"seed", result.candidate.seed},
            {"draws", result.draws},
            {"alpha", result.alpha},
            {"currency", currency},
            {"gates", Json::array()},
            {"attribution", Json::array()},
            {"attribution_option", nullptr},
            {"attributions", Json::object()},
            {"notes", result.notes},
            {"text", check_sentence(result, {})}};
  for (const Finding& finding : result.findings) json["gates"].push_back(to_json(finding, currency));
  for (const Attribution& each : result.attributions) {
    json["attributions"][each.option] = {{"base_usd", each.base_usd},
                                         {"candidate_usd", each.candidate_usd},
                                         {"draws", each.draws},
                                         {"exact", each.exact},
                                         {"causes", to_json(each)}};
    if (!each.exact) json["attributions"][each.option]["orders"] = each.orders;
  }
  if (!result.attributions.empty()) {
    json["attribution"] = to_json(result.attributions.front());
    json["attribution_option"] = result.attributions.front().option;
  }
  return json_text(named_in(currency, json));
}

}  // namespace llmtco
