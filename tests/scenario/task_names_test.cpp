#include <doctest/doctest.h>

#include "reading.h"

using namespace llmtco;

namespace {

/// What is wrong with a class of this task and an option with this accuracy, behind the place.
std::string said_of_task(const std::string& task, const std::string& accuracy = "",
                         const std::string& models = "") {
  return complaints("scenario: T\nas_of: 2026-09-23\n" + models +
                    "workload:\n  w: {requests: 1M/month, input_tokens: 10, output_tokens: 3, task: " + task +
                    "}\noptions:\n  a: {kind: api, endpoint: openai/gpt-4o" + accuracy + "}\n");
}

}  // namespace

TEST_CASE("a task is one that a result of the catalogue or an accuracy of the scenario is of") {
  CHECK(said_of_task("coding") == "");
  CHECK(said_of_task("codding").find("unknown task 'codding' at workload.w.task; did you mean 'coding'?\n") !=
        std::string::npos);
  CHECK(said_of_task("letters").find("unknown task 'letters' at workload.w.task; there are ") !=
        std::string::npos);
  CHECK(said_of_task("letters", ", accuracy: 90%") != "");
  CHECK(said_of_task("letters", ", accuracy: {letters: 90%}") == "");
  CHECK(said_of_task("letters", "", "models:\n  gpt-4o: {accuracy: {letters: 90%}}\n") == "");
}
