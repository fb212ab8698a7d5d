#include "draws_out.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "montecarlo/simulate.h"
#include "output.h"
#include "refusal.h"
#include "report/draws_csv.h"
#include "scenario_file.h"
#include "selection.h"
#include "streams.h"
#include "text/characters.h"

namespace llmtco::app {

DrawsOut::DrawsOut(const RunArgs& args, const std::vector<OutputArgs>& outputs) : file_(args.draws_out) {
  if (!wanted()) return;
  for (const OutputArgs& output : outputs) {
    if (file_ == output.file) refuse(fmt::format("--draws-out and --output are one file, {}", shown(file_)));
  }
  require_writable({.file = file_});
  for (const std::string& name : args.draws_of) {
    figures_.push_back(&figure_named("--draws-of", name));
    if (is_tail(*figures_.back()))
      refuse(fmt::format("--draws-of: {} is one number of all draws together", figures_.back()->id));
  }
  if (figures_.empty()) figures_.push_back(measures::monthly_cost.row);
}

void DrawsOut::keep_inputs(const std::string& scenario, const ScenarioTree& tree) const {
  if (wanted()) app::keep_inputs({.file = file_}, scenario, tree);
}

Result DrawsOut::simulate(const Study& study, const Settings& settings) {
  return wanted() ? llmtco::simulate(study, settings, figures_, kept_) : llmtco::simulate(study, settings);
}

void DrawsOut::write(const Result& result) const {
  if (!wanted()) return;
  write_file(file_, draws_csv(result, kept_));
  say(fmt::format("wrote {}\n", displayable(file_)));
}

}  // namespace llmtco::app
