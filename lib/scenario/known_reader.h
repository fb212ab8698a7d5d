#pragma once
#include <optional>
#include <string>
#include <vector>

#include "scenario/inputs.h"

namespace llmtco {

class Catalog;

/// What a scenario knows of models (`models:`) and of endpoints (`endpoints:`), whichever options are on them.
/// An option's own keys go before it, the catalogue's figures after it.
class Known {
 public:
  /// `root` is the whole scenario, checked. Both outlive this.
  Known(const Place& root, const Catalog& catalog);

  /// What is said of the model, or of the endpoint, that an option names; nothing where nothing is.
  std::optional<Place> model(const std::string& name);
  std::optional<Place> endpoint(const std::string& name);

  /// The keys from an entry down to a number in it: accuracy.coding of models.gpt-4o.accuracy.coding; nothing
  /// for a number that stands elsewhere.
  std::optional<std::string> way_to(const Node& number) const;

  /// Once all options are read: names that mean no model or endpoint, said of one twice, or which no option is
  /// on; and accuracies on tasks that no request has.
  void report(const Place& options, Inputs& inputs) const;

 private:
  struct Entry {
    Place place;
    std::string name;  ///< that of the catalogue
    bool used = false;
  };
  struct Named {
    const char* what;  ///< "model", "endpoint"
    const std::vector<Entry>& entries;
    std::vector<std::string> by_options, in_catalogue;
  };

  std::string model_of(const std::string& name) const;
  bool is_model(const std::string& name) const;
  void report(const Named& all, Inputs& inputs) const;
  void report_tasks(Inputs& inputs) const;

  const Catalog& catalog_;
  std::vector<Entry> models_, endpoints_;
};

/// Keys of the two blocks.
FormPtr known_model_form();
FormPtr known_endpoint_form();

}  // namespace llmtco
