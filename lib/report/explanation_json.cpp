#include <cmath>
#include <nlohmann/json.hpp>

#include "report/explanation.h"
#include "report/json_text.h"
#include "variables/origin.h"

namespace llmtco {
namespace {

using Json = nlohmann::ordered_json;
using Steps = std::vector<ExplainedStep>;
using Kind = ExplainedStep::Kind;

/// A step that is used again is repeated with all below it up to so many nodes, and referred to beyond.
constexpr double most_repeated = 40;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json json(const Origin& origin) {
  return {{"kind", to_text(origin.kind)},
          {"name", origin.name},
          {"place", origin.place},
          {"source", origin.source},
          {"as_of", origin.as_of}};
}

/// Of leaves that are no inputs.
Json own_origin(const char* kind, const std::string& name, const char* source) {
  return {{"kind", kind}, {"name", name}, {"place", ""}, {"source", source}, {"as_of", ""}};
}

Json origin_of(const ExplainedStep& step) {
  if (step.origin) return json(*step.origin);
  if (step.kind == Kind::remainder)
    return own_origin("remainder", step.name, "mean over the draws less the operation on means");
  return own_origin("constant", step.name, "a unit or a constant of the model");
}

class Tree {
 public:
  explicit Tree(const Steps& steps)
      : steps_(steps), size_(steps.size()), users_(steps.size()), told_(steps.size()) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      size_[i] = 1;
      for (const std::size_t operand : steps[i].operands) {
        size_[i] += size_[operand];
        ++users_[operand];
      }
    }
  }

  Json of(std::size_t i) {
    const ExplainedStep& step = steps_[i];
    const bool is_large = size_[i] > most_repeated;
    Json node{{"name", step.name.empty() && is_large && users_[i] > 1 ? "#" + std::to_string(i) : step.name},
              {"value", number(step.value)},
              {"unit", step.unit},
              {"operation", step.operation},
              {"children", Json::array()}};
    if (is_large && told_[i]) {
      node["operation"] = "see";
      node["origin"] = own_origin("see", node["name"], "the first node of this name");
      return node;
    }
    told_[i] = true;
    for (const std::size_t operand : step.operands) node["children"].push_back(of(operand));
    if (step.origin || step.operands.empty()) node["origin"] = origin_of(step);
    return node;
  }

 private:
  const Steps& steps_;
  std::vector<double> size_;  ///< nodes, repeated as often as they are used
  std::vector<int> users_;
  std::vector<bool> told_;
};

Json json(const MovedInput& input) {
  return {{"name", input.name},
          {"unit", input.unit},
          {"value", number(input.there)},
          {"mean", number(input.mean)},
          {"moved_sd", number(input.moved)},
          {"origin", json(input.origin)}};
}

}  // namespace

std::string to_json(const Explanation& explanation) {
  Json all{{"scenario", explanation.scenario},
           {"option", explanation.option},
           {"figure", explanation.figure},
           {"seed", explanation.seed},
           {"draws", explanation.draws},
           {"of", explanation.draw ? "draw" : "mean"},
           {"draw", explanation.draw ? Json(*explanation.draw) : Json(nullptr)}};
  all["value"] = number(explanation.root().value);
  all["unit"] = explanation.root().unit;
  all["tree"] = Tree(explanation.steps).of(explanation.steps.size() - 1);
  if (explanation.percentile) {
    all["percentile"] = *explanation.percentile;
    all["band"] = explanation.band;
    all["differs"] = Json::array();
    for (const MovedInput& input : explanation.differs) all["differs"].push_back(json(input));
  }
  return json_text(all);
}

}  // namespace llmtco
