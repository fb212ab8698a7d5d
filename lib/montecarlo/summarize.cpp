#include "montecarlo/summarize.h"

#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "host/parallel.h"
#include "measures/list.h"
#include "montecarlo/ranking.h"
#include "montecarlo/result_words.h"
#include "stats/tail.h"

namespace llmtco {
namespace {

/// A cost over what there is nothing of in some draw is no number there, and has no mean.
/// A month that never comes, or a rate that there is none of, is no number either.
bool is_defined(const Ratio& ratio) {
  return ratio.under == nullptr ? !has_missing(*ratio.over) : all_positive(*ratio.under);
}

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Summary undefined{
    {nan, nan, nan}, {nan, nan, nan}, {nan, nan, nan}, {nan, nan, nan}, {nan, nan, nan}};

/// Sums up series: says what is wanted, and where it goes, before any of it is computed, so that threads may
/// share the work and what is wanted twice is done once.
class Summarizer {
 public:
  /// In brief the mean alone.
  void add(Summary& place, const Ratio& ratio, bool brief) {
    const auto [found, is_first] = first_.try_emplace({ratio.over, ratio.under}, &place);
    if (is_first) {
      wanted_.push_back({&place, ratio, brief});
    } else {
      same_.push_back({&place, found->second});
    }
  }

  void run(const Part& part) {
    if (part.hints != nullptr) part.hints->figures.resize(wanted_.size());
    parallel_for(part.pool, wanted_.size(), [&](std::size_t i, std::size_t) {
      const Wanted& wanted = wanted_[i];
      if (!is_defined(wanted.ratio)) {
        *wanted.place = undefined;
      } else if (wanted.brief) {
        *wanted.place = mean_of(wanted.ratio, part.replicates);
      } else {
        *wanted.place = llmtco::summarize(wanted.ratio, part.replicates,
                                          part.hints == nullptr ? nullptr : &part.hints->figures[i]);
      }
    });
    for (const Same& same : same_) *same.place = *same.other;
  }

