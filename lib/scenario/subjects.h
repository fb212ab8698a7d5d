#pragma once
#include <string>

#include "scenario/option_reader.h"

namespace llmtco {

/// Names the numbers an option draws by what they are about, not by where they stand, so that options which
/// say the same thing of the same thing see the same draws:
///
///     accuracy            the model on the task: quality.MODEL.TASK
///     tokens              the model: tokens.input.MODEL
///     speed               the endpoint, as the catalogue's: endpoint_speeds.ENDPOINT.output
///     price of a rent, purchase, power, residual ...   the accelerator: accelerators.ID.rent.on_demand
///     electricity, pue, colocation, cost_of_capital    where the scenario's author is: economics.electricity
///     cost lines          their item: cost_lines.ITEM.cost
///     parts of a split    the option they go to: split.OPTION
///     all others (discount, cache.hit_rate, throughput ...)   the endpoint, or the model with its format,
///                         engine and accelerators: discount.openai/gpt-4o
///
/// Two intervals for one thing are two opinions that move together (variables/variables.h).
class Subjects {
 public:
  /// `option` has passed check(). All outlive this.
  Subjects(const Place& option, const Sources& sources, const Workload& workload);

  /// The name of a number of the option; its path where it is about the option alone.
  std::string name_of(const Node& number) const;

 private:
  std::string accuracy(const std::string& task) const;
  std::string speed(const std::string& key) const;
  std::string capacity_price(const std::string& way) const;
  std::string cost_line(const std::string& way, const Node& number) const;

  const Place& option_;
  const Sources& sources_;
  std::string first_task_;
  std::string model_, endpoint_, accelerator_;
  std::string identity_;  ///< what answers: the endpoint, or the model as it is served
};

/// Where the model of an option is named: its own key, or the endpoint. Empty where neither is.
std::string model_text(const Place& option);
/// The id of a price list, or the name as it is written.
std::string endpoint_id(const std::string& name, const Catalog& catalog);

}  // namespace llmtco
