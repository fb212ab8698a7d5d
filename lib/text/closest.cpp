#include "text/closest.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/characters.h"

namespace llmtco {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Three rows of the table d(i, j) = distance of the first i letters of a to the first j of b.
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

namespace {
/// Whether one word is the other with its letters in another order.
bool same_letters(std::string_view typed, std::string_view candidate) {
  std::string a(typed), b = lower_case(candidate);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}
}  // namespace

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t longest = 100;  // nobody mistypes more, and the cost is quadratic
  constexpr std::size_t shortest_prefix = 3;
  if (word.empty() || word.size() > longest) return std::nullopt;
  const std::string typed = lower_case(word);
  const std::size_t allowed = std::max<std::size_t>(1, typed.size() / 3);

  const std::string* best = nullptr;
  std::size_t best_distance = typed.size();  // changing every letter is not a typing mistake
  for (const std::string& candidate : candidates) {
    if (candidate.size() > typed.size() + allowed || typed.size() > candidate.size() + allowed) continue;
    const std::size_t distance = edit_distance(typed, lower_case(candidate));
    const bool wins_tie = distance == best_distance && best != nullptr && !same_letters(typed, *best) &&
                          same_letters(typed, candidate);
    if (distance <= allowed && (distance < best_distance || wins_tie)) {
      best = &candidate;
      best_distance = distance;
    }
  }
  if (best == nullptr && typed.size() >= shortest_prefix) {
    for (const std::string& candidate : candidates) {
      const bool shorter = best == nullptr || candidate.size() < best->size();
      if (shorter && lower_case(candidate).starts_with(typed)) best = &candidate;
    }
  }
  return best != nullptr ? std::optional(*best) : std::nullopt;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const auto near = closest(word, candidates);
  return near ? fmt::format("did you mean '{}'?", *near) : std::string();
}

}  // namespace llmtco
