#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "montecarlo/explain.h"
#include "montecarlo/servers.h"
#include "reading.h"
#include "walk.h"

using namespace llmtco;

namespace {

constexpr std::uint64_t some_draws[] = {0, 1500};  // of both blocks

Settings few_draws() { return walked(2048); }

double applied_to(std::string_view operation, const std::vector<double>& operands) {
  double value = operands.at(0);
  for (std::size_t i = 1; i < operands.size(); ++i) {
    const double next = operands[i];
    if (operation == "+" || operation == "sum") value += next;
    if (operation == "-") value -= next;
    if (operation == "*" || operation == "product") value *= next;
    if (operation == "/") value /= next;
    if (operation == "min") value = std::fmin(value, next);
    if (operation == "max") value = std::fmax(value, next);
  }
  return value;
}

bool is_arithmetic(std::string_view operation) {
  for (const std::string_view each : {"+", "-", "*", "/", "min", "max", "sum", "product"})
    if (operation == each) return true;
  return false;
}

/// What a reader of the tree works out: arithmetic from the operands' own results, everything else by its value.
double worked_out(const Explanation& explanation) {
  std::vector<double> results;
  for (const ExplainedStep& step : explanation.steps) {
    std::vector<double> operands;
    for (const std::size_t operand : step.operands) operands.push_back(results.at(operand));
    results.push_back(is_arithmetic(step.operation) ? applied_to(step.operation, operands) : step.value);
  }
  return results.back();
}

/// Leaves say where they come from, are the program's own constants, or are what means leave over.
void check_leaves(const Explanation& explanation) {
  for (const ExplainedStep& step : explanation.steps) {
    if (!step.operands.empty()) continue;
    CAPTURE(step.name);
    const bool told = step.origin || step.kind == ExplainedStep::Kind::constant ||
                      (step.kind == ExplainedStep::Kind::remainder && !explanation.draw);
    CHECK(told);
    if (step.origin) CHECK_FALSE(step.origin->source.empty());
  }
}

/// The figures and lines of an option that a run reports, with their means.
struct Reported {
  FigureName figure;
  double mean;
};
std::vector<Reported> reported(const OptionResult& option) {
  std::vector<Reported> all;
  for (const auto& each : option.figures) {
    if (each.subject == Subject{}) all.push_back({{each.measure, ""}, each.value.mean.value});
  }
  for (const LineResult& line : option.lines)
    all.push_back({{measures::monthly_cost.row, line.item}, line.monthly_usd.mean.value});
  return all;
}

Explanation explained(const Study& study, const Question& question, const Result& result) {
  std::optional<Explanation> found = explain(study, question, few_draws(), result);
  REQUIRE(found.has_value());
  return *found;
}

/// Calls check(study, result, question, mean) for everything that is reported of the shipped scenarios.
template <class Check>
std::size_t for_all_reported(Check check) {
  std::size_t figures = 0;
  Walk walk;
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Study study = with_servers(shipped_study(path), few_draws());
    const Result result = simulate(study, few_draws());
    for (std::size_t o = 0; o < result.options.size(); ++o) {
      if (!result.options[o].feasible) continue;
      CAPTURE(result.options[o].name);
      for (const Reported& each : reported(result.options[o])) {
        CAPTURE(each.figure.text());
        ++figures;
        if (walk.takes_next()) check(study, result, Question{.option = o, .figure = each.figure}, each.mean);
      }
    }
  }
  return figures;
}

}  // namespace

/// Lines stand in the tree of the monthly cost, ratios are made of two figures: they are asked for once.
bool is_part_of_another(const FigureName& figure) {
  return !figure.item.empty() || figure.measure->is_ratio();
}

TEST_CASE("every figure and line of every shipped scenario works out again from its tree, bit by bit") {
  const std::size_t figures =
      for_all_reported([](const Study& study, const Result& result, Question question, double) {
        for (const std::uint64_t draw : some_draws) {
          question.draw = draw;
          const Explanation explanation = explained(study, question, result);
          CHECK(worked_out(explanation) == explanation.root().value);
          if (draw == 0) check_leaves(explanation);
          if (is_part_of_another(question.figure)) break;
        }
      });
  CHECK(figures > 500);
}

TEST_CASE("the mean of every figure works out again, with what means of products leave over") {
  for_all_reported([](const Study& study, const Result& result, const Question& question, double mean) {
    if (is_part_of_another(question.figure) && question.figure.text() != "cost.per_mtok") return;
    const Explanation explanation = explained(study, question, result);
    CHECK(explanation.root().value == doctest::Approx(mean).epsilon(1e-11));
    CHECK(worked_out(explanation) == doctest::Approx(mean).epsilon(1e-9));
    check_leaves(explanation);
  });
}

TEST_CASE("with the speed model opened the same value works out, from more steps") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const Study study = with_servers(shipped_study(path), few_draws());
    const Result result = simulate(study, few_draws());
    for (std::size_t o = 0; o < result.options.size(); ++o) {
      if (!result.options[o].feasible) continue;
      CAPTURE(result.options[o].name);
      Question question{.option = o, .figure = {measures::monthly_cost.row, ""}};
      question.draw = 17;
      const Explanation closed = explained(study, question, result);
      question.deep = true;
      const Explanation open = explained(study, question, result);
      CHECK(open.root().value == closed.root().value);
      CHECK(worked_out(open) == open.root().value);
      CHECK(open.steps.size() >= closed.steps.size());
      question.draw.reset();
      const Explanation mean = explained(study, question, result);
      CHECK(worked_out(mean) ==
            doctest::Approx(result.options[o].find(measures::monthly_cost)->mean.value).epsilon(1e-9));
    }
  }
}

TEST_CASE("the tree of a token bill leads from dollars to the lines of the file and of the catalogue") {
  const Study study = good_study(small_scenario("700"));
  const Result result = simulate(study, few_draws());
  const Explanation explanation = explained(study, {.figure = {measures::monthly_cost.row, ""}}, result);
  // GPT-4o: 1 M requests x (700 tokens x $2.50 + 300 tokens x $10.00) a million = $1,750 + $3,000.
  CHECK(explanation.root().value == doctest::Approx(4750));
  std::vector<std::string> places;
  for (const ExplainedStep& step : explanation.steps) {
    if (step.origin && !step.origin->place.empty()) places.push_back(step.origin->place);
  }
  CHECK(std::find(places.begin(), places.end(), "s.yaml:7:19") != places.end());
  CHECK(std::any_of(places.begin(), places.end(),
                    [](const std::string& place) { return place.starts_with("data/prices.yaml:"); }));
}
