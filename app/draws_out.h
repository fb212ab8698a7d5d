#pragma once
#include <string>
#include <vector>

#include "args.h"
#include "montecarlo/kept_draws.h"
#include "scenario/scenario.h"

namespace llmtco::app {

/// The file of draws that a run may be asked for.
class DrawsOut {
 public:
  /// Throws InputError where a figure is unknown or the file that of an output, FileError where it cannot be written.
  DrawsOut(const RunArgs& args, const std::vector<OutputArgs>& outputs);

  bool wanted() const { return !file_.empty(); }
  /// Throws InputError where the file would replace the scenario or a file it names.
  void keep_inputs(const std::string& scenario, const ScenarioTree& tree) const;
  /// The result of a study, with draws kept where they are wanted.
  Result simulate(const Study& study, const Settings& settings);
  void write(const Result& result) const;

 private:
  std::string file_;
  std::vector<const Measure*> figures_;
  KeptDraws kept_;
};

}  // namespace llmtco::app
