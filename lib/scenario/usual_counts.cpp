#include "scenario/usual_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "deployment/cheapest_units.h"
#include "random/distribution.h"
#include "scenario/catalogue_counting.h"
#include "scenario/rent_price.h"
#include "scenario/subjects.h"

namespace llmtco {
namespace {

/// Whether nobody says what the tokens of a class are, or how much is thought over it.
bool is_bare(const RequestClass& requests) {
  return requests.text.empty() && requests.reasoning.is_known() &&
         requests.reasoning.constant == TokensPerRequest();
}

/// What the option's model usually does to the bill, in words.
std::string in_words(const CatalogueCounting& model) {
  const std::string effort = model.usual_effort();
  if (model.thinks_at(effort)) {
    const Range<double>& range = *model.habits().thoughts_at(effort);
    return fmt::format("at the usual {:.1f}x of its answers", 1 + mean(interval90(range.low, range.high)));
  }
  return fmt::format("in tokens of its own ({})", model.tokenizer_id());
}

class UsualCounts {
 public:
  UsualCounts(const Sources& sources, const Study& study, Inputs& inputs)
      : sources_(sources),
        study_(std::make_shared<Study>(study)),
        own_(*study_, inputs.folder(), inputs.diagnostics(), std::nullopt) {}

  std::shared_ptr<const Study> made() {
    const std::vector<Place> places = sources_.options.children();
    for (std::size_t i = 0; i < places.size(); ++i) count(places[i], study_->options[i]);
    if (!thinks_ && cut_.size() <= 1) return nullptr;
    reserve_cheapest(*study_);  // of more tokens
    decide_units(study_->demand, study_->variables, study_->options);
    return study_;
  }

 private:
  void count(const Place& place, Option& option) {
    if (!option.counting.empty()) return;  // its author says it
    CatalogueCounting model(model_text(place), sources_.catalog, own_, option);
    if (model.model().empty()) return;
    const std::string effort = model.usual_effort();
    const bool thinks = model.thinks_at(effort);
    thinks_ = thinks_ || thinks;
    if (model.has_tokenizer()) cut_.insert(model.tokenizer_id());
    if (!thinks && !model.has_tokenizer()) return;
    option.counted = in_words(model);
    for (const RequestClass& requests : study_->demand.workload.classes) {
      ClassCounting& counting = option.counting.emplace_back();
      if (!is_bare(requests)) continue;
      if (model.has_tokenizer()) counting.input = counting.output = model.tokenizer("prose");
      if (thinks) counting.reasoning = model.thoughts(effort);
      counting.rereads = model.rereads(requests);
    }
  }

  const Sources& sources_;
  std::shared_ptr<Study> study_;
  Inputs own_;
  bool thinks_ = false;
  std::set<std::string> cut_;  ///< tokenizers
};

}  // namespace

std::shared_ptr<const Study> usual_study(const Sources& sources, Inputs& inputs) {
  const Study& study = inputs.study();
  const auto& classes = study.demand.workload.classes;
  if (std::none_of(classes.begin(), classes.end(), is_bare)) return nullptr;
  return UsualCounts(sources, study, inputs).made();
}

}  // namespace llmtco
