#include "gate/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "gate/bill_gates.h"
#include "gate/question.h"
#include "gate/t_test.h"
#include "measures/list.h"
#include "montecarlo/memory_need.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/diagnostics.h"
#include "text/listed.h"

namespace llmtco {
namespace {

using detail::Asked;
using Kind = GateSubject::Kind;

/// One run of both studies.
struct Evaluated {
  CheckResult result;
  std::vector<Asked> asked;
  std::unique_ptr<WatchedDraws> watched;
  SamplingPlan plan;
};

bool needs_details(const CheckedStudies& what) {
  return std::any_of(what.gates.begin(), what.gates.end(),
                     [](const Gate& gate) { return !gate.subject.request_class.empty(); });
}

/// Runs both studies and watches what the gates ask for. The best options are those of the answers of `before`, or not
/// known yet.
Evaluated evaluated(const CheckedStudies& what, const Settings& settings, const detail::Answers& best) {
  const std::vector<const Study*> studies = what.studies();
  std::vector<Asked> asked = detail::asked_of(what);
  std::vector<WantedDraws> wanted = detail::wanted_for(what, best, asked);
  require_watched(studies, settings, wanted.size());
  Evaluated all{.result = {},
                .asked = std::move(asked),
                .watched = std::make_unique<WatchedDraws>(studies, std::move(wanted)),
                .plan = plan_for(settings.method, settings.draws)};
  all.watched->begin(all.plan);
  RunResult ran =
      run({.studies = studies, .watch = [&](const SeenDraws& draws) { all.watched->see(draws); }}, settings);
  all.result.candidate = std::move(ran.results.back());
  if (what.base != nullptr) all.result.base = std::move(ran.results.front());
  all.result.draws = all.plan.draws();
  all.result.option = what.option;
  return all;
}

/// Where the answers are others than were watched, everything is run again: a gate on the best option asks for them.
Evaluated with_best(const CheckedStudies& what, const Settings& settings, detail::Answers& best) {
  Evaluated all = evaluated(what, settings, best);
  const detail::Answers now{all.result.base ? all.result.base->answer.best : "",
                            all.result.candidate.answer.best};
  const bool other = now.base != best.base || now.candidate != best.candidate;
  const bool asked = std::any_of(what.gates.begin(), what.gates.end(),
                                 [](const Gate& gate) { return gate.subject.of_best; });
  best = now;
  return other && asked ? evaluated(what, settings, best) : std::move(all);
}

/// Whether the answer is another, and how sure that is: of the candidate the new answer less the old one.
Finding best_finding(const Asked& asked, const CheckResult& result, double level) {
  const std::string &before = result.base->answer.best, &after = result.candidate.answer.best;
  Finding finding{.gate = *asked.gate, .option = after};
  if (before == after) {
    finding.reason = after.empty() ? "nothing is in the race, as before" : "best stays " + after;
    return finding;
  }
  finding.verdict = Verdict::fail;
  finding.reason = before.empty()  ? fmt::format("best becomes {}, where nothing was in the race", after)
                   : after.empty() ? fmt::format("nothing is in the race any more; {} was best", before)
                                   : fmt::format("best becomes {}, in place of {}", after, before);
  const Answer& answer = result.candidate.answer;
  if (answer.runner_up != before || before.empty()) return finding;
  const Estimate& lead = answer.difference_usd.mean;
  // The interval at hand is one of 90 %; wider by what a smaller level asks of as many replicates.
  const std::size_t degrees = 7;  // of the fewest replicates there are
  const double wider = student_quantile(level, degrees) / student_quantile(0.05, degrees);
  if (lead.value + wider * lead.half_width() >= 0) finding.verdict = Verdict::inconclusive;
  return finding;
}

/// What a gate on the bill itself finds in one, and what is to be said of it.
struct OfBill {
  double value;
  std::string words;
};

OfBill of_bill(const Gate& gate, const Study& study, const OptionResult& option,
               const std::vector<SeenLine>& bill, const Date& today) {
  if (gate.subject.kind == Kind::price_age) {
    const auto age = detail::price_age(study, bill, today);
    return {static_cast<double>(age.value_or(0)), age ? "" : "no price of the catalogue"};
  }
  const auto words = detail::unpriced(study, bill, option);
  return {static_cast<double>(words.size()), listed(words)};
}

/// The option that a gate is on, of one of the results; null where it has none.
const OptionResult* option_of(const Asked& asked, const Result& result) {
  return result.option(asked.gate->subject.of_best ? result.answer.best : asked.option);
}

/// Gates on the bill itself, which no draw moves. Requires a candidate that has the option.
Finding bill_finding(const Asked& asked, const CheckedStudies& what, const Evaluated& all,
                     const Date& today) {
  const OptionResult& option = *option_of(asked, all.result.candidate);
  const OptionResult* base = all.result.base ? option_of(asked, *all.result.base) : nullptr;
  Finding finding{.gate = *asked.gate, .option = option.name};
  const auto now = of_bill(*asked.gate, *what.candidate, option,
                           all.watched->lines(what.candidate_place(), option.name), today);
  finding.reason = now.words;
  if (base != nullptr)
    finding.base = of_bill(*asked.gate, *what.base, *base, all.watched->lines(0, base->name), today).value;
  const std::vector<double> after(2, now.value), before(2, finding.base.value_or(0));
  const Held held(*asked.gate, {.base = finding.base ? std::optional(std::span(before)) : std::nullopt,
                                .candidate = std::span(after),
                                .replicates = 2,
                                .budget = std::nullopt});
  finding.verdict = held.p_broken() < held.p_kept() ? Verdict::fail : Verdict::pass;
  finding.candidate = now.value;
  finding.measured = held.measured(0.5);
  finding.difference = held.difference(0.5);
  finding.limit = held.limit();
  return finding;
}

/// A finding that draws decide, before it is known how strictly.
struct Open {
  std::size_t finding;
  Held held;
};

std::optional<double> budget_of(const Study& study) {
  if (!study.budget) return std::nullopt;
  return (*study.budget * month).base_units();
}

/// Why there are no draws to hold a gate against; empty where there are.
std::string missing(const Asked& asked, const Evaluated& all, bool& broken) {
  const bool now = asked.candidate && all.watched->draws(*asked.candidate);
  const bool then = asked.base && all.watched->draws(*asked.base);
  const bool is_line = !asked.gate->subject.item.empty();
  broken = !now && (then || (asked.by_name && !asked.gate->implied));
  if (!now)
    return then      ? (is_line ? "the line is gone" : "unknown, and was known in the base")
           : is_line ? "there is no such line"
                     : "unknown";
  if (asked.gate->needs_base() && !then) return is_line ? "the line is new" : "unknown in the base";
  return "";
}

class Findings {
 public:
  Findings(const CheckedStudies& what, const CheckSettings& settings, Evaluated& all)
      : what_(what), settings_(settings), all_(all) {}

