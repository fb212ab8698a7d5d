#include "report/result_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/stored_figures.h"
#include "report/stored_options.h"
#include "report/stored_value.h"
#include "text/characters.h"
#include "yaml/json.h"

namespace llmtco {
namespace {

constexpr std::uint64_t newest_schema = 2;

Answer stored_answer(const StoredValue& stored) {
  Answer answer;
  answer.objective = stored.at("objective").one_of(objectives);
  answer.best = stored.at("best").text_or_none();
  answer.runner_up = stored.at("runner_up").text_or_none();
  if (const auto share = stored_estimate(stored, "p_best")) answer.p_best = *share;
  if (const auto difference = stored.find("difference_usd"))
    answer.difference_usd = stored_summary(*difference);
  if (const auto share = stored_estimate(stored, "p_below")) answer.p_below = *share;
  return answer;
}

/// The names of request classes; of a file without them those that limits and options name.
std::vector<std::string> stored_classes(const StoredValue& root) {
  if (const auto names = root.find("request_classes")) return names->texts();
  std::vector<std::string> classes;
  const auto add = [&](const std::string& name) {
    if (std::find(classes.begin(), classes.end(), name) == classes.end()) classes.push_back(name);
  };
  for (const StoredValue& option : root.at("options").entries()) {
    if (const auto of_option = option.find("classes")) {
      for (const StoredValue& each : of_option->entries()) add(each.key());
    }
  }
  for (const StoredValue& limit : root.at("limits").elements()) add(limit.at("class").text());
  return classes;
}

/// The share of draws that keep a limit: p_meets.ttft_p95 of `ttft_p95`.
const Measure* limit_called(const StoredValue& name) {
  for (const FigureGroup& group : groups_of(Topic::ranking)) {
    for (const Measure* measure : group.measures) {
      if (key_in_group(*measure) == name.text()) return measure;
    }
  }
  name.refuse("is no limit");
}

std::vector<Limit> stored_limits(const StoredValue& root, const std::vector<std::string>& classes) {
  std::vector<Limit> limits;
  for (const StoredValue& each : root.at("limits").elements()) {
    const auto place = std::find(classes.begin(), classes.end(), each.at("class").text());
    if (place == classes.end()) each.at("class").refuse("is no request class");
    limits.push_back({.met = limit_called(each.at("limit")),
                      .request_class = static_cast<int>(place - classes.begin()),
                      .value = each.at("value").number()});
  }
  return limits;
}

void read_demand(const StoredValue& root, Result& result) {
  read_figures(root, Topic::demand, {}, result.demand);
  if (const auto months = root.find("demand_months")) {
    for (const StoredValue& month : months->elements())
      read_figures(month, Topic::demand, stored_month(month), result.demand);
  }
  for (const Measure* each :
       {measures::requests.row, measures::input_tokens.row, measures::output_tokens.row}) {
    if (!result.demand.has(*each)) root.refuse(fmt::format("lacks the figure {}", each->key));
  }
}

Result stored_result(const StoredValue& root) {
  Result result;
  result.tool_version = root.at("tool_version").text();
  result.scenario = root.at("scenario").text();
  result.description = root.at("description").text();
  result.seed = root.at("seed").whole_number();
  result.draws = root.at("draws").whole_number();
  result.sampling = root.at("sampling").text();
  result.as_of = root.at("as_of").text();
  result.catalogue_as_of = root.at("catalogue_as_of").text();
  result.currency = root.at("currency").text();
  result.rate_as_of = root.at("rate_as_of").text_or_none();
  result.rate_source = root.at("rate_source").text_or_none();
  result.horizon_months = stored_count(root.at("horizon_months"));
  if (const auto budget = root.find("budget_usd")) {
    result.budget_usd = budget->number();
    result.budget_of = root.at("budget_of").one_of(budget_months);
  }
  result.classes = stored_classes(root);
  result.limits = stored_limits(root, result.classes);
  read_demand(root, result);
  for (const StoredValue& option : root.at("options").entries())
    result.options.push_back(stored_option(option, result.classes));
  result.answer = stored_answer(root.at("answer"));
  for (const std::string& name : {result.answer.best, result.answer.runner_up}) {
    if (!name.empty() && result.option(name) == nullptr)
      root.at("answer").refuse(fmt::format("names {}, which is no option", shown(name)));
  }
  result.assumptions = stored_assumptions(root);
  result.warnings = root.at("warnings").texts();
  return result;
}

ResultInputs stored_inputs(const StoredValue& stored) {
  ResultInputs inputs{.text = stored.at("scenario").text(),
                      .set = stored.at("set").texts(),
                      .files = {},
                      .catalogue = stored.at("catalogue_sha256").text(),
                      .generator = stored.at("generator").text()};
  for (const StoredValue& file : stored.at("files_sha256").entries())
    inputs.files.emplace_back(file.key(), file.text());
  return inputs;
}

StoredResult read(const std::optional<Node>& node, const std::string& file, const Diagnostics& diagnostics) {
  diagnostics.throw_if_errors();
  if (!node || !node->is_mapping()) refuse_stored({file}, "no result of run", write_it_again);
  const StoredValue root(*node, "USD");
  if (root.at("schema_version").number() > newest_schema) {
    const auto version = root.find("tool_version");
    refuse_stored(root.at("schema_version").node().location(),
                  fmt::format("written by a newer llmtco, {}", shown(version ? version->text() : "")),
                  "take that one");
  }
  StoredResult stored{file, stored_result(StoredValue(*node, root.at("currency").text())), std::nullopt};
  if (const auto inputs = root.find("inputs")) stored.inputs = stored_inputs(*inputs);
  return stored;
}

}  // namespace

StoredResult read_result(const std::string& file) {
  Diagnostics diagnostics;
  const auto root = read_json_file(file, diagnostics);
  return read(root, file, diagnostics);
}

StoredResult read_result_text(std::string text, const std::string& name) {
  Diagnostics diagnostics;
  const auto root = read_json(std::move(text), name, diagnostics);
  return read(root, name, diagnostics);
}

}  // namespace llmtco
