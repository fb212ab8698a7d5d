#include "report/csv.h"

#include <fmt/format.h>

#include "montecarlo/differences.h"
#include "report/escape.h"
#include "report/figure_groups.h"
#include "text/currencies.h"

namespace llmtco {
namespace {

const char* const header = "option,metric,basis,unit,mean,p5,p50,p95,mean_error,note\n";

struct Row {
  std::string option, metric, basis, unit, note;
};

/// The unit of a measure; of money the currency of the report.
std::string unit_in(const Measure& measure, const std::string& currency) {
  return measure.unit.text == "USD" ? currency : std::string(measure.unit.text);
}

std::string row(const Row& what, const Summary& value) {
  return fmt::format("{},{},{},{},{},{},{},{},{},{}\n", for_csv(what.option), for_csv(what.metric),
                     what.basis, what.unit, value.mean.value, value.p5.value, value.p50.value,
                     value.p95.value, value.mean.half_width(), for_csv(what.note));
}

std::string row(const Row& what) {
  return fmt::format("{},{},{},{},,,,,,{}\n", for_csv(what.option), for_csv(what.metric), what.basis,
                     what.unit, for_csv(what.note));
}

std::string row(const Row& what, const Estimate& value) {
  return fmt::format("{},{},{},{},{},,,,{},{}\n", for_csv(what.option), for_csv(what.metric), what.basis,
                     what.unit, value.value, value.half_width(), for_csv(what.note));
}

std::string row(const Row& what, const Statistics& value) {
  return value.reduction == Reduction::summary ? row(what, static_cast<const Summary&>(value))
                                               : row(what, value.mean);
}

/// What stands beside the figures of a topic: where they come from.
std::string source_note(const OptionResult& option, Topic topic) {
  if (topic == Topic::accuracy) return option.accuracy_reason;
  if (topic != Topic::latency) return "";
  return option.speed_source + (option.speed_detail.empty() ? "" : ": " + option.speed_detail);
}

/// Why figures of a topic are unknown; nothing for topics whose figures then do not apply.
std::optional<std::string> unknown_note(const OptionResult& option, Topic topic) {
  if (topic == Topic::accuracy) return "unknown: " + option.accuracy_reason;
  if (topic == Topic::latency) return "unknown: " + option.latency_reason;
  return std::nullopt;
}

/// The cost of an option is on the basis that its lines have.
std::string basis_of(const OptionResult& option, const Measure& measure) {
  return std::string(name(&measure == measures::monthly_cost.row ? option.basis : measure.basis));
}

/// The rows of one topic, of all requests in the average month.
std::string topic_rows(const OptionResult& option, Topic topic, const std::string& currency) {
  std::string text;
  for (const FigureGroup& group : groups_of(topic)) {
    bool known = false;
    for (const Measure* measure : group.measures) {
      const Statistics* figure = option.find(*measure);
      known = known || figure != nullptr;
      if (figure != nullptr) {
        text += row({option.name, metric_of(*measure), basis_of(option, *measure),
                     unit_in(*measure, currency), source_note(option, topic)},
                    *figure);
      }
    }
    const auto why = unknown_note(option, topic);
    if (!known && why && !group.measures[0]->only_known)
      text += row({option.name, metric_of(group), "", unit_in(*group.measures[0], currency), *why});
  }
  return text;
}

std::string line_rows(const OptionResult& option, const std::string& currency) {
  std::string text;
  const auto add = [&](const char* of, const LineResult& line) {
    text += row({option.name, of + line.item,
                 fmt::format("{} {}", cost_types.to_text(line.type), cost_behaviours.to_text(line.behaviour)),
                 currency, line.source},
                line.monthly_usd);
  };
  for (const LineResult& line : option.lines) add("line: ", line);
  for (const LineResult& line : option.cash) add("cash: ", line);
  return text;
}

/// The rows of classes and months: `class NAME: metric`, `month 12: metric`.
std::string rows_of_parts(const OptionResult& option, const Result& result) {
  const std::vector<std::string>& classes = result.classes;
  std::string text;
  for (const auto& figure : option.figures) {
    if (figure.subject == Subject{}) continue;
    std::string of;
    if (figure.subject.request_class != Subject::all)
      of += fmt::format("class {}: ", classes.at(static_cast<std::size_t>(figure.subject.request_class)));
    if (figure.subject.month != Subject::all) of += fmt::format("month {}: ", figure.subject.month + 1);
    text += row({option.name, of + metric_of(*figure.measure), basis_of(option, *figure.measure),
                 unit_in(*figure.measure, result.currency), ""},
                figure.value);
  }
  return text;
}

/// "misses its limits: ..."
std::string standing_text(const OptionResult& option) {
  const std::string standing(standings.to_text(option.standing));
  return option.standing_reason.empty() ? standing : standing + ": " + option.standing_reason;
}

/// What is said of the run as a whole, in rows of no option.
std::string rows_of_run(const Result& result) {
  const auto exact = [](double value) { return Estimate{value, value, value}; };
  std::string text;
  if (result.currency != dollars_code)
    text += row({"", "currency", "", "",
                 fmt::format("{}, rate of {}{}{}", result.currency, result.rate_as_of,
                             result.rate_source.empty() ? "" : ", ", result.rate_source)});
  text += row({"", "seed", "", "", ""}, exact(static_cast<double>(result.seed)));
  text += row({"", "draws", "", "", ""}, exact(static_cast<double>(result.draws)));
  for (const FigureGroup& group : groups_of(Topic::demand)) {
    for (const Measure* measure : group.measures) {
      if (const Statistics* figure = result.demand.find(*measure))
        text += row({"", metric_of(*measure), "", std::string(measure->unit.text), ""}, *figure);
    }
  }
  const Answer& answer = result.answer;
  text += row({"", "objective", "", "", std::string(objectives.to_text(answer.objective))});
  text += row({"", "best", "", "", answer.best});
  if (!answer.best.empty()) text += row({"", "p_best", "", "", ""}, answer.p_best);
  text += row({"", "runner_up", "", "", answer.runner_up});
  if (answer.runner_up.empty()) return text;
  text += row({"", "difference", "", result.currency, "best less runner-up"}, answer.difference_usd);
  return text + row({"", "p_below", "", "", ""}, answer.p_below);
}

std::string rows(const OptionResult& option, const Result& result) {
  if (!option.feasible) return row({option.name, "feasible", "", "", "not feasible: " + option.reason});
  std::string text = row({option.name, "standing", "", "", standing_text(option)});
  for (const Topic topic : option_topics) {
    if (topic == Topic::feasibility) continue;
    text += topic_rows(option, topic, result.currency);
    if (topic == Topic::cost) text += line_rows(option, result.currency);
  }
  return text + rows_of_parts(option, result);
}

/// The changes of one option; an option without the first of them is one row with the reason.
std::string rows(const OptionDifference& option, const std::string& currency) {
  const auto what = [&](const Measure& measure, const char* ending, const std::string& note) {
    return Row{option.name, metric_of(measure) + ending, note.empty() ? std::string(name(measure.basis)) : "",
               unit_in(measure, currency), note};
  };
  std::string text;
  for (const Compared& each : shown_changes) {
    const Statistics* change = option.changes.find(*each.measure);
    if (change != nullptr) text += row(what(*each.measure, "_difference", ""), *change);
    if (change == nullptr && &each == std::begin(shown_changes))
      return row(what(*each.measure, "_difference", option.reason));
    if (const Estimate* relative = option.relative.find(*each.measure))
      text += row({option.name, metric_of(*each.measure) + "_relative", "", "", ""}, *relative);
  }
  return text;
}

}  // namespace

std::string to_csv(const Result& result) {
  std::string text = header + rows_of_run(result);
  for (const OptionResult& option : result.options) text += rows(option, result);
  return text;
}

std::string to_csv(const OptionComparison& comparison) {
  const std::vector<OptionResult>& options = comparison.result.options;
  const std::string who = options[comparison.a].name + " less " + options[comparison.b].name;
  std::string text = header;
  for (const auto& figure : comparison.contest.difference) {
    const Measure& measure = *figure.measure;
    const std::string metric = metric_of(measure);
    text += row({who, metric + "_difference", std::string(name(measure.basis)),
                 unit_in(measure, comparison.result.currency), ""},
                figure.value);
    text += row({who, metric + "_p_below", "", "", ""}, comparison.contest.below.at(measure));
  }
  return text;
}

std::string to_csv(const ScenarioComparison& comparison) {
  std::string text = header;
  for (const OptionDifference& option : comparison.options) text += rows(option, comparison.base.currency);
  return text;
}

}  // namespace llmtco
