#include "scenario/agent_steps_reader.h"

#include <fmt/format.h>

#include "scenario/forms.h"
#include "text/listed.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr double most_calls_of_all = 10'000;  ///< what a scenario may write as calls of a task

bool is_nothing_at_all(const Uncertain<double>& share) { return share.is_known() && share.constant == 0; }

AgentSteps read_chances(const Place& steps, Inputs& inputs) {
  AgentSteps all;
  all.noticed = inputs.number(steps, "noticed", 0.0, "no step of an agent that fails is noticed",
                              {{instead(0.5, "half of them are"), instead(0.9, "90 % of them are")}});
  const bool nothing_noticed = is_nothing_at_all(all.noticed);
  const Instead others = nothing_noticed ? std::vector<Alternative>()
                                         : std::vector<Alternative>{instead(0.5, "half of them are"),
                                                                    instead(0.9, "90 % of them are")};
  all.recovery = inputs.number(steps, "recovery", 0.0,
                               "no failure that is noticed is put right by its call made once more", others);
  const auto recovery = steps.find("recovery");
  if (!recovery || !nothing_noticed) return all;
  if (!steps.has("noticed")) {
    inputs.diagnostics().error(
        recovery->node().key_location(),
        fmt::format("`recovery` is of failures that are noticed, and no `noticed` is given{}",
                    at_path(recovery->node())),
        "say what share is, as `noticed: 70%`");
  } else {
    inputs.diagnostics().warning(recovery->node().key_location(),
                                 fmt::format("no failure is noticed, so that `recovery` changes nothing{}",
                                             at_path(recovery->node())));
  }
  return all;
}

}  // namespace

std::vector<Field> loop_end_fields() {
  using namespace forms;
  return {{"most_calls", plain(1, most_calls_of_all), optional,
           "the loop is cut there: tasks that need more end without success"},
          {"steps",
           mapping("the steps of a loop",
                   {{"noticed", share(), optional, "share of failed steps that are noticed; none if absent"},
                    {"recovery", share(), optional,
                     "share of those that their call, made once more, puts right; the others end the task "
                     "there; none if absent"}}),
           optional, "accuracy is that of a step, a call, in place of that of a task"}};
}

void read_loop_end(const Place& agent, Inputs& inputs, AgentLoop& loop) {
  if (const auto most = agent.find("most_calls")) loop.most_calls = inputs.number<double>(*most);
  if (const auto steps = agent.find("steps")) loop.steps = read_chances(*steps, inputs);
}

void note_steps(Inputs& inputs, Option& option) {
  if (option.answers.by_class.empty()) return;
  std::vector<std::string> names;
  for (const RequestClass& requests : inputs.study().demand.workload.classes) {
    if (requests.agent.steps) names.push_back(requests.name);
  }
  if (!names.empty()) option.answers.note += fmt::format("; of {}, that of a step", listed(names));
}

}  // namespace llmtco
