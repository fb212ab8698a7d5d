#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/entry.h"
#include "text/names.h"

namespace llmtco {

/// Kinds of text that a tokenizer cuts differently.
inline constexpr std::array<std::string_view, 15> text_kinds{
    "prose",  "code",    "json",    "yaml",    "html",     "logs",   "tables", "german",
    "french", "spanish", "russian", "chinese", "japanese", "arabic", "hindi"};
/// The schemas of tools, as a provider wraps them: a kind of its own that no class of requests is made of.
inline constexpr std::string_view tool_definitions = "tool_definitions";

/// How many tokens a family of models cuts text into.
struct Tokenizer : Entry {
  std::vector<std::string> serves;  ///< words of models' names (serving_id() below)
  /// Tokens over those of o200k_base, by kind of text.
  std::map<std::string, Range<double>, std::less<>> factors;
};

/// Which calls of a task read the thoughts of earlier ones.
enum class KeepsThoughts { never, tools, turns };
inline constexpr Names<KeepsThoughts, 3> keeps_thoughts_names{
    {{{KeepsThoughts::never, "never"}, {KeepsThoughts::tools, "tools"}, {KeepsThoughts::turns, "turns"}}}};

/// How long a model's answers are, and how much it thinks before them.
struct AnswerHabits : Entry {
  std::vector<std::string> serves;
  std::optional<Range<double>> length;  ///< of its answers over those of the median model, as text
  /// Tokens of thought over those of the visible answer, by effort, in the order of the file: 90 % interval.
  /// Empty: it does not think.
  std::vector<std::pair<std::string, Range<double>>> thoughts;
  std::string usual;  ///< effort where nobody names one
  KeepsThoughts keeps = KeepsThoughts::tools;

  /// Of an effort; null where it was not measured.
  const Range<double>* thoughts_at(std::string_view effort) const;
};

/// How well words of a model's name fit it: their number of characters where they stand in it as whole words,
/// case, '.' and '_' aside; 0 where they do not. Example: gpt-5 fits openai/gpt-5.6-sol with 5, gpt-5.6 with 7,
/// gpt-4 does not fit gpt-4o.
std::size_t fit(std::string_view words, std::string_view model);

}  // namespace llmtco
