#include "draws_out.h"

#include <fmt/format.h>

#include <algorithm>

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

namespace {

const Measure& pictured_figure(const std::string& name) {
  const Measure& figure = figure_named("--plot-of", name);
  if (figure.reduction != Reduction::summary)
    refuse(fmt::format("--plot-of: {} is one number, without draws that spread", figure.id));
  return figure;
}

/// The draws without the last figure.
KeptDraws without_last(KeptDraws draws) {
  draws.measures.pop_back();
  for (auto& option : draws.by_option) option.pop_back();
  return draws;
}

}  // namespace

DrawsOut::DrawsOut(const RunArgs& args, const std::vector<OutputArgs>& outputs) : file_(args.draws_out) {
  if (!args.plot_of.empty()) asked_ = &pictured_figure(args.plot_of);
  if (args.plot && !args.timeline) picture_ = asked_ != nullptr ? asked_ : measures::monthly_cost.row;
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
  std::vector<const Measure*> all = figures_;
  if (picture_ != nullptr && std::find(all.begin(), all.end(), picture_) == all.end())
    all.push_back(picture_);
  return all.empty() ? llmtco::simulate(study, settings) : llmtco::simulate(study, settings, all, kept_);
}

void DrawsOut::write(const Result& result) const {
  if (!wanted()) return;
  const bool more = kept_.measures.size() > figures_.size();
  write_file(file_, draws_csv(result, more ? without_last(kept_) : kept_));
  say(fmt::format("wrote {}\n", displayable(file_)));
}

}  // namespace llmtco::app
