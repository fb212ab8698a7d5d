#include "catalog/exams.h"

#include <algorithm>

namespace llmtco::detail {

std::vector<Score> scores_in(std::string_view list) {
  std::vector<Score> scores;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find("; ", at), list.size());
    const std::string_view score = list.substr(at, end - at);
    at = end + 2;
    const std::size_t blank = std::min(score.rfind(' '), score.size());
    scores.push_back({score.substr(0, blank), score.substr(std::min(blank + 1, score.size()))});
  }
  return scores;
}

}  // namespace llmtco::detail
