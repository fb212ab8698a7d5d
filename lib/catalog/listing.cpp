#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "catalog/built_in.h"
#include "catalog/exams.h"
#include "catalog/overlays.h"
#include "text/characters.h"
#include "yaml/write.h"

namespace llmtco {
namespace {

using detail::BuiltIn;

CatalogRow row_of(CatalogKind kind, const BuiltIn& entry) {
  const std::string_view name = entry.field("name");
  return {.kind = kind,
          .id = std::string(entry.id()),
          .name = std::string(name.empty() ? entry.id() : name),
          .aliases = entry.aliases(),
          .source = std::string(entry.field("source")),
          .as_of = std::string(entry.field("as_of")),
          .where = {detail::data_file(kind), entry.line(), 1},
          .from_overlay = false,
          .shadows = false};
}

std::string scalar_of(const Node& node, const char* key, const std::string& fallback) {
  const auto value = node.find(key);
  return value && value->is_scalar() ? value->text() : fallback;
}

void add_result(std::vector<CatalogTask>& tasks, const std::string& name, const std::string& benchmark) {
  const auto known =
      std::find_if(tasks.begin(), tasks.end(), [&](const CatalogTask& task) { return task.name == name; });
  CatalogTask& task = known == tasks.end() ? tasks.emplace_back(CatalogTask{name, {}, 0}) : *known;
  ++task.results;
  if (std::find(task.benchmarks.begin(), task.benchmarks.end(), benchmark) == task.benchmarks.end())
    task.benchmarks.push_back(benchmark);
}

using Results = std::vector<std::pair<std::string, std::string>>;

/// The results of a built-in entry, each on a line `- {task: T, benchmark: B, ...}`, which a test holds; then its scores
/// of exams that stand for a task without one.
void collect_results(std::string_view entry, Results& all) {
  constexpr std::string_view task_key = "{task: ", benchmark_key = ", benchmark: ";
  const std::size_t before = all.size();
  for (std::size_t at = entry.find(task_key); at != entry.npos; at = entry.find(task_key, at)) {
    at += task_key.size();
    const std::size_t end = entry.find(',', at), benchmark = end + benchmark_key.size();
    all.emplace_back(entry.substr(at, end - at),
                     entry.substr(benchmark, entry.find(',', benchmark) - benchmark));
  }
  std::vector<detail::Score> scores;
  constexpr std::string_view list_key = ", of: \"";
  for (std::size_t at = entry.find(list_key); at != entry.npos; at = entry.find(list_key, at)) {
    at += list_key.size();
    const auto more = detail::scores_in(entry.substr(at, entry.find('"', at) - at));
    scores.insert(scores.end(), more.begin(), more.end());
  }
  for (const detail::TaskExam& each : detail::task_exams) {
    const bool listed = std::any_of(all.begin() + static_cast<std::ptrdiff_t>(before), all.end(),
                                    [&](const auto& result) { return result.first == each.task; });
    const auto score =
        std::find_if(scores.begin(), scores.end(), [&](const detail::Score& of) { return each.is(of.exam); });
    if (!listed && score != scores.end()) all.emplace_back(each.task, score->exam);
  }
}

Results built_in_results() {
  Results results;
  for (const BuiltIn& entry : detail::all_built_in(CatalogKind::quality))
    collect_results(entry.text(), results);
  return results;
}

/// All texts of an entry, for searching.
void collect_text(const Node& node, std::string& out) {
  out += node.key() + ' ' + node.text() + ' ';
  for (const Node& child : node.children()) collect_text(child, out);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : lower_case(text) + ' ') {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

bool has_all(const std::string& text, const std::vector<std::string>& words) {
  const std::string lower = lower_case(text);
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& w) { return lower.find(w) != lower.npos; });
}

/// The order in which sections are searched: what people look for, before what was measured of it.
constexpr CatalogKind searched_kinds[] = {
    CatalogKind::models,     CatalogKind::prices,  CatalogKind::accelerators,
    CatalogKind::formats,    CatalogKind::engines, CatalogKind::providers,
    CatalogKind::economics,  CatalogKind::quality, CatalogKind::endpoint_speeds,
    CatalogKind::tokenizers, CatalogKind::answers, CatalogKind::quantization};
static_assert(std::size(searched_kinds) == catalog_kind_names.table.size());

std::string names_in(const CatalogRow& row) {
  std::string names = row.id + ' ' + row.name;
  for (const std::string& alias : row.aliases) names += ' ' + alias;
  return names;
}

/// Whether a word stands in a text with no letter or digit on either side: 7b in llama-2-7b, not in 70b or 17b.
bool has_whole(const std::string& text, const std::string& word) {
  const auto of_word = [](char c) { return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9'); };
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !of_word(text[at - 1])) && (end == text.size() || !of_word(text[end]))) return true;
  }
  return false;
}

