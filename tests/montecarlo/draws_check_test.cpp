#include "montecarlo/draws_check.h"

#include <doctest/doctest.h>

#include "studies.h"
#include "text/diagnostics.h"

namespace llmtco {
namespace {

/// What the check of a study says, and what a run of as many draws says; empty where it is good.
std::string said_by_check(const Study& study) {
  try {
    check_draws(study);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

std::string said_by_run(const Study& study) {
  try {
    simulate(study, {.draws = 1024});
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a study whose draws are sound passes its check") {
  Study study = empty_study();
  add_option(study, "it", distributions::Uniform{0, 1});
  CHECK(said_by_check(study) == "");
}

TEST_CASE("a check refuses a formula that leaves its range with the words of a run") {
  Study study = empty_study();
  add_option(study, "it", distributions::Uniform{0, 1});
  study.bounds.push_back({.node = study.variables.draw("rare", distributions::Normal{0, 1}),
                          .low = -1,
                          .high = 1,
                          .what = "formula 'rare'",
                          .location = {"s.yaml", 1, 1},
                          .source = nullptr});
  CHECK(said_by_check(study).find("s.yaml:1:1: error: formula 'rare' reaches") == 0);
  CHECK(said_by_check(study) == said_by_run(study));
}

TEST_CASE("a check refuses a cost beyond what a number holds with the words of a run") {
  Study study = empty_study();
  add_option(study, "dear", distributions::Uniform{1e308, 1.7e308});  // 1,024 of them have no sum
  CHECK(said_by_check(study).find("is beyond what a number holds") != std::string::npos);
  CHECK(said_by_check(study) == said_by_run(study));
}

TEST_CASE("a check refuses demand that runs away from its cost with the words of a run") {
  Study study = empty_study();
  add_option(study, "fixed", Distribution{distributions::Constant{1000}});
  RequestClass& chat = study.demand.workload.classes.front();
  // All of it is fixed: at an elasticity of 2 half the cost of a task brings four times the tasks, which halve it again.
  chat.elasticity =
      Elasticity{.value = 2.0, .option = {}, .cost = 1.0 * usd / request, .where = {"s.yaml", 3, 7}};
  CHECK(said_by_check(study).find("s.yaml:3:7: error: the volume of chat does not settle on fixed") == 0);
  CHECK(said_by_check(study) == said_by_run(study));
}

}  // namespace llmtco
