#include "scenario/catalogue_counting.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/model_name.h"

namespace llmtco {
namespace {

/// Nine draws of ten lie between the ends.
Uncertain<double> interval(const std::string& name, const Range<double>& range, Origin from, Inputs& inputs) {
  return inputs.study().variables.uncertain<double>(name, interval90(range.low, range.high),
                                                    inputs.origin(std::move(from)));
}

}  // namespace

CatalogueCounting::CatalogueCounting(const std::string& model, const Catalog& catalog, Inputs& inputs,
                                     Option& option)
    : inputs_(inputs), option_(option) {
  if (model.empty()) return;
  model_ = model_name(catalog, model);
  tokenizer_ = catalog.tokenizer_of(model_);
  unknown_ = std::get<Tokenizer>(catalog.tokenizer("unknown"));
  habits_ = catalog.answers_of(model_);
  any_ = std::get<AnswerHabits>(catalog.answer_habits("unknown"));
}

Uncertain<double> CatalogueCounting::tokenizer(const std::string& kind) {
  const auto known = tokenizer_.factors.find(kind);
  const bool counted = known != tokenizer_.factors.end() && has_tokenizer();
  const Range<double>& range = counted ? known->second : unknown_.factors.at(kind);
  // Two models that nobody counted are not known to be cut alike.
  const std::string family = counted ? tokenizer_.id : "unknown." + model_;
  const std::string name = fmt::format("tokens.{}.input.{}", family, kind);
  if (!counted && std::find(told_.begin(), told_.end(), kind) == told_.end()) {
    told_.push_back(kind);
    assume(option_, name,
           fmt::format("nobody counted how {} cuts {}: {:.3g} to {:.3g} tokens for each of o200k_base",
                       model_, kind, range.low, range.high),
           inputs_);
  }
  const Tokenizer& from = counted ? tokenizer_ : unknown_;
  return from_range(
      name, range, catalogue_origin(fmt::format("{}.tokens of {} over the reference's", from.id, kind), from),
      inputs_);
}

Uncertain<double> CatalogueCounting::length() {
  const AnswerHabits& from = habits_.length ? habits_ : any_;
  return interval(fmt::format("length.{}", habits_.length ? habits_.id : model_), *from.length,
                  catalogue_origin(from.id + ".answer length over the median model's", from), inputs_);
}

Uncertain<double> CatalogueCounting::thoughts(const std::string& effort) {
  const Range<double>& range = *habits_.thoughts_at(effort);
  // An entry for models that nobody measured speaks of each of them apart.
  const std::string& thinker = habits_.id == "reasoning-model" ? model_ : habits_.id;
  return interval(
      fmt::format("reasoning.{}.{}", thinker, effort), range,
      catalogue_origin(fmt::format("{}.thoughts over the answer at effort {}", habits_.id, effort), habits_),
      inputs_);
}

bool CatalogueCounting::thinks_at(const std::string& effort) const {
  const Range<double>* thoughts = habits_.thoughts_at(effort);
  return thoughts != nullptr && thoughts->high > 0;
}

bool CatalogueCounting::rereads(const RequestClass& requests) const {
  return habits_.keeps == KeepsThoughts::turns ||
         (habits_.keeps == KeepsThoughts::tools && !requests.agent.between_turns);
}

}  // namespace llmtco
