#pragma once
#include <map>
#include <string>
#include <vector>

#include "gate/finding.h"
#include "montecarlo/study.h"
#include "report/inputs_json.h"
#include "scenario/scenario_tree.h"

namespace llmtco::app {

/// What a result of a scenario was made of.
ResultInputs inputs_of(const ScenarioTree& tree, const std::vector<std::string>& set);

/// A result of `run --format json` as the base of a check: the scenario it was made of, to be run again on the draws of
/// the candidate, and what it said.
struct Baseline {
  std::string file;
  ScenarioTree tree;
  std::string version, catalogue, generator, sampling;
  std::map<std::string, std::string> files;  ///< SHA-256 by name
  std::uint64_t seed = 0;
  std::size_t draws = 0;
  std::map<std::string, double> monthly_usd;  ///< of options that could serve

  /// What of this program is another than the one that wrote it, in words; empty where nothing is.
  std::string other_program() const;
  std::map<std::string, double>
      shift_usd{};  ///< of options whose cost moved with the program or its catalogue
};

/// Throws InputError where it is no whole result, of a newer program, of another scenario than the candidate, or carries
/// no inputs.
Baseline read_baseline(const std::string& file, const ScenarioTree& candidate);

/// Runs the base as it was run then, and says where it comes to other numbers: of another program or catalogue that is a
/// change of its own. Throws InputError where nothing else is another, so that the file is not what it says, and where
/// files it names have changed, so that it cannot be made again.
void compare_with_stored(Baseline& stored, const Study& base, int threads, CheckResult& result);

/// Adds those changes to the causes.
void add_shifts(const Baseline& stored, CheckResult& result);

}  // namespace llmtco::app
