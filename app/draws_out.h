#pragma once
#include <string>
#include <vector>

#include "args.h"
#include "montecarlo/kept_draws.h"
#include "scenario/scenario.h"

namespace llmtco::app {

/// The draws of figures that a run is asked to keep: for a file, and for pictures.
class DrawsOut {
 public:
  /// Throws InputError where a figure is unknown or the file that of an output, FileError where it cannot be written.
  DrawsOut(const RunArgs& args, const std::vector<OutputArgs>& outputs);

  bool wanted() const { return !file_.empty(); }
  /// Those of pictures; null where none are asked for.
  const KeptDraws* pictured() const { return picture_ == nullptr ? nullptr : &kept_; }
  /// The figure that --plot-of names; null where it is not given.
  const Measure* asked_of_picture() const { return asked_; }
  /// Throws InputError where the file would replace the scenario or a file it names.
  void keep_inputs(const std::string& scenario, const ScenarioTree& tree) const;
  /// The result of a study, with draws kept where they are wanted.
  Result simulate(const Study& study, const Settings& settings);
  void write(const Result& result) const;

 private:
  std::string file_;
  std::vector<const Measure*> figures_;  ///< of the file
  const Measure *picture_ = nullptr, *asked_ = nullptr;
  KeptDraws kept_;
};

}  // namespace llmtco::app
