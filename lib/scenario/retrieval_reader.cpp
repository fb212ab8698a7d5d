#include "scenario/retrieval_reader.h"

#include <fmt/format.h>

#include "scenario/forms.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr int most_passages = 1000;

/// The measured recall, whose passages ascend and whose shares do not fall; no list is empty.
std::vector<Retrieval::Recall> read_recall(const Place& found, Inputs& inputs) {
  std::vector<Retrieval::Recall> recall;
  const auto error = [&](const Node& node, const std::string& message, const char* hint) {
    inputs.diagnostics().error(node.location(), message + at_path(node), hint);
  };
  for (const Place& point : found.children()) {
    const Place passages = point.at("passages"), share = point.at("share");
    const Retrieval::Recall next{static_cast<int>(inputs.known_number(passages)),
                                 inputs.number<double>(share)};
    if (!recall.empty() && next.passages <= recall.back().passages)
      error(passages.node(),
            fmt::format("the passages of the points must ascend: {} stands behind {}", next.passages,
                        recall.back().passages),
            "order the points from few passages to many");
    if (!recall.empty() && next.share.constant < recall.back().share.constant)
      error(share.node(),
            fmt::format("more passages hold no less: {:.6g} % behind {:.6g} %", 100 * next.share.constant,
                        100 * recall.back().share.constant),
            "a point is the share of tasks whose first so many passages hold what the answer needs");
    recall.push_back(next);
  }
  return recall;
}

FormPtr retrieval_form() {
  using namespace forms;
  const auto point = mapping(
      "a point of the recall",
      {{"passages", form(NumberForm{.low = 1, .high = most_passages, .certain = true, .whole = true}),
        required, "so many are looked up"},
       {"share", fixed_share(), required, "of the tasks, whose passages then hold what the answer needs"}});
  return mapping(
      "a retrieval",
      {{"passages", plain(0, most_passages), required,
        "read by a task's first call beside input_tokens, and again by the later calls of a loop"},
       {"tokens_each", amount<TokensPerRequest>(), required,
        "of a passage, of the same kind of text as input_tokens"},
       {"found", form(ListForm{point}), required,
        "measured: share of the tasks whose passages hold what the answer needs, by their number; straight "
        "lines over log2(1 + passages) between the points, none of no passages"},
       {"right_without", share(), optional,
        "of the answers that would be right, those that are although what they need was not found; none if "
        "absent"},
       {"distraction", share(), optional,
        "of right answers, lost for each 1,000 retrieved tokens; none if absent"}});
}

}  // namespace

std::vector<Field> retrieval_fields() {
  return {{"retrieval", retrieval_form(), forms::optional,
           "passages that are looked up for a task, and how often they hold what its answer needs; none if "
           "absent"}};
}

std::optional<Retrieval> read_retrieval(const Place& requests, Inputs& inputs) {
  const auto place = requests.find("retrieval");
  if (!place) return std::nullopt;
  return Retrieval{
      .passages = inputs.number<double>(place->at("passages")),
      .tokens_each = inputs.number<TokensPerRequest>(place->at("tokens_each")),
      .found = read_recall(place->at("found"), inputs),
      .right_without = inputs.number(
          *place, "right_without", 0.0, "answers are wrong where the passages do not hold what they need",
          {{instead(0.3, "30 % of them right all the same"), instead(0.6, "60 %")}}),
      .distraction =
          inputs.number(*place, "distraction", 0.0, "passages that are not needed lead to no wrong answer",
                        {{instead(0.005, "0.5 % of right answers lost for each 1,000 tokens of them"),
                          instead(0.02, "2 %")}})};
}

}  // namespace llmtco
