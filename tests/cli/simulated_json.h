#pragma once
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "program.h"

/// What `simulate` answers to these arguments, as JSON.
inline nlohmann::json simulated(std::vector<std::string> args) {
  args.insert(args.begin(), "simulate");
  args.insert(args.end(), {"--format", "json"});
  const Ran ran = run(args);
  CAPTURE(ran.err);
  REQUIRE(ran.code == 0);
  return nlohmann::json::parse(ran.out);
}