  void find() {
    const double least = settings_.alpha / static_cast<double>(std::max<std::size_t>(all_.asked.size(), 1));
    for (const Asked& asked : all_.asked) add(asked, least);
    decide();
    all_.result.alpha = settings_.alpha;
  }

 private:
  void add(const Asked& asked, double least) {
    CheckResult& result = all_.result;
    if (asked.gate->subject.kind == Kind::best) {
      result.findings.push_back(best_finding(asked, result, least));
      return;
    }
    detail::Said said = detail::without_draws(asked, what_, result);
    if (said.finding) result.findings.push_back(*said.finding);
    if (!said.note.empty()) result.notes.push_back(said.note);
    if (said.done()) return;
    const bool of_bill =
        asked.gate->subject.kind == Kind::price_age || asked.gate->subject.kind == Kind::unpriced;
    if (of_bill) {
      result.findings.push_back(bill_finding(asked, what_, all_, settings_.today));
      return;
    }
    add_drawn(asked);
  }

  void add_drawn(const Asked& asked) {
    CheckResult& result = all_.result;
    const std::string option = asked.gate->subject.of_best ? result.candidate.answer.best : asked.option;
    bool broken = false;
    const std::string why = missing(asked, all_, broken);
    if (broken) {
      result.findings.push_back(
          {.gate = *asked.gate, .option = option, .verdict = Verdict::fail, .reason = why});
      return;
    }
    if (!why.empty()) {
      result.notes.push_back(fmt::format("{}: {}; {} says nothing of it", displayable(option), why,
                                         displayable(asked.gate->text)));
      return;
    }
    result.findings.push_back({.gate = *asked.gate, .option = option});
    open_.push_back({result.findings.size() - 1,
                     Held(*asked.gate, {.base = asked.base ? all_.watched->draws(*asked.base) : std::nullopt,
                                        .candidate = all_.watched->draws(*asked.candidate),
                                        .replicates = all_.plan.replicates,
                                        .budget = budget_of(*what_.candidate)})});
  }

