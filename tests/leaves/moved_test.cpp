#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "montecarlo/simulate.h"
#include "report/json.h"
#include "scenario/scenario.h"
#include "shipped_leaves.h"
#include "walk.h"

// No number of a shipped scenario is for nothing: some change of it changes the answer.

using namespace llmtco;

namespace {

/// The answer after changes, nothing where they are refused.
std::optional<std::string> answer_after(const ScenarioTree& tree, const std::vector<std::string>& changes) {
  try {
    Diagnostics diagnostics;
    const auto changed = with_overrides(tree, changes, diagnostics);
    const Study study = changed ? study_of(*changed, diagnostics) : Study();
    diagnostics.throw_if_errors();
    // Simulations of servers, which take long, read the same numbers and more of them.
    return to_json(simulate(study, {.draws = 1024, .details = true, .latency = Server::steady}));
  } catch (const InputError&) {
    return std::nullopt;
  }
}

enum class Moved { no_number, for_nothing, answer };

/// What moving a leaf does, a little first.
Moved moved(const Leaf& leaf, const std::string& before) {
  bool is_number = false;
  for (const char* by : {"*1.1", "*0.9", "*2", "*0.5", "*10", "*0.1", "*100", "*0.01"}) {
    const auto after = answer_after(leaf.tree, {leaf.path + "=" + by});
    if (!after) continue;
    is_number = true;
    if (*after != before) return Moved::answer;
  }
  return is_number ? Moved::for_nothing : Moved::no_number;
}

}  // namespace

TEST_CASE("moving any number of a shipped scenario moves the answer") {
  std::string file, before;
  std::size_t numbers = 0;
  Walk walk;
  for (const Leaf& leaf : all_leaves()) {
    if (leaf.file != file) before = *answer_after(leaf.tree, {});
    file = leaf.file;
    if (leaf.path.starts_with("gates") || leaf.path.starts_with("as_of") || !walk.takes_next()) continue;
    CAPTURE(leaf.file);
    CAPTURE(leaf.path);
    const Moved what = moved(leaf, before);
    CHECK(what != Moved::for_nothing);
    numbers += what == Moved::answer;
  }
  CHECK(numbers >= Walk::taken_of(150));
}
