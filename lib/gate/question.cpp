#include "gate/question.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/characters.h"

namespace llmtco::detail {
namespace {

using Kind = GateSubject::Kind;

bool has_option(const Study* study, const std::string& name) {
  return study != nullptr && place_of(name, study->options).has_value();
}

Finding finding_of(const Asked& asked, Verdict verdict, std::string reason) {
  return {.gate = *asked.gate, .option = asked.option, .verdict = verdict, .reason = std::move(reason)};
}

bool can_serve(const Result* result, const std::string& option) {
  const OptionResult* found = result == nullptr ? nullptr : result->option(option);
  return found != nullptr && found->feasible;
}

}  // namespace

std::vector<Asked> asked_of(const CheckedStudies& what) {
  std::vector<Asked> all;
  for (const Gate& gate : what.gates) {
    const GateSubject& subject = gate.subject;
    if (subject.kind == Kind::best || subject.of_best) {
      all.push_back({&gate, "", true});
    } else if (!subject.option.empty() || !what.option.empty()) {
      all.push_back({&gate, subject.option.empty() ? what.option : subject.option, true});
    } else {
      for (const Option& option : what.candidate->options) {
        if (!option.yardstick) all.push_back({&gate, option.name, false});
      }
      for (const Option& option : what.base == nullptr ? std::vector<Option>() : what.base->options) {
        if (!option.yardstick && !has_option(what.candidate, option.name))
          all.push_back({&gate, option.name, false});
      }
    }
  }
  return all;
}

std::vector<WantedDraws> wanted_for(const CheckedStudies& what, const Answers& answers,
                                    std::vector<Asked>& asked) {
  std::vector<WantedDraws> wanted;
  const auto watch = [&](std::size_t study, const std::string& option, const GateSubject& subject) {
    wanted.push_back({.study = study, .option = option, .subject = subject});
    return wanted.size() - 1;
  };
  for (Asked& each : asked) {
    const GateSubject& subject = each.gate->subject;
    if (subject.kind != Kind::figure && subject.kind != Kind::probability) continue;
    const std::string& now = subject.of_best ? answers.candidate : each.option;
    const std::string& then = subject.of_best ? answers.base : each.option;
    if (has_option(what.candidate, now)) each.candidate = watch(what.candidate_place(), now, subject);
    if (has_option(what.base, then)) each.base = watch(0, then, subject);
  }
  return wanted;
}

Said without_draws(const Asked& asked, const CheckedStudies& what, const CheckResult& so_far) {
  const std::string& name = asked.gate->subject.of_best ? so_far.candidate.answer.best : asked.option;
  const std::string gate = displayable(asked.gate->text), option = displayable(name);
  if (name.empty()) return {.finding = finding_of(asked, Verdict::fail, "nothing is in the race")};
  if (!has_option(what.candidate, name)) {
    if (asked.by_name) return {.finding = finding_of(asked, Verdict::fail, "the option is gone")};
    return {.note = fmt::format("{}: gone; {} says nothing of it", option, gate)};
  }
  const Result* base = so_far.base ? &*so_far.base : nullptr;
  const bool could = can_serve(base, name), can = can_serve(&so_far.candidate, name);
  if (!can) {
    const OptionResult& found = *so_far.candidate.option(name);
    if (could || asked.by_name)
      return {.finding =
                  finding_of(asked, Verdict::fail,
                             fmt::format("cannot serve{}: {}", could ? " any more" : "", found.reason))};
    return {.note = fmt::format("{}: cannot serve; {} says nothing of it", option, gate)};
  }
  if (!asked.gate->needs_base() || asked.gate->subject.of_best) return {};
  if (!has_option(what.base, name))
    return {.note = fmt::format("{}: new; {} says nothing of it", option, gate)};
  if (!could)
    return {.note = fmt::format("{}: could not serve in the base; {} says nothing of it", option, gate)};
  return {};
}

}  // namespace llmtco::detail
