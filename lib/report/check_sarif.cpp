#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "host/sha256.h"
#include "report/check.h"
#include "report/check_words.h"
#include "report/json_text.h"
#include "text/money.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// A path as a reference in a URI: what is no letter, digit or mark of a path as %NN.
std::string uri_of(const std::string& path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 ||
                                       std::string_view("-._~/").find(c) != std::string_view::npos);
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return uri;
}

/// A rule has a name that stays: the first letters of the hash of its text.
std::string rule_id(const Gate& gate) { return "gate-" + sha256(gate.text).substr(0, 12); }

/// What is shown of a rule wherever a result of it is.
Json rule_of(const std::string& id, const Gate& gate) {
  return {{"id", id},
          {"name", "Gate"},
          {"shortDescription", {{"text", gate.text}}},
          {"fullDescription", {{"text", "A rule that a change of the scenario has to keep: " + gate.text}}},
          {"help",
           {{"text",
             "docs/check.md says how gates are written and decided; llmtco check --explain says how this "
             "one was."}}}};
}

Json location(const Location& place) {
  Json physical{{"artifactLocation", {{"uri", uri_of(place.file)}}}};
  if (place.line > 0)
    physical["region"] = {{"startLine", place.line}, {"startColumn", std::max(place.column, 1)}};
  return {{"physicalLocation", physical}};
}

/// A broken gate is an error or a warning; one that the draws leave open is to be looked at. Of a kind other than fail
/// the level is none (SARIF 2.1.0, 3.27.10).
Json result_of(const Finding& finding, const CheckResult& result) {
  const Outcome outcome = outcome_of(finding, result);
  const bool review = finding.verdict == Verdict::inconclusive && outcome != Outcome::fail;
  return {{"kind", review ? "review" : "fail"},
          {"level", review                     ? "none"
                    : outcome == Outcome::fail ? "error"
                                               : "warning"},
          {"message", {{"text", finding_words(finding, {})}}},
          {"locations", Json::array({location(place_of(finding, result))})},
          {"partialFingerprints", {{"llmtcoGate/v1", sha256(finding.gate.text + "\n" + finding.option)}}}};
}

}  // namespace

std::string to_sarif(const CheckResult& result) {
  const MoneyIn money_in(result.candidate.currency);
  Json rules = Json::array(), results = Json::array();
  std::vector<std::string> ids;
  for (const Finding* finding : worst_first(result)) {
    const std::string id = rule_id(finding->gate);
    auto known = std::find(ids.begin(), ids.end(), id);
    if (known == ids.end()) {
      rules.push_back(rule_of(id, finding->gate));
      known = ids.insert(ids.end(), id);
    }
    if (outcome_of(*finding, result) == Outcome::pass) continue;
    Json each{{"ruleId", id}, {"ruleIndex", known - ids.begin()}};
    each.update(result_of(*finding, result));
    results.push_back(each);
  }
  const Json driver{{"name", "llmtco"}, {"version", result.candidate.tool_version}, {"rules", rules}};
  const Json json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                  {"version", "2.1.0"},
                  {"runs", Json::array({{{"tool", {{"driver", driver}}}, {"results", results}}})}};
  return json_text(json);
}

}  // namespace llmtco
