#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "program.h"

using Json = nlohmann::ordered_json;

/// `--set` before each.
inline std::vector<std::string> with_sets(std::vector<std::string> args,
                                          const std::vector<std::string>& sets) {
  for (const std::string& set : sets) args.insert(args.end(), {"--set", set});
  return args;
}

/// What `run` or `what-if` says of a scenario, as JSON. Fails the test case if it says anything else.
Json result_of(const std::string& command, const std::string& scenario, const std::vector<std::string>& sets);
inline Json run_json(const std::string& scenario, const std::vector<std::string>& sets = {}) {
  return result_of("run", scenario, sets);
}

/// The article's table with some values changed.
inline Json article(const std::vector<std::string>& sets = {}) {
  return run_json(source_file("scenarios/article.yaml"), sets);
}

inline double mean(const Json& summary) { return summary.at("mean").get<double>(); }
inline double monthly_cost(const Json& result, const std::string& option) {
  return mean(result.at("options").at(option).at("monthly_cost_usd"));
}
inline double per_mtok(const Json& result, const std::string& option) {
  return mean(result.at("options").at(option).at("usd_per_mtok"));
}
inline double per_request(const Json& result, const std::string& option) {
  return mean(result.at("options").at(option).at("cost_per_request_usd"));
}
/// The line of an option by its name.
const Json& line(const Json& result, const std::string& option, const std::string& item);

/// Right to the digits given: half a unit of the last of `decimals`.
bool to_digits(double value, double expected, int decimals);

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Whether one of the warnings holds the text.
bool warns(const Json& result, const std::string& text);
