#include <doctest/doctest.h>

#include "reading.h"

using namespace llmtco;

namespace {

/// What is wrong with a small scenario whose option has these costs besides.
std::string said_of_costs(const std::string& costs) {
  return complaints(small_scenario("700"), {"horizon=12 months", "options.hosted.change=" + costs});
}

}  // namespace

TEST_CASE("what is paid again and again is so after a month or more, in months there are") {
  CHECK(said_of_costs("{evaluation: {cost: $1k, every: 0 months}}").find("every must be a month or more") !=
        std::string::npos);
  CHECK(said_of_costs("{requalification: {cost: $1k, model_life: 0 months}}")
            .find("model_life must be a month or more") != std::string::npos);
  CHECK(said_of_costs("{evaluation: {cost: $1k, every: 1.5 months}}").find("every must be whole months") !=
        std::string::npos);
  CHECK(said_of_costs("{migration: {cost: $1k, month: 13}}").find("the horizon has 12 months") !=
        std::string::npos);
  CHECK(said_of_costs("{evaluation: {cost: $1k, every: 6 months}}") == "");
}