/// How far an entry's names are from what is looked for.
int distance(const CatalogRow& row, std::string_view text, const std::vector<std::string>& words) {
  if (folded_name(row.id) == folded_name(text)) return 0;
  const std::string id = lower_case(row.id), names = lower_case(names_in(row));
  const auto whole = [&](const std::string& where) {
    return std::all_of(words.begin(), words.end(), [&](const std::string& w) { return has_whole(where, w); });
  };
  return whole(id) ? 1 : whole(names) ? 2 : 3;
}

}  // namespace

std::vector<CatalogRow> Catalog::list(CatalogKind kind) const {
  std::vector<CatalogRow> rows;
  for (const Overlays::Added& added : overlays_->entries) {
    if (added.kind != kind || overlays_->find(kind, added.id) != &added) continue;
    rows.push_back({.kind = kind,
                    .id = added.id,
                    .name = scalar_of(added.node, "name", added.id),
                    .aliases = detail::aliases_of(added.node),
                    .source = scalar_of(added.node, "source", ""),
                    .as_of = scalar_of(added.node, "as_of", ""),
                    .where = added.node.key_location(),
                    .from_overlay = true,
                    .shadows = detail::built_in(kind, added.id).has_value()});
  }
  for (const BuiltIn& entry : detail::all_built_in(kind)) {
    if (!overlays_->find(kind, entry.id())) rows.push_back(row_of(kind, entry));
  }
  return rows;
}

std::vector<CatalogRow> Catalog::search(std::string_view text) const {
  const std::vector<std::string> words = words_of(text);
  std::vector<CatalogRow> found, anywhere;
  if (words.empty()) return found;
  for (const CatalogKind kind : searched_kinds) {
    const std::size_t before = found.size();
    for (CatalogRow& row : list(kind)) {
      if (has_all(names_in(row), words)) {
        found.push_back(std::move(row));
        continue;
      }
      std::string entry = std::string(to_text(kind)) + ' ';
      if (row.from_overlay) {
        collect_text(overlays_->find(kind, row.id)->node, entry);
      } else {
        entry += detail::built_in(kind, row.id)->text();
      }
      if (has_all(entry, words)) anywhere.push_back(std::move(row));
    }
    std::stable_sort(found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
                     [&](const CatalogRow& a, const CatalogRow& b) {
                       return distance(a, text, words) < distance(b, text, words);
                     });
  }
  return found.empty() ? anywhere : found;
}

Found<std::string> Catalog::text(CatalogKind kind, std::string_view name) const {
  const auto found = entry_of(kind, name);
  if (const auto* missing = std::get_if<NotFound>(&found)) return *missing;
  const auto& [node, from_overlay] = std::get<detail::Located>(found);
  if (!from_overlay) return std::string(detail::built_in(kind, node.key())->text());
  return written(node);
}

std::vector<CatalogTask> Catalog::tasks() const {
  std::vector<CatalogTask> tasks;
  for (const Overlays::Added& added : overlays_->entries) {
    const auto results = added.kind == CatalogKind::quality ? added.node.find("results") : std::nullopt;
    for (const Node& result : results ? results->children() : std::vector<Node>())
      add_result(tasks, scalar_of(result, "task", ""), scalar_of(result, "benchmark", ""));
  }
  static const auto built_in = built_in_results();
  for (const auto& [task, benchmark] : built_in) add_result(tasks, task, benchmark);
  return tasks;
}

std::vector<std::string> Catalog::ids(CatalogKind kind) const {
  std::vector<std::string> ids;
  for (const Overlays::Added& added : overlays_->entries) {
    if (added.kind == kind && overlays_->find(kind, added.id) == &added) ids.push_back(added.id);
  }
  for (const detail::EntryNames& names : detail::built_in_names(kind)) {
    if (!overlays_->find(kind, names.id)) ids.push_back(names.id);
  }
  return ids;
}

}  // namespace llmtco