 private:
  struct Wanted {
    Summary* place;
    Ratio ratio;
    bool brief;
  };
  static Statistics mean_of(const Ratio& ratio, std::size_t replicates) {
    return {ratio.under == nullptr ? mean_estimate(*ratio.over, replicates)
                                   : mean_estimate(quotient(*ratio.over, *ratio.under), replicates),
            Reduction::mean};
  }
  struct Same {
    Summary* place;
    const Summary* other;
  };
  std::map<std::pair<const Series*, const Series*>, const Summary*> first_;
  std::vector<Wanted> wanted_;
  std::vector<Same> same_;
};

/// The series a figure is computed from: its own, or the two that it is the ratio of, of which the lower may
/// be the demand's. Without `over` where one of them is unknown.
Ratio series_of(const Measure& measure, const Subject& subject, const Figures<SharedSeries>& own,
                const Figures<SharedSeries>& demand) {
  const auto find = [&](const Measure& wanted) -> const Series* {
    for (const auto* figures : {&own, &demand}) {
      if (const SharedSeries* series = figures->find(wanted, subject)) return series->get();
    }
    return nullptr;
  };
  if (!measure.is_ratio()) return {find(measure)};
  const Series *over = find(*measures::find(measure.over)), *under = find(*measures::find(measure.under));
  if (over == nullptr || under == nullptr) return {nullptr};
  return {over, under};
}

/// Series of an option, or of the demand, in a recording.
struct FiguresOf {
  const Figures<SharedSeries>& own;
  const Recording& recording;
  bool ranked_alone = false;  ///< what compares it with others, and nothing else
};

/// Sums up all that is reported of an option's series, or of the demand's: of the average month and all
/// requests, and of every class and month there are series of.
void add_figures(const FiguresOf& of, const Part& part, Summarizer& sums, Figures<Statistics>& result) {
  const Figures<SharedSeries>&own = of.own, &demand = of.recording.demand;
  std::vector<Ratio> sources;
  for (const Subject& subject : own.subjects()) {
    for (const Measure& measure : measures::all) {
      if (!measure.is_reported() || (measure.topic == Topic::demand) != (&own == &demand)) continue;
      if (of.ranked_alone && !is_ranked(measure)) continue;
      if (measure.is_ratio() && subject.month != Subject::all) continue;  // no unit costs of single months
      const Ratio source = series_of(measure, subject, own, demand);
      if (source.over == nullptr) continue;
      result.put(measure, {}, subject);
      sources.push_back(source);
    }
  }
  auto source = sources.begin();  // subjects and measures are in the order of `result`
  for (auto& figure : result) {
    const Ratio& series = *source++;
    switch (figure.measure->reduction) {
      case Reduction::summary: {
        const bool brief = of.recording.keeping.brief && is_brief(*figure.measure, figure.subject);
        if (brief) figure.value.reduction = Reduction::mean;
        sums.add(figure.value, series, brief);
        break;
      }
      case Reduction::mean:
        figure.value = {mean_estimate(*series.over, part.replicates), Reduction::mean};
        break;
      case Reduction::share:
        figure.value = {proportion(*series.over, part.replicates), Reduction::share};
        break;
      case Reduction::p99:
        figure.value = {exceeded_by_worst(*series.over, worst_share, part.replicates), Reduction::p99};
        break;
      case Reduction::worst:
        figure.value = {mean_of_worst(*series.over, worst_share, part.replicates), Reduction::worst};
        break;
    }
  }
}

std::optional<double> discount_of(const LineItem& line) {
  if (!line.discount.is_constant()) return std::nullopt;
  return line.discount.constant();
}

LineResult line_result(const OptionRecording::Line& line, const Part& part, bool several_classes) {
  return {.item = display_text(line.item.item, line.item.labels, several_classes),
          .id = line.item.item,
          .labels = line.item.labels,
          .type = line.item.type,
          .behaviour = line.item.behaviour,
          .quantity = mean_estimate(*line.quantity, part.replicates),
          .quantity_unit = line.item.quantity_unit,
          .unit_price_usd = mean_estimate(*line.unit_price, part.replicates),
          .discount = discount_of(line.item),
          .monthly_usd = {},
          .source = line.item.source};
}

/// How lines are told.
struct LinesWanted {
  const Part& part;
  bool several_classes, brief;
};

/// Appends the lines of the bill, and those of capital when it is paid.
void add_lines(const OptionRecording& recording, const LinesWanted& wanted, Summarizer& sums,
               OptionResult& option) {
  std::vector<const OptionRecording::Line*> bill, cash;
  for (const OptionRecording::Line& line : recording.lines)
    (line.item.type == CostType::purchase ? cash : bill).push_back(&line);
  const auto add = [&](const std::vector<const OptionRecording::Line*>& from, std::vector<LineResult>& to) {
    to.reserve(from.size());  // sums go to its places
    for (const OptionRecording::Line* line : from) {
      to.push_back(line_result(*line, wanted.part, wanted.several_classes));
      sums.add(to.back().monthly_usd, Ratio{line->amount.get()}, wanted.brief);
    }
  };
  add(bill, option.lines);
  add(cash, option.cash);
}

/// What is summed up already.
void take_over(const OptionResult& summed, OptionResult& option) {
  option.figures = summed.figures;
  option.lines = summed.lines;
  option.cash = summed.cash;
}

/// Fills in places of a result, which stays where it is until all is summed up.
void add_sums(const Study& study, const Recording& recording, const Part& part, Summarizer& sums,
              Result& result) {
  add_figures({recording.demand, recording}, part, sums, result.demand);
  for (std::size_t i = 0; i < study.options.size(); ++i) {
    OptionResult& option = result.options[i];
    if (const auto& summed = recording.options[i].summed) {
      take_over(*summed, option);
      Figures<Statistics> ranked;
      add_figures({recording.options[i].figures, recording, true}, part, sums, ranked);
      for (const auto& figure : ranked) option.figures.put(*figure.measure, figure.value, figure.subject);
      continue;
    }
    add_figures({recording.options[i].figures, recording}, part, sums, option.figures);
    add_lines(recording.options[i], {part, result.classes.size() > 1, recording.keeping.brief}, sums, option);
  }
}

}  // namespace

bool may_be_undefined(const Measure& measure) {
  return measure.is_ratio() || measure.topic == Topic::finance || measure.topic == Topic::business;
}

void sum_up(const Study& study, Recording& recording, std::size_t option, Part part,
            const std::vector<const Measure*>& kept) {
  OptionRecording& own = recording.options[option];
  const auto result = std::make_shared<OptionResult>();
  part.pool = nullptr;
  Summarizer sums;
  add_figures({own.figures, recording}, part, sums, result->figures);
  const bool several = study.demand.workload.classes.size() > 1;
  add_lines(own, {part, several, recording.keeping.brief}, sums, *result);
  sums.run(part);
  own.summed = result;
  own.lines = {};
  own.figures.erase_if([&](const auto& figure) {
    return figure.subject != Subject{} || std::find(kept.begin(), kept.end(), figure.measure) == kept.end();
  });
}

void take_out_undefined(Result& result) {
  for (OptionResult& option : result.options) {
    option.figures.erase_if([](const auto& figure) {
      return may_be_undefined(*figure.measure) && std::isnan(figure.value.mean.value);
    });
  }
}

std::vector<Result> summarize(const std::vector<const Study*>& studies,
                              const std::vector<Recording>& recordings, const Part& part) {
  Summarizer sums;
  std::vector<Result> results;
  for (std::size_t s = 0; s < studies.size(); ++s) results.push_back(words_of(*studies[s], recordings[s]));
  for (std::size_t s = 0; s < studies.size(); ++s)
    add_sums(*studies[s], recordings[s], part, sums, results[s]);
  sums.run(part);
  return results;
}

}  // namespace llmtco
