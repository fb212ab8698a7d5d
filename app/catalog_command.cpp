#include <fmt/format.h>

#include <algorithm>

#include "catalog/catalog.h"
#include "catalog/completeness.h"
#include "catalog_diff.h"
#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "refusal.h"
#include "report/catalog_rows.h"
#include "report/model_summary.h"
#include "simulation.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/diagnostics.h"
#include "text/plain.h"

namespace llmtco::app {
namespace {

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const CatalogKind kind : all_catalog_kinds()) names.emplace_back(to_text(kind));
  return names;
}

/// The task classes of the results, which stand in the section of quality and are no entries of their own.
std::vector<CatalogRow> task_rows(const Catalog& catalog) {
  std::vector<CatalogRow> rows;
  for (const CatalogTask& task : catalog.tasks())
    rows.push_back({.kind = CatalogKind::quality,
                    .id = task.name,
                    .name = fmt::format("{} results, {}", task.results, fmt::join(task.benchmarks, ", ")),
                    .aliases = {},
                    .source = "",
                    .as_of = "",
                    .where = {}});
  return rows;
}

std::vector<CatalogRow> listed(const Catalog& catalog, const std::vector<std::string>& words) {
  if (words == std::vector<std::string>{"tasks"}) return task_rows(catalog);
  std::vector<CatalogRow> rows;
  for (const CatalogKind kind : all_catalog_kinds()) {
    if (!words.empty() && std::find(words.begin(), words.end(), to_text(kind)) == words.end()) continue;
    const auto more = catalog.list(kind);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  for (const std::string& word : words) {
    if (catalog_kind_names.from_text(word)) continue;
    std::string hint = did_you_mean(word, kind_names());
    refuse(fmt::format("no section {} in the catalogue", shown(word)),
           hint.empty() ? fmt::format("there are {}", fmt::join(kind_names(), ", ")) : hint);
  }
  return rows;
}

/// Whether a hint says what was meant, rather than where to look.
bool names_one(const std::string& hint) { return hint.rfind("did you mean", 0) == 0; }

/// What the catalogue knows of an endpoint beside its prices: speeds, scores, and how prices moved.
std::string around_prices(const Catalog& catalog, const std::string& name) {
  const Found<PriceList> found = catalog.price_list(name);
  const auto* list = std::get_if<PriceList>(&found);
  if (list == nullptr) return "";
  std::string text;
  const auto add = [&](CatalogKind kind, const std::string& id) {
    const auto entry = catalog.text(kind, id);
    if (const auto* written = std::get_if<std::string>(&entry))
      text += fmt::format("# {}\n{}{}", to_text(kind), *written, sources_named_in(*written));
  };
  for (const EndpointSpeed& speed : catalog.speeds_of(*list)) add(CatalogKind::endpoint_speeds, speed.id);
  const auto scored = catalog.canonical_id(CatalogKind::quality, list->served());
  if (scored && *scored != name) add(CatalogKind::quality, *scored);
  add(CatalogKind::economics, "token-price-after-a-year");
  return text;
}

/// What follows from an entry besides what it says.
std::string follows(const Catalog& catalog, CatalogKind kind, const std::string& name) {
  if (kind == CatalogKind::prices) return around_prices(catalog, name);
  if (kind == CatalogKind::quality) {
    const auto entry = catalog.text(kind, name);
    return sources_named_in(std::get<std::string>(entry));
  }
  if (kind != CatalogKind::models) return "";
  const Found<Model> found = catalog.model(name);
  const auto* model = std::get_if<Model>(&found);
  return model != nullptr ? model_summary(*model) : "";
}

/// The entries an id or an alias means, of any kind, as they are written.
std::string shown_entries(const Catalog& catalog, const std::vector<std::string>& words) {
  if (words.empty()) refuse("show what", "give an id, such as openai/gpt-4o");
  std::string text;
  for (const std::string& word : words) {
    std::string hint;
    bool found = false;
    for (const CatalogKind kind : all_catalog_kinds()) {
      const auto entry = catalog.text(kind, word);
      if (const auto* written = std::get_if<std::string>(&entry)) {
        text += fmt::format("# {}\n{}{}", to_text(kind), *written, follows(catalog, kind, word));
        found = true;
      } else if (const std::string& other = std::get<NotFound>(entry).hint;
                 hint.empty() || (!names_one(hint) && names_one(other))) {
        hint = other;
      }
    }
    if (!names_one(hint)) hint = fmt::format("try `llmtco catalog search {}`", displayable(word));
    if (!found) refuse(fmt::format("the catalogue has no {}", shown(word)), hint);
  }
  return text;
}

/// Prices are read again about once a month: a provider that nobody has looked at for longer is named.
constexpr int days_of_trust = 45;

std::string warning(const CatalogFinding& each) {
  return fmt::format("{}: warning: {}: {}\n", to_text(each.where), each.entry, each.what);
}

/// Scores and speeds that are tied to nothing that is sold, one a line.
int checked_names(const Catalog& catalog, const CatalogArgs& args) {
  const std::vector<CatalogFinding> untied = figures_of_nothing_sold(catalog);
  std::string text;
  for (const CatalogFinding& each : untied) text += warning(each);
  const std::size_t all =
      catalog.list(CatalogKind::quality).size() + catalog.list(CatalogKind::endpoint_speeds).size();
  text +=
      fmt::format("{} of {} models with scores and endpoints with speeds are tied to a price or a shape\n",
                  all - untied.size(), all);
  write(args.output, text);
  return ExitCode::ok;
}

/// What the price book lacks, which fails, and what is old, which is said. `words` may hold the day that age is counted
/// to; it is that of the catalogue otherwise, as no result of the program hangs on the clock.
int checked(const Catalog& catalog, const CatalogArgs& args) {
  if (args.words == std::vector<std::string>{"names"}) return checked_names(catalog, args);
  Date today = catalogue_date();
  if (!args.words.empty()) {
    const auto day = parse_date(args.words.front());
    if (!day || args.words.size() > 1)
      refuse(fmt::format("{} is no day to check the catalogue for", shown(args.words.front())),
             "write it as YYYY-MM-DD, or `names` for what is tied to no price");
    today = *day;
  }
  const std::vector<CatalogFinding> lacking = incomplete_prices(catalog);
  const std::vector<CatalogFinding> aged = aged_prices(catalog, today, days_of_trust);
  std::string text;
  for (const CatalogFinding& each : lacking)
    text += fmt::format("{}: error: {}: {}\n", to_text(each.where), each.entry, each.what);
  for (const CatalogFinding& each : aged) text += warning(each);
  text +=
      fmt::format("catalogue of {}: {} price lists, {} incomplete, {} providers older than {} days on {}\n",
                  to_text(catalogue_date()), catalog.list(CatalogKind::prices).size(), lacking.size(),
                  aged.size(), days_of_trust, to_text(today));
  write(args.output, text);
  return lacking.empty() ? ExitCode::ok : ExitCode::gate_failed;
}

}  // namespace

