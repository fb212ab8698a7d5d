#include "gate/watched.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "measures/list.h"

namespace llmtco {
namespace {

using When = GateSubject::When;

/// A series, or two of which it is the ratio, and what it is multiplied by.
struct Source {
  const Series* over = nullptr;
  const Series* under = nullptr;
  double factor = 1;
};

const Series* found(const Figures<SharedSeries>& figures, const Measure& measure, const Subject& subject) {
  const SharedSeries* series = figures.find(measure, subject);
  return series == nullptr ? nullptr : series->get();
}

/// A figure of the option, or of the demand it serves.
const Series* part_of_ratio(std::string_view id, const Recording& recording, std::size_t option) {
  const Measure& measure = *measures::find(id);
  const Series* own = found(recording.options[option].figures, measure, {});
  return own != nullptr ? own : found(recording.demand, measure, {});
}

Subject subject_of(const GateSubject& wanted, const Demand& demand) {
  Subject subject;
  const auto& classes = demand.workload.classes;
  for (std::size_t i = 0; i < classes.size() && classes.size() > 1; ++i) {
    if (classes[i].name == wanted.request_class) subject.request_class = static_cast<int>(i);
  }
  if (wanted.when != When::average_month && demand.grows())
    subject.month = wanted.when == When::first_month ? 0 : demand.horizon_months - 1;
  return subject;
}

std::optional<Source> source_of(const GateSubject& wanted, const Study& study, const Recording& recording,
                                std::size_t option) {
  const Measure& measure = *wanted.measure;
  Source source;
  if (measure.is_ratio()) {
    source.over = part_of_ratio(measure.over, recording, option);
    source.under = part_of_ratio(measure.under, recording, option);
    if (source.over == nullptr || source.under == nullptr) return std::nullopt;
    return source;
  }
  const bool whole = &measure == measures::horizon_cost.row;
  if (whole) source.factor = study.demand.horizon_months;
  source.over = found(recording.options[option].figures, whole ? *measures::monthly_cost.row : measure,
                      subject_of(wanted, study.demand));
  return source.over == nullptr ? std::nullopt : std::optional(source);
}

std::string text_of(const LineItem& line, const Study& study) {
  return display_text(line.item, line.labels, study.demand.workload.classes.size() > 1);
}

/// What people and programs call a line.
bool is_called(const LineItem& line, const std::string& name, const std::string& text) {
  return text == name || (line.item != ItemId::custom && item_ids.to_text(line.item) == name);
}

}  // namespace

WatchedDraws::WatchedDraws(std::vector<const Study*> studies, std::vector<WantedDraws> wanted)
    : studies_(std::move(studies)), wanted_(std::move(wanted)) {}

void WatchedDraws::begin(const SamplingPlan& plan) {
  draws_.assign(wanted_.size(), std::vector<double>(plan.draws(), 0.0));
  known_.assign(wanted_.size(), 0);
  lines_.clear();
  for (const Study* study : studies_) lines_.emplace_back(study->options.size());
}

bool WatchedDraws::copy(const WantedDraws& wanted, const Recording& recording, double* out) const {
  const Study& study = *studies_[wanted.study];
  const auto place = place_of(wanted.option, study.options);
  if (!place) return false;
  const std::size_t option = *place;
  if (wanted.subject.item.empty()) {
    const auto source = source_of(wanted.subject, study, recording, option);
    if (!source || !source->over->has_draws()) return false;
    for (std::size_t i = 0; i < source->over->size(); ++i) {
      out[i] = source->factor * (*source->over)[i];
      if (source->under != nullptr) out[i] /= (*source->under)[i];
    }
    return true;
  }
  bool known = false;
  for (const OptionRecording::Line& line : recording.options[option].lines) {
    if (!is_called(line.item, wanted.subject.item, text_of(line.item, study))) continue;
    for (std::size_t i = 0; i < line.amount->size(); ++i) out[i] = (known ? out[i] : 0) + (*line.amount)[i];
    known = true;
  }
  return known;
}

void WatchedDraws::take_lines(const std::vector<Recording>& recordings) {
  for (std::size_t s = 0; s < studies_.size(); ++s) {
    for (std::size_t o = 0; o < lines_[s].size(); ++o) {
      lines_[s][o].clear();
      for (const OptionRecording::Line& line : recordings[s].options[o].lines)
        lines_[s][o].push_back({text_of(line.item, *studies_[s]), line.item.price});
    }
  }
}

void WatchedDraws::see(const SeenDraws& seen) {
  std::vector<char> known(wanted_.size(), 0);
  for (std::size_t w = 0; w < wanted_.size(); ++w) {
    const WantedDraws& wanted = wanted_[w];
    double* out = draws_[w].data() + seen.first * block_draws;
    known[w] = copy(wanted, seen.recordings[wanted.study], out) ? 1 : 0;
  }
  const std::lock_guard lock(mutex_);
  for (std::size_t w = 0; w < known.size(); ++w) known_[w] = known_[w] != 0 || known[w] != 0 ? 1 : 0;
  if (seen.first == 0) take_lines(seen.recordings);
}

std::optional<std::span<const double>> WatchedDraws::draws(std::size_t which) const {
  if (known_.at(which) == 0) return std::nullopt;
  const std::vector<double>& all = draws_[which];
  const bool missing = std::any_of(all.begin(), all.end(), [](double x) { return !std::isfinite(x); });
  return missing ? std::nullopt : std::optional(std::span<const double>(all));
}

const std::vector<SeenLine>& WatchedDraws::lines(std::size_t study, const std::string& option) const {
  static const std::vector<SeenLine> none;
  const auto place = place_of(option, studies_[study]->options);
  return place ? lines_[study][*place] : none;
}

}  // namespace llmtco
