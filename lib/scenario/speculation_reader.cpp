#include <fmt/format.h>

#include "performance/speculation.h"
#include "scenario/fleet_reader.h"
#include "scenario/forms.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// The draft model of the catalogue, which the method needs or cannot use.
void read_draft(const Place& written, Speculation& s, const Sources& sources, Inputs& inputs) {
  const auto draft = written.find("draft");
  const bool takes = s.method == SpeculationMethod::draft_model;
  if (draft && !takes) {
    inputs.diagnostics().error(
        draft->node().key_location(),
        fmt::format("{} has no draft model{}", to_text(s.method), at_path(draft->node())),
        "leave it out, or write method: draft-model");
    return;
  }
  if (!draft) {
    if (takes)
      inputs.diagnostics().error(written.node().location(), "which model drafts?" + at_path(written.node()),
                                 "write draft: and a small model of the catalogue");
    return;
  }
  const auto found = sources.catalog.model(draft->text());
  if (const auto* what = std::get_if<NotFound>(&found)) {
    not_found(*draft, *what, inputs);
    return;
  }
  s.draft = std::get<Model>(found);
}

/// Tokens that a step yields: as written, or as usual for the method and its own number of guesses.
void read_accepted(const Place& written, Speculation& s, Inputs& inputs, Option& out) {
  const auto accepted = written.find("accepted"), guesses = written.find("guesses");
  if (guesses) s.guesses = static_cast<int>(inputs.known_number(*guesses));
  if (accepted) s.accepted = inputs.known_number(*accepted);
  if (guesses && !accepted) {
    inputs.diagnostics().error(
        guesses->node().key_location(),
        "how many guesses are accepted is known of the method's own number alone" + at_path(guesses->node()),
        "add accepted: tokens a step yields, the model's own included");
  }
  if (guesses && accepted && *s.accepted > 1 + *s.guesses) {
    inputs.diagnostics().error(accepted->node().location(),
                               fmt::format("a step that guesses {} tokens yields {} at most{}", *s.guesses,
                                           1 + *s.guesses, at_path(accepted->node())));
  }
  if (accepted || guesses) return;
  assume(out, path_below(written.node(), "accepted"),
         fmt::format("a step with {} yields {:.3g} tokens, as measured greedily at batch 1",
                     to_text(s.method), usual_accepted(s.method)),
         inputs);
}

}  // namespace

FormPtr speculation_form() {
  using namespace forms;
  return mapping(
      "speculative decoding",
      {{"method", choice(speculation_method_names.words()), required, "how tokens are guessed"},
       {"draft", name_of(CatalogKind::models), optional, "the model that drafts, of draft-model"},
       {"guesses", count(1), optional, "tokens guessed in a step for each sequence; the method's if absent"},
       {"accepted", form(NumberForm{.low = 1, .high = 1001, .certain = true}), optional,
        "tokens that such a step yields, the model's own included; the method's if absent"},
       {"off_above", count(1), optional,
        "sequences at once above which nothing is guessed; guessed at any number if absent"},
       {"task", choice({"overall", "multi_turn", "translation", "summarization", "qa", "math", "rag"}),
        optional, "how easy the answers are to guess; overall if absent"}});
}

void read_speculation(const Place& option, Placement& placement, const Sources& sources, Inputs& inputs,
                      Option& out) {
  const auto written = option.find("speculation");
  if (!written) return;
  Speculation& s = placement.speculation.emplace();
  s.method = speculation_method_names.from_text(written->at("method").text()).value();
  if (const auto task = written->find("task")) s.task = task->text();
  if (const auto off = written->find("off_above")) s.off_above = static_cast<int>(inputs.known_number(*off));
  read_draft(*written, s, sources, inputs);
  read_accepted(*written, s, inputs, out);
}

}  // namespace llmtco
