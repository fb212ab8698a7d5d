#include "report/explanation.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/formula.h"
#include "report/numbers.h"

using namespace llmtco;
using Kind = ExplainedStep::Kind;

namespace {

ExplainedStep input(const std::string& name, double value, const std::string& unit = "") {
  return {.kind = Kind::input,
          .name = name,
          .value = value,
          .unit = unit,
          .origin = Origin{.name = name, .place = "s.yaml:7:5", .source = "as written"}};
}
ExplainedStep constant(double value) { return {.kind = Kind::constant, .value = value}; }
ExplainedStep computed(const std::string& operation, std::vector<std::size_t> operands, double value,
                       const std::string& name = "") {
  return {.name = name, .operation = operation, .operands = std::move(operands), .value = value};
}

Explanation explanation_of(std::vector<ExplainedStep> steps) {
  Explanation explanation;
  explanation.scenario = "A test";
  explanation.option = "hosted";
  explanation.figure = "cost.monthly";
  explanation.says = "all lines";
  explanation.seed = 1;
  explanation.draws = 4096;
  explanation.steps = std::move(steps);
  return explanation;
}

std::string last_formula(const std::vector<ExplainedStep>& steps) {
  return formula(steps, steps.size() - 1, {});
}

}  // namespace

TEST_CASE("the constants of a product are one factor, and none where they come to one") {
  // bytes x 8 / 1000: x 0.008; / 3600 x 3600: nothing; 1 / 12: / 12.
  CHECK(last_formula({input("bytes", 5), constant(8), computed("*", {0, 1}, 40), constant(1000),
                      computed("/", {2, 3}, 0.04)}) == "bytes / 125");
  CHECK(last_formula({input("time", 5), constant(3600), computed("/", {0, 1}, 5 / 3600.0),
                      computed("*", {2, 1}, 5)}) == "time");
  CHECK(last_formula({input("yearly", 6), constant(12), computed("/", {0, 1}, 0.5)}) == "yearly / 12");
  CHECK(last_formula({input("power", 6), constant(0.75), computed("*", {0, 1}, 4.5)}) == "power x 0.75");
}

TEST_CASE("formulas keep what belongs together") {
  const std::vector<ExplainedStep> inputs{input("a", 1), input("b", 2), input("c", 3)};
  const auto with = [&](std::initializer_list<ExplainedStep> more) {
    std::vector<ExplainedStep> steps = inputs;
    steps.insert(steps.end(), more);
    return last_formula(steps);
  };
  CHECK(with({computed("+", {0, 1}, 3), computed("*", {3, 2}, 9)}) == "(a + b) x c");
  CHECK(with({computed("-", {0, 1}, -1), computed("-", {2, 3}, 4)}) == "c - (a - b)");
  CHECK(with({computed("/", {0, 1}, 0.5), computed("/", {2, 3}, 6)}) == "c x b / a");
  CHECK(with({computed("+", {0, 1}, 3), computed("/", {2, 3}, 1)}) == "c / (a + b)");
  CHECK(with({computed("<", {0, 1}, 1), computed("if", {3, 1, 2}, 2)}) == "if(a < b, b, c)");
  CHECK(with({computed("ceil", {0}, 1, "whole"), computed("max", {1, 3}, 2)}) == "max(b, whole)");
}

TEST_CASE("an explanation for people is a tree of named numbers with their places") {
  Explanation explanation = explanation_of({input("requests", 1e6, "requests"), input("price", 2.5e-6, "USD/token"),
                                            input("tokens", 700, "tokens/request"), computed("*", {0, 2}, 7e8),
                                            computed("*", {3, 1}, 1750, "cost.monthly")});
  explanation.steps.back().unit = "USD";
  CHECK(to_text(explanation, {}) == R"(hosted, cost.monthly: all lines
mean of 4,096 draws, seed 1

cost.monthly = $1,750.00   = requests x tokens x price
  requests = 1,000,000 requests   [s.yaml:7:5, as written]
  tokens = 700 tokens/request   [s.yaml:7:5, as written]
  price = $2.5e-06/token   [s.yaml:7:5, as written]
)");
}

TEST_CASE("a name of a scenario cannot write to the terminal") {
  Explanation explanation = explanation_of({input("a\x1b[31m", 1), computed("=", {0}, 1, "b\x1b]0;")});
  explanation.option = "hos\x1b[1mted";
  CHECK(to_text(explanation, {}).find('\x1b') == std::string::npos);
}

TEST_CASE("in JSON a large part that is used again is referred to, a small one repeated") {
  std::vector<ExplainedStep> steps{input("a", 1)};
  std::vector<std::size_t> ones(50, 0);
  steps.push_back(computed("sum", ones, 50));
  steps.push_back(computed("+", {1, 1}, 100, "cost"));
  const auto tree = nlohmann::json::parse(to_json(explanation_of(steps)))["tree"];
  CHECK(tree["name"] == "cost");
  const auto &first = tree["children"][0], &again = tree["children"][1];
  CHECK(first["children"].size() == 50);
  CHECK(first["children"][0]["origin"]["place"] == "s.yaml:7:5");
  CHECK(again["operation"] == "see");
  CHECK(again["name"] == first["name"]);
  CHECK(again["value"] == 50);
  CHECK(again["children"].empty());
}

TEST_CASE("numbers that can be followed have six digits, dollars their cents") {
  CHECK(six_digits(3333.3333) == "3,333.33");
  CHECK(six_digits(0.8) == "0.8");
  CHECK(six_digits(12) == "12");
  CHECK(six_digits(2628000) == "2,628,000");
  CHECK(six_digits(8.194444e-14) == "8.19444e-14");
  CHECK(six_digits(0) == "0");
  CHECK(money_to_the_cent(33333.333) == "$33,333.33");
  CHECK(money_to_the_cent(-2.949) == "-$2.95");
  CHECK(money_to_the_cent(0.00001) == "$0.00001");
}