  /// All at once: a gate is decided in the direction that the draws speak for.
  void decide() {
    std::vector<double> p_values;
    for (const Open& open : open_) p_values.push_back(std::min(open.held.p_broken(), open.held.p_kept()));
    const std::vector<Corrected> corrected = holm(p_values, settings_.alpha);
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const Held& held = open_[i].held;
      Finding& finding = all_.result.findings[open_[i].finding];
      finding.verdict = !corrected[i].significant         ? Verdict::inconclusive
                        : held.p_broken() < held.p_kept() ? Verdict::fail
                                                          : Verdict::pass;
      finding.base = held.base();
      finding.candidate = held.candidate();
      finding.level = corrected[i].level;
      finding.difference = held.difference(finding.level);
      finding.measured = held.measured(finding.level);
      finding.limit = held.limit();
    }
  }

  const CheckedStudies& what_;
  const CheckSettings& settings_;
  Evaluated& all_;
  std::vector<Open> open_;
};

/// A line that no bill of any option has is a mistake of whoever wrote the gate.
void require_lines(const CheckedStudies& what, const Evaluated& all) {
  Diagnostics diagnostics;
  for (const Gate& gate : what.gates) {
    if (gate.subject.item.empty()) continue;
    bool known = false;
    for (const Asked& asked : all.asked)
      known = known || (asked.gate == &gate && ((asked.candidate && all.watched->draws(*asked.candidate)) ||
                                                (asked.base && all.watched->draws(*asked.base))));
    if (known) continue;
    std::vector<std::string> names;
    for (const Option& option : what.candidate->options) {
      for (const SeenLine& line : all.watched->lines(what.candidate_place(), option.name))
        names.push_back(line.text);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const std::string hint = did_you_mean(gate.subject.item, names);
    diagnostics.error(
        gate.place,
        fmt::format("no bill has a line {} in the gate {}", shown(gate.subject.item), shown(gate.text)),
        hint.empty() ? "lines are " + displayable(listed(names)) : hint);
  }
  diagnostics.throw_if_errors();
}

}  // namespace

CheckResult check(const CheckedStudies& what, const CheckSettings& settings) {
  if (what.base != nullptr) require_one(what.base->currency, what.candidate->currency);
  Settings now = settings.run;
  now.masks = true;
  now.details = needs_details(what);
  detail::Answers best;
  while (true) {
    Evaluated all = with_best(what, now, best);
    require_lines(what, all);
    Findings(what, settings, all).find();
    const bool open =
        std::any_of(all.result.findings.begin(), all.result.findings.end(),
                    [](const Finding& finding) { return finding.verdict == Verdict::inconclusive; });
    if (!open || all.plan.draws() * 2 > settings.most_draws) return std::move(all.result);
    now.draws = all.plan.draws() * 2;
  }
}

}  // namespace llmtco
