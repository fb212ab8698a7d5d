#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "catalog/catalog.h"
#include "reading.h"
#include "scenario/scenario.h"
#include "slips.h"
#include "text/diagnostics.h"
#include "walk.h"

// A mistake in the user's own catalogue file is the user's: it has its place and never ends as a defect of ours.

using namespace llmtco;

namespace {

/// Every section with every key: whole_overlay.yaml.
std::string whole_overlay() {
  const std::string folder = std::getenv("LLMTCO_SOURCE_DIR");
  std::ifstream file(folder + "/tests/scenario/whole_overlay.yaml");
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

const char* const own_catalogue = R"(scenario: Own catalogue
catalog: [deals.yaml]
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, text: prose, input_tokens: 1000, output_tokens: 100}
options:
  api: {kind: api, endpoint: acme/chat, tier: batch, cache: {hit_rate: 50%}}
  rented: {kind: rented, price: $2/h, model: our-8b, format: our-4bit, engine: our-engine, accelerator: our-chip, gpus_per_replica: 1}
  owned: {kind: owned, purchase: $20k, life: 36 months, model: our-moe, format: our-4bit, engine: our-engine, accelerator: our-chip, gpus_per_replica: 16}
)";

/// Keys whose names the author chooses.
bool free_name(const Slip& slip) {
  static const std::set<std::string> names = {
      "our-chip",      "our-server", "our-moe",   "our-8b",
      "our-hybrid",    "our-4bit",   "our-mix",   "our-engine",
      "acme/chat",     "acme",       "acme-chat", "our-8b-4bit",
      "on_demand",     "batch",      "monthly",   "electricity-us-virginia",
      "our-tokenizer", "our-habits", "medium",    "our-family",
      "our-16",        "our-8"};
  return names.contains(slip.key);
}

/// What a reader of the messages learns about the line of the slip in the overlay.
std::string said_at(const Diagnostics& diagnostics, const Slip& slip) {
  std::string said;
  for (const Diagnostic& d : diagnostics.sorted()) {
    const bool here = d.location.file.ends_with("deals.yaml") && d.location.line == slip.line;
    if (here) said += d.message + "; " + d.hint + "\n";
  }
  return said;
}

/// The section of a slip in its lines; the others, which take their time, are left blank.
std::string section_of(const Slip& slip) {
  std::string text;
  std::size_t at = 0, begin = 0;
  for (int line = 1; at < slip.text.size(); ++line) {
    const std::size_t end = slip.text.find('\n', at) + 1;
    if (slip.text[at] != ' ' && line <= slip.line) begin = at;
    if (slip.text[at] != ' ' && line > slip.line) break;
    at = end;
  }
  text.assign(static_cast<std::size_t>(std::count(
                  slip.text.begin(), slip.text.begin() + static_cast<std::ptrdiff_t>(begin), '\n')),
              '\n');
  return text + slip.text.substr(begin, at - begin);
}

/// Reads the overlay, by the scenario where that can make a difference: where the slip leaves an entry that can be
/// used or a name that is unknown, and once for every entry where it leaves one with mistakes.
void read_with(const Slip& slip, const Folder& folder, Diagnostics& diagnostics) {
  const bool by_scenario = slip.kind == Slip::Kind::removed ||
                           (slip.kind == Slip::Kind::misspelt && free_name(slip)) ||
                           (slip.kind == Slip::Kind::nothing && slip.key == "source");
  if (!by_scenario) {
    Catalog().overlay_text(section_of(slip), "deals.yaml", diagnostics);
    return;
  }
  folder.write("deals.yaml", slip.text);
  read_scenario_text(own_catalogue, "s.yaml", folder.path(), {}, diagnostics);
}

}  // namespace

TEST_CASE("an overlay with every key is read") {
  const Folder folder;
  folder.write("deals.yaml", whole_overlay());
  CHECK(complaints(own_catalogue, {}, folder.path()) == "");
}

TEST_CASE("every slip at every key of an overlay is refused at its line, and none is a defect of ours") {
  const Folder folder;
  const std::vector<Slip> slips = slips_of(whole_overlay());
  CHECK(slips.size() > 1000);
  Walk walk;
  for (const Slip& slip : slips) {
    if (!walk.takes_next()) continue;
    const std::string name = slip.name();
    CAPTURE(name);
    Diagnostics diagnostics;
    CHECK_NOTHROW(read_with(slip, folder, diagnostics));
    for (const Diagnostic& d : diagnostics.sorted()) CHECK(d.location.line > 0);
    if (slip.kind == Slip::Kind::removed || (slip.kind == Slip::Kind::misspelt && free_name(slip))) continue;
    const std::string said = said_at(diagnostics, slip);
    CHECK(said != "");
    if (slip.kind == Slip::Kind::misspelt) CHECK(said.find("did you mean '" + slip.key + "'?") != said.npos);
  }
}
