#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "every_key_rows.h"
#include "grammar_walk.h"
#include "reading.h"
#include "scenario/scenario.h"
#include "slips.h"
#include "text/diagnostics.h"
#include "walk.h"
#include "yaml/override.h"
#include "yaml/read.h"
#include "yaml/write.h"

// A mistake in a scenario file is the user's: it has its place and never ends as a defect of ours.

using namespace llmtco;

namespace {

/// A scenario with the changes of a row, in block form; empty where they do not go together.
std::string changed(const std::string& text, const Row& row, const std::string& directory) {
  std::vector<std::string> overrides = row.before;
  overrides.push_back(row.change);
  Diagnostics diagnostics;
  auto tree = read_text(text, "s.yaml", diagnostics);
  for (const std::string& each : overrides)
    if (tree) tree = with_override(*tree, each, diagnostics);
  if (!tree || diagnostics.has_errors()) return "";
  const std::string all = written(*tree);
  return complaints(all, {}, directory).empty() ? all : "";
}

/// The keys of a text in block form, with what stands before them in their lines.
std::set<std::string> keys_in(const std::string& text) {
  std::set<std::string> keys;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
    keys.insert(text.substr(at, text.find_first_of(":\n", at) - at));
  return keys;
}

/// Whether a text that took on a change still has all the keys it had.
bool keeps_keys(const std::string& before, const std::string& after) {
  const std::set<std::string> had = keys_in(before), has = keys_in(after);
  return std::includes(has.begin(), has.end(), had.begin(), had.end());
}

/// What a slip is of: its way, and the kind of the option it stands in.
std::string subject(const Slip& slip, const std::string& text) {
  const std::size_t option = text.find("\noptions:"), kind = text.find("\n    kind: ", option);
  const std::string of =
      slip.path.starts_with("options.x.") ? text.substr(kind, text.find('\n', kind + 1) - kind) : "";
  return fmt::format("{}{} {}", of, slip.path, static_cast<int>(slip.kind));
}

/// The scenarios of the table of keys, each with as many of its changes as go together; what goes with none
/// starts another.
std::vector<std::string> whole_scenarios(const std::string& directory) {
  std::map<std::string, std::vector<std::string>> by_start;
  for (const Row& row : all_rows()) {
    std::vector<std::string>& texts = by_start[row.scenario];
    bool joined = false;
    for (std::string& text : texts) {
      const std::string more = changed(text, row, directory);
      if (more.empty() || !keeps_keys(text, more)) continue;
      text = more;
      joined = true;
      break;
    }
    const std::string alone = joined ? "" : changed(row.scenario, row, directory);
    if (!alone.empty()) texts.push_back(alone);
  }
  std::vector<std::string> all;
  for (const auto& [start, texts] : by_start) all.insert(all.end(), texts.begin(), texts.end());
  return all;
}

}  // namespace

TEST_CASE("a slip at any key of a scenario has its place, and none is a defect of ours") {
  const Folder folder;
  write_row_files(folder);
  const std::set<std::string> signs{"growth_per_month", "spearman",   "correlation",
                                    "tetrachoric",      "utc_offset", "price_change"};
  std::set<std::string> keys, tried, subjects;
  for (const GrammarKey& key : grammar_keys()) {
    if (!key.way.starts_with("gates")) keys.insert(key.key);  // what rules mean is read by `check` alone
  }
  std::size_t count = 0;
  Walk walk;
  for (const std::string& text : whole_scenarios(folder.path())) {
    for (const Slip& slip : slips_of(text)) {
      if (!subjects.insert(subject(slip, text)).second) continue;
      ++count;
      if (!walk.takes_next()) {
        tried.insert(slip.key);
        continue;
      }
      const std::string name = slip.name();
      CAPTURE(name);
      Diagnostics diagnostics;
      try {
        read_scenario_text(slip.text, "s.yaml", folder.path(), {}, diagnostics);
      } catch (const FileError&) {
        continue;  // the name of a file
      } catch (const std::exception& error) {
        FAIL_CHECK(error.what());
      }
      for (const Diagnostic& d : diagnostics.sorted()) CHECK(d.location.line > 0);
      const bool chosen = !keys.contains(slip.key);
      tried.insert(slip.key);
      const bool may_be = slip.kind == Slip::Kind::removed || slip.kind == Slip::Kind::absurd ||
                          (slip.kind == Slip::Kind::negative && signs.contains(slip.key));
      if (!chosen && !may_be) CHECK(diagnostics.has_errors());
    }
  }
  CHECK(count > 1000);
  for (const std::string& key : keys) CHECK_MESSAGE(tried.contains(key), key);
}
