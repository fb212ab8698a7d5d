#include "catalog/tokens.h"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/entry_reader.h"
#include "catalog/readers.h"
#include "text/characters.h"
#include "text/closest.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

using detail::EntryReader;

constexpr double most_thoughts = 1000;  ///< tokens for each of the answer: beyond it somebody wrote a count

std::vector<std::string> read_serves(EntryReader& reader, const std::string& id) {
  const auto list = reader.optional("serves");
  if (!list) return {id};
  std::vector<std::string> serves;
  if (!list->is_sequence()) wrong_kind(*list, "a list of names", reader.diagnostics());
  for (const Node& each : list->children()) {
    if (const auto name = text(each, reader.diagnostics())) serves.push_back(*name);
  }
  return serves;
}

/// A mapping from names of a table to factors.
template <class Taken>
void read_factors(const std::optional<Node>& mapping, EntryReader& reader, Taken taken) {
  if (!mapping) return;
  if (!mapping->is_mapping()) return wrong_kind(*mapping, "a mapping to factors", reader.diagnostics());
  for (const Node& each : mapping->children()) {
    if (const auto range = detail::measured_range(each, dimensionless, reader.diagnostics()))
      taken(each, *range);
  }
}

std::string normal(std::string_view name) {
  std::string out = lower_case(std::string(name));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '.' || c == '_' || c == '/' || c == ' '; }, '-');
  return out;
}

}  // namespace

const Range<double>* AnswerHabits::thoughts_at(std::string_view effort) const {
  for (const auto& [name, range] : thoughts) {
    if (name == effort) return &range;
  }
  return nullptr;
}

std::size_t fit(std::string_view words, std::string_view model) {
  const std::string part = normal(words), whole = normal(model);
  if (part.empty()) return 0;
  for (std::size_t at = whole.find(part); at != whole.npos; at = whole.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    if ((at == 0 || whole[at - 1] == '-') && (end == whole.size() || whole[end] == '-')) return part.size();
  }
  return 0;
}

Tokenizer detail::read_tokenizer(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("tokenizer '{}'", node.key()));
  Tokenizer tokenizer;
  reader.read_common(tokenizer);
  tokenizer.serves = read_serves(reader, tokenizer.id);
  read_factors(reader.required("factors"), reader, [&](const Node& each, const Range<double>& range) {
    std::vector<std::string> known(text_kinds.begin(), text_kinds.end());
    known.emplace_back(tool_definitions);
    if (std::find(known.begin(), known.end(), each.key()) == known.end())
      diagnostics.error(each.key_location(), fmt::format("unknown kind of text {}", shown(each.key())),
                        did_you_mean(each.key(), known));
    if (range.low <= 0)
      diagnostics.error(each.location(), fmt::format("no text is cut into nothing{}", at_path(each)));
    tokenizer.factors.emplace(each.key(), range);
  });
  return tokenizer;
}

AnswerHabits detail::read_answer_habits(const Node& node, Diagnostics& diagnostics) {
  EntryReader reader(node, diagnostics, fmt::format("answers of '{}'", node.key()));
  AnswerHabits habits;
  reader.read_common(habits);
  habits.serves = read_serves(reader, habits.id);
  if (const auto length = reader.optional("length"))
    habits.length = measured_range(*length, dimensionless, diagnostics);
  read_factors(reader.optional("thoughts"), reader, [&](const Node& each, const Range<double>& range) {
    if (range.high > most_thoughts)
      diagnostics.error(each.location(),
                        fmt::format("thoughts are told over the tokens of the answer{}", at_path(each)),
                        "write a ratio such as 2 to 12");
    habits.thoughts.emplace_back(each.key(), range);
  });
  habits.usual = reader.optional_text("usual");
  if (const std::string keeps = reader.optional_text("keeps"); !keeps.empty()) {
    const auto known = keeps_thoughts_names.from_text(keeps);
    if (!known)
      diagnostics.error(node.find("keeps")->location(), fmt::format("unknown word {}", shown(keeps)),
                        "use never, tools or turns");
    habits.keeps = known.value_or(KeepsThoughts::tools);
  }
  const bool measured = habits.thoughts_at(habits.usual) != nullptr;
  if (habits.thoughts.empty() == !habits.usual.empty() || (!habits.usual.empty() && !measured))
    diagnostics.error(node.location(),
                      fmt::format("the usual effort of '{}' is one of its thoughts", habits.id));
  return habits;
}

}  // namespace llmtco
