#include "montecarlo/recording.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "measures/list.h"
#include "montecarlo/ranking.h"

namespace llmtco {
namespace {

Retention kept(const Measure& measure, const Subject& subject, const Keeping& keeping) {
  if (keeping.brief && is_brief(measure, subject)) return Retention::sums;
  return keeping.masks && measure.reduction == Reduction::share ? Retention::draws : retention(measure);
}

Figures<SharedSeries> series_for(const Figures<Column>& first, std::size_t blocks, const Keeping& keeping) {
  Figures<SharedSeries> series;
  for (const auto& figure : first) {
    if (!measures::is_recorded(*figure.measure) || figure.same_as != nullptr) continue;
    series.put(*figure.measure,
               std::make_shared<Series>(blocks, kept(*figure.measure, figure.subject, keeping)),
               figure.subject);
  }
  for (const auto& figure : first) {
    if (!measures::is_recorded(*figure.measure) || figure.same_as == nullptr) continue;
    series.put_same(*figure.measure, *figure.same_as, figure.subject);
  }
  return series;
}

/// Which figures of an option: those that compare it with the others, or those of its own.
enum class Which { all, own, ranked };

bool is_one(const Figures<SharedSeries>::Entry& figure, Which which) {
  return figure.same_as == nullptr &&
         (which == Which::all || is_ranked(*figure.measure) == (which == Which::ranked));
}

/// Of an option that is recorded elsewhere, what compares it with the others alone.
Which set_here(const OptionRecording& recording) { return recording.is_same ? Which::ranked : Which::all; }

/// Both lists are in the same order, so that one walk finds every figure.
void set_figures(Figures<SharedSeries>& series, std::size_t block, const Figures<Column>& figures,
                 Which which = Which::all) {
  auto now = figures.begin();
  for (const auto& each : series) {
    if (!is_one(each, which)) continue;
    while (now != figures.end() && (now->measure != each.measure || now->subject != each.subject)) ++now;
    const bool known = now != figures.end();
    assert(known);  // a figure is there in every block or in none
    each.value->set(block, known ? now->value : Column(std::numeric_limits<double>::quiet_NaN()));
  }
}

void finish_figures(Figures<SharedSeries>& series, Which which = Which::all) {
  for (const auto& each : series) {
    if (is_one(each, which)) each.value->finish();
  }
}

/// Whether a bill is one line that is to be paid: its amount is the total.
bool amount_is_total(const Bill& bill) { return bill.size() == 1 && is_payable(bill.front()); }

OptionRecording recording_for(const Evaluation& first, std::size_t blocks, const Keeping& keeping) {
  OptionRecording recording;
  recording.figures = series_for(first.figures, blocks, keeping);
  const Retention amounts = keeping.brief ? Retention::sums : Retention::draws;
  const bool alone = amount_is_total(first.bill);
  for (const LineItem& item : first.bill) {
    recording.lines.push_back(
        {item, std::make_shared<Series>(blocks, Retention::sums),
         std::make_shared<Series>(blocks, Retention::sums),
         alone ? recording.figures.at(measures::monthly_cost) : std::make_shared<Series>(blocks, amounts)});
  }
  recording.reasons.resize(blocks);
  recording.keeps_amounts = !alone;
  recording.latency_note = first.latency_note;
  recording.basis = basis_of(first.bill);
  return recording;
}

/// Adds series for what compares an option with others.
void add_ranked(const Evaluation& first, std::size_t blocks, const Keeping& keeping,
                OptionRecording& recording) {
  Figures<Column> ranked = first.figures;
  ranked.erase_if([](const auto& figure) { return !is_ranked(*figure.measure); });
  const Figures<SharedSeries> own = series_for(ranked, blocks, keeping);
  for (const auto& each : own) {
    if (each.same_as == nullptr) recording.figures.put(*each.measure, each.value, each.subject);
  }
  for (const auto& each : own) {
    if (each.same_as != nullptr) recording.figures.put_same(*each.measure, *each.same_as, each.subject);
  }
}

/// The same option of another study, with series of its own for what compares it with others.
OptionRecording recording_with(const OptionRecording& other, const Evaluation& first, std::size_t blocks,
                               const Keeping& keeping) {
  OptionRecording recording = other;
  recording.is_same = true;
  recording.figures.erase_if([](const auto& figure) { return is_ranked(*figure.measure); });
  add_ranked(first, blocks, keeping, recording);
  return recording;
}

void set_option(OptionRecording& recording, std::size_t block, const Evaluation& evaluation) {
  set_figures(recording.figures, block, evaluation.figures, set_here(recording));
  recording.reasons[block] = evaluation.reason;
  if (recording.is_same) return;
  for (std::size_t i = 0; i < recording.lines.size(); ++i) {
    const LineItem& item = evaluation.bill[i];
    recording.lines[i].quantity->set(block, item.quantity);
    recording.lines[i].unit_price->set(block, item.unit_price_usd);
    if (recording.keeps_amounts) recording.lines[i].amount->set(block, evaluation.amounts[i].base_units());
  }
}

void finish_option(OptionRecording& recording) {
  const auto said = std::find_if(recording.reasons.begin(), recording.reasons.end(),
                                 [](const std::string& reason) { return !reason.empty(); });
  if (said != recording.reasons.end()) recording.reason = *said;
  finish_figures(recording.figures, set_here(recording));
  if (recording.is_same) return;
  for (OptionRecording::Line& each : recording.lines) {
    each.quantity->finish();
    each.unit_price->finish();
    if (recording.keeps_amounts) each.amount->finish();
  }
}

std::size_t of_draws(const Figures<SharedSeries>& series, const Keeping& keeping) {
  std::size_t count = 0;
  for (const auto& each : series) {
    if (each.same_as == nullptr && kept(*each.measure, each.subject, keeping) == Retention::draws) ++count;
  }
  return count;
}

}  // namespace

bool is_brief(const Measure& measure, const Subject& subject) {
  return subject.month != Subject::all || measure.is_ratio() || measure.topic == Topic::latency ||
         (measure.topic == Topic::fleet && &measure != measures::bought.row) ||
         &measure == measures::damage.row;
}

Recording::Recording(std::size_t blocks, const Figures<Column>& demand_figures,
                     const std::vector<Evaluation>& first, const Settings& settings,
                     const std::vector<const OptionRecording*>& same)
    : keeping{settings.brief, settings.masks}, demand(series_for(demand_figures, blocks, keeping)) {
  for (std::size_t i = 0; i < first.size(); ++i) {
    const OptionRecording* other = same.empty() ? nullptr : same[i];
    options.push_back(other != nullptr ? recording_with(*other, first[i], blocks, keeping)
                                       : recording_for(first[i], blocks, keeping));
  }
}

void Recording::set(std::size_t block, const Figures<Column>& demand_figures,
                    const std::vector<Evaluation>& evaluations) {
  set_figures(demand, block, demand_figures);
  for (std::size_t i = 0; i < options.size(); ++i) set_option(options[i], block, evaluations[i]);
}

void Recording::finish() {
  finish_figures(demand);
  for (OptionRecording& option : options) finish_option(option);
}

void Recording::begin(std::size_t option, std::size_t blocks, const Evaluation& first) {
  if (options.size() <= option) options.resize(option + 1);
  options[option] = recording_for(first, blocks, keeping);
}

void Recording::set(std::size_t option, std::size_t block, const Evaluation& evaluation) {
  set_option(options[option], block, evaluation);
}

void Recording::finish(std::size_t option) { finish_option(options[option]); }

void Recording::set_demand(std::size_t block, const Figures<Column>& figures) {
  set_figures(demand, block, figures);
}

void Recording::finish_demand() { finish_figures(demand); }

void Recording::begin_ranked(std::size_t blocks, const std::vector<Evaluation>& first) {
  for (std::size_t i = 0; i < options.size(); ++i) add_ranked(first[i], blocks, keeping, options[i]);
}

void Recording::set_ranked(std::size_t block, const std::vector<Evaluation>& ranked) {
  for (std::size_t i = 0; i < options.size(); ++i)
    set_figures(options[i].figures, block, ranked[i].figures, Which::ranked);
}

void Recording::finish_ranked() {
  for (OptionRecording& option : options) finish_figures(option.figures, Which::ranked);
}

std::size_t Recording::series_of_draws() const {
  std::size_t count = of_draws(demand, keeping);
  for (const OptionRecording& option : options)
    count += of_draws(option.figures, keeping) +
             (option.keeps_amounts && !keeping.brief ? option.lines.size() : 0);
  return count;
}

}  // namespace llmtco
