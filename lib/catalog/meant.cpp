#include "catalog/meant.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "text/characters.h"
#include "text/closest.h"

namespace llmtco::detail {
namespace {

/// The parts of a name between separators, in small letters: llama, 3.1, 70b.
std::vector<std::string> words_in(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : lower_case(name)) {
    if (std::string_view(" -_/()#").find(c) == std::string_view::npos) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// "70b", "0.5b", "8x7b"
bool is_size(const std::string& word) {
  return word.size() > 1 && word.back() == 'b' && word.find_first_not_of("0123456789.x") == word.size() - 1;
}

bool has_all(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  });
}

}  // namespace

std::string names_meant(std::string_view name, std::span<const std::string> ids,
                        std::span<const std::string> others) {
  constexpr std::size_t shown_at_most = 2;
  const std::vector<std::string> words = words_in(name);
  std::vector<std::string> sizes;
  std::copy_if(words.begin(), words.end(), std::back_inserter(sizes), is_size);

  std::vector<std::string> with_all;
  for (const std::string& id : ids) {
    if (!words.empty() && has_all(words_in(id), words)) with_all.push_back(id);
  }
  std::sort(with_all.rbegin(), with_all.rend());
  if (with_all.size() > shown_at_most) with_all.resize(shown_at_most);
  if (!with_all.empty()) return fmt::format("did you mean '{}'?", fmt::join(with_all, "' or '"));

  std::vector<std::string> candidates;
  for (const auto& names : {ids, others}) {
    std::copy_if(names.begin(), names.end(), std::back_inserter(candidates),
                 [&](const std::string& candidate) { return has_all(words_in(candidate), sizes); });
  }
  return did_you_mean(name, candidates);
}

}  // namespace llmtco::detail
