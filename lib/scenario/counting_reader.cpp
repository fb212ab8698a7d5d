#include "scenario/counting_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/catalogue_counting.h"
#include "scenario/forms.h"
#include "scenario/subjects.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Efforts of the catalogue and of providers, least first.
const std::vector<std::string> efforts{"none", "minimal", "low", "medium", "high", "xhigh", "max"};

/// Whether a number of tokens may be more than none.
bool has(const Uncertain<TokensPerRequest>& tokens) {
  return !tokens.is_known() || tokens.constant > TokensPerRequest();
}

class CountingReader {
 public:
  CountingReader(const Place& place, const Sources& sources, Inputs& inputs, Option& option)
      : place_(place),
        sources_(sources),
        inputs_(inputs),
        option_(option),
        own_(place.find("tokens")),
        measured_(place.find("measured")) {
    const std::string model = model_text(place);
    if (const auto entry = model.empty() ? std::nullopt : sources.known.model(model))
      known_ = entry->find("tokens");
  }

  void read() {
    check_classes();
    if (!counts()) return;
    catalogue_.emplace(model_text(place_), sources_.catalog, inputs_, option_);
    set_effort();
    for (const RequestClass& requests : inputs_.study().demand.workload.classes)
      option_.counting.push_back(counting_of(requests));
  }

 private:
  /// Whether anything is said of how the model counts, or to be looked up.
  bool counts() const {
    if (own_ || known_ || measured_) return true;
    const auto& classes = inputs_.study().demand.workload.classes;
    return std::any_of(classes.begin(), classes.end(), [](const RequestClass& requests) {
      return requests.counts_text() || has(requests.reasoning);
    });
  }

  void check_classes() const {
    if (!measured_) return;
    std::vector<std::string> names;
    for (const RequestClass& requests : inputs_.study().demand.workload.classes)
      names.push_back(requests.name);
    for (const Place& each : measured_->children()) {
      if (std::find(names.begin(), names.end(), each.key()) != names.end()) continue;
      inputs_.diagnostics().error(
          each.node().key_location(),
          fmt::format("unknown request class {}{}", shown(each.key()), at_path(each.node())),
          did_you_mean(each.key(), names));
    }
  }

  /// A key of the option, or of what is known of its model.
  std::optional<Place> said(const char* key) const {
    if (own_ && own_->has(key)) return own_->find(key);
    return known_ ? known_->find(key) : std::nullopt;
  }

  void set_effort() {
    effort_ = catalogue_->usual_effort();
    const auto effort = said("effort");
    if (!effort) return;
    effort_ = effort->text();
    effort_said_ = true;
    if (said("reasoning") || catalogue_->habits().thoughts_at(effort_) != nullptr || effort_ == "none")
      return;
    std::vector<std::string> known;
    for (const auto& [name, range] : catalogue_->habits().thoughts) known.push_back(name);
    inputs_.diagnostics().error(
        effort->node().location(),
        fmt::format("the catalogue does not know how much {} thinks at effort {}{}",
                    shown(catalogue_->model()), shown(effort_), at_path(effort->node())),
        known.empty()
            ? "give it with `reasoning`, as 3 to 6 tokens for each of its answer"
            : fmt::format("it is known at {}; or give it with `reasoning`", fmt::join(known, ", ")));
  }

  ClassCounting counting_of(const RequestClass& requests) {
    ClassCounting counting;
    set_factors(requests, counting);
    set_thoughts(requests, counting);
    counting.rereads = catalogue_->rereads(requests);
    if (measured_) set_measured(requests, counting);
    return counting;
  }

  void set_factors(const RequestClass& requests, ClassCounting& counting) {
    const auto as_written = [&](const char* what, std::vector<Alternative> other) {
      return inputs_.assumed(path_below(place_.node(), what), 1.0,
                             "tokens are billed as the scenario writes them", std::move(other));
    };
    const std::vector<Alternative> fewer_or_more{instead(0.8, "a fifth fewer"),
                                                 instead(1.25, "a quarter more")};
    const bool text = requests.counts_text() && !catalogue_->model().empty();
    const auto input = said("input"), output = said("output");
    counting.input = input  ? inputs_.number<double>(*input)
                     : text ? catalogue_->tokenizer(requests.text)
                            : as_written("tokens.input", fewer_or_more);
    counting.tools = text && !input && has(requests.tools)
                         ? catalogue_->tokenizer(std::string(tool_definitions))
                         : counting.input;
    counting.length = text && !output ? catalogue_->length() : as_written("tokens.length", {});
    counting.output = output ? inputs_.number<double>(*output)
                      : text ? catalogue_->tokenizer(requests.text)
                             : as_written("tokens.output", fewer_or_more);
  }