int execute(const CatalogArgs& args) {
  keep_inputs(args.output, args.overlays);
  Catalog catalog;
  Diagnostics diagnostics;
  for (const std::string& overlay : args.overlays) catalog.overlay_file(overlay, diagnostics);
  diagnostics.throw_if_errors();
  if (args.action == "show") {
    if (args.output.format != "table")
      refuse(fmt::format("--format {} is of list and search", args.output.format),
             "show prints an entry as it is written, in YAML");
    write(args.output, plain_lines(shown_entries(catalog, args.words)));
    return ExitCode::ok;
  }
  if (args.action == "check") return checked(catalog, args);
  if (args.action == "diff") return compare_catalogues(args);
  if (args.action == "search" && args.words.empty()) refuse("search what", "give words, such as llama 70b");
  const std::vector<CatalogRow> rows = args.action == "list"
                                           ? listed(catalog, args.words)
                                           : catalog.search(fmt::format("{}", fmt::join(args.words, " ")));
  const std::string& format = args.output.format;
  write(args.output, format == "json"       ? catalog_json(catalog, rows)
                     : format == "csv"      ? catalog_csv(catalog, rows)
                     : format == "markdown" ? catalog_markdown(catalog, rows)
                                            : catalog_text(catalog, rows, style_of(args.output)));
  return ExitCode::ok;
}

}  // namespace llmtco::app
