#pragma once
#include <string>
#include <vector>

#include "temporary_folder.h"

/// A change that must change the answer, of one key of the grammar.
struct Row {
  std::string way;  ///< key of the grammar (grammar_walk.h)
  std::string scenario;
  std::vector<std::string> before;  ///< overrides of both sides
  std::string change;
};

/// An option with a fleet of this model, rented and owned.
std::string rented_fleet(const std::string& model);
std::string owned_fleet(const std::string& model);

/// One row for every key of the grammar; their scenarios read write_row_files().
std::vector<Row> all_rows();
void write_row_files(const Folder& folder);
/// Those of what is known of models and endpoints, and of how models count.
std::vector<Row> token_rows();
/// Those of the rules of prices.
std::vector<Row> price_rows();
/// Those of people, of changes and of dated lines, of one kind of option.
std::vector<Row> money_rows(const std::string& kind, const std::string& scenario);
/// Those of capital.
std::vector<Row> capital_rows(const std::string& kind, const std::string& scenario);
/// Those of systems that no speed model knows.
std::vector<Row> appliance_rows(const std::string& scenario);
/// Those of finance and of the business.
std::vector<Row> finance_rows_of(const std::string& owned, const std::string& scenario);
/// Those of how volumes differ, of wrong answers and of energy.
std::vector<Row> demand_rows();
/// A scenario with a route x of this policy over three options, and the rows of routes.
std::string route_scenario(const std::string& policy);
std::vector<Row> route_rows();
/// Those of tools in a loop, and of a cache that forgets while they run.
std::vector<Row> tool_rows();
/// Those of ways to pay for machines.
std::vector<Row> machine_rows();
/// One serverless option.
std::string serverless_scenario();
/// Those of what stays on a host, of fleets below `way`.
std::vector<Row> host_rows(const std::string& way, const std::string& scenario);