  void set_thoughts(const RequestClass& requests, ClassCounting& counting) {
    const auto none = [&](const char* why, Instead other = std::vector<Alternative>()) {
      return inputs_.assumed(path_below(place_.node(), "tokens.reasoning"), 0.0, why, std::move(other));
    };
    counting.thoughts = inputs_.assumed(path_below(place_.node(), "tokens.thoughts"), TokensPerRequest(),
                                        "it thinks as much as its factor says", std::vector<Alternative>());
    if (const auto reasoning = said("reasoning")) {
      counting.reasoning = inputs_.number<double>(*reasoning);
    } else if (!catalogue_->thinks_at(effort_)) {
      counting.reasoning = none("it does not think before it answers");
    } else if (has(requests.reasoning)) {
      counting.thoughts = requests.reasoning;
      counting.reasoning = none("the request class says how much it thinks");
    } else if (requests.counts_text() || effort_said_) {
      counting.reasoning = catalogue_->thoughts(effort_);
      note_thoughts(counting.reasoning.origin);
    } else {
      counting.reasoning = none("output tokens are all that is billed, thoughts among them", {});
    }
  }

  void note_thoughts(OriginId factor) {
    if (thoughts_told_) return;
    thoughts_told_ = true;
    const Range<double>& range = *catalogue_->habits().thoughts_at(effort_);
    const std::string& source = catalogue_->habits().source;
    // An entry of models that nobody has measured says so itself.
    const std::string from = source.starts_with("assumed")
                                 ? source
                                 : fmt::format(
                                       "the upper end was measured on hard questions ({}), the lower is "
                                       "an eighth of it",
                                       source);
    assume(option_, path_below(place_.node(), "tokens.effort"),
           fmt::format("{} writes {:.2g} to {:.3g} tokens of thought for each of its answer{}: {}",
                       catalogue_->model(), range.low, range.high,
                       effort_said_ ? "" : ", at effort " + effort_, from),
           inputs_);
    hangs_on_it(option_, factor);
  }

  void set_measured(const RequestClass& requests, ClassCounting& counting) {
    for (const Place& each : measured_->children()) {
      if (each.key() != requests.name) continue;
      const auto counted = [&](const char* key) -> std::optional<Uncertain<TokensPerRequest>> {
        const auto number = each.find(key);
        return number ? std::optional(inputs_.number<TokensPerRequest>(*number)) : std::nullopt;
      };
      counting.measured_input = counted("input_tokens");
      counting.measured_output = counted("output_tokens");
      counting.measured_reasoning = counted("reasoning_tokens");
    }
  }

  const Place& place_;
  const Sources& sources_;
  Inputs& inputs_;
  Option& option_;
  std::optional<Place> own_, known_, measured_;
  std::optional<CatalogueCounting> catalogue_;
  std::string effort_;
  bool effort_said_ = false, thoughts_told_ = false;
};

}  // namespace

FormPtr tokens_form() {
  using namespace forms;
  return mapping(
      "token factors",
      {{"input", plain(0.05, 20), optional, "its tokens over those written, of what it reads"},
       {"output", plain(0.02, 50), optional, "the same of its answers, length and tokenizer together"},
       {"reasoning", plain(0, 1000), optional, "tokens of thought for each of the visible answer"},
       {"effort", choice(efforts), optional,
        "how much it is asked to think, of the catalogue's figures; the usual one if absent"}});
}

FormPtr measured_form() {
  using namespace forms;
  return form(NamedForm{
      "request class",
      mapping(
          "measured tokens",
          {{"input_tokens", amount<TokensPerRequest>(), optional, "of a task's first call"},
           {"output_tokens", amount<TokensPerRequest>(), optional,
            "of each visible answer; with its thoughts where reasoning_tokens is absent"},
           {"reasoning_tokens", amount<TokensPerRequest>(), optional, "of thought before each answer"}})});
}

void read_counting(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  if (place.takes("tokens")) CountingReader(place, sources, inputs, option).read();
}

void warn_of_unused_thoughts(const std::vector<Option>& options, const Place& workload, Inputs& inputs) {
  const std::vector<RequestClass>& classes = inputs.study().demand.workload.classes;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (!has(classes[i].reasoning)) continue;
    const bool taken = std::any_of(options.begin(), options.end(), [&](const Option& option) {
      return !option.counting.empty() && has(option.counting[i].thoughts);
    });
    if (taken) continue;
    const Place place = workload.children()[i];
    inputs.diagnostics().warning(
        place.at("reasoning_tokens").node().key_location(),
        fmt::format(
            "no option has a model that thinks, as far as the catalogue knows, or says how much itself: "
            "reasoning_tokens changes nothing{}; give `tokens: {{reasoning: ...}}` of the option",
            at_path(place.node())));
  }
}

}  // namespace llmtco
