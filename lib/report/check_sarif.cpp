#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "host/sha256.h"
#include "report/check.h"
#include "report/check_words.h"
#include "text/plain.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;

/// A path as a reference in a URI: what is no letter, digit or mark of a path as %NN.
std::string uri_of(const std::string& path) {
  std::string uri;
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

const char* level_of(const std::string& verdict) {
  return verdict == "fail" ? "error" : verdict == "pass" ? "none" : verdict == "warn" ? "warning" : "note";
}

Json location(const Location& place) {
  Json physical{{"artifactLocation", {{"uri", uri_of(place.file)}}}};
  if (place.line > 0)
    physical["region"] = {{"startLine", place.line}, {"startColumn", std::max(place.column, 1)}};
  return {{"physicalLocation", physical}};
}

}  // namespace

std::string to_sarif(const CheckResult& result) {
  Json rules = Json::array(), results = Json::array();
  std::vector<std::string> ids;
  for (const Finding* finding : worst_first(result)) {
    const std::string id = rule_id(finding->gate), verdict = verdict_word(*finding);
    auto known = std::find(ids.begin(), ids.end(), id);
    if (known == ids.end()) {
      rules.push_back({{"id", id}, {"name", "Gate"}, {"shortDescription", {{"text", finding->gate.text}}}});
      known = ids.insert(ids.end(), id);
    }
    Json each{{"ruleId", id},
              {"ruleIndex", known - ids.begin()},
              {"kind", verdict == "pass"           ? "pass"
                       : verdict == "inconclusive" ? "review"
                                                   : "fail"},
              {"level", verdict == "inconclusive" ? "none" : level_of(verdict)},
              {"message", {{"text", finding_words(*finding, {})}}}};
    const Location place = place_of(*finding, result);
    const bool in_file = place.line > 0 && !place.file.starts_with("--");
    const Location shown = in_file ? place : Location{result.candidate_called, 1, 1};
    each["locations"] = Json::array({location(shown)});
    each["partialFingerprints"] = {{"llmtcoGate/v1", sha256(finding->gate.text + "\n" + finding->option)}};
    results.push_back(each);
  }
  const Json driver{{"name", "llmtco"}, {"version", result.candidate.tool_version}, {"rules", rules}};
  const Json json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                  {"version", "2.1.0"},
                  {"runs", Json::array({{{"tool", {{"driver", driver}}}, {"results", results}}})}};
  return plain_json(json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace)) + "\n";
}

}  // namespace llmtco
