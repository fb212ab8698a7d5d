#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "text/diagnostics.h"

namespace llmtco::routing {

/// Whether a strong and a weak model answered questions right, question by question.
struct Questions {
  std::string name{};                          ///< of the file
  std::vector<std::uint8_t> strong{}, weak{};  ///< 1 where right
  std::vector<double> score{};  ///< of a router: the higher, the more the strong model is needed; empty: none
  std::vector<double> tokens{};  ///< a question has, with its answer; empty: unknown
  std::vector<double> cost{};    ///< USD of asking the strong model; empty: unknown

  std::size_t size() const { return strong.size(); }
};

/// A table in CSV (text/csv.h). Columns are known by their names, whatever their case; others are passed over:
///
///     strong_correct, weak_correct   1 or 0, true or false
///     score, tokens, cost            may be absent; numbers, tokens and cost from 0 on
///     question_id                    may be absent; no two alike
///
/// Reported, all at once up to a thousand, with line and column: cells that are none of these, columns that are missing,
/// and a file without any question.
Questions read_questions(const std::string& text, const std::string& name, Diagnostics& diagnostics);

/// A file of at most 1 GB. Throws FileError where it cannot be read.
Questions read_question_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace llmtco::routing
