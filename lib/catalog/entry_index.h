#pragma once

#include <string_view>
#include <vector>

namespace llmtco::detail {

/// One entry of a data file, found without parsing: the text from its id at column 0 to the next id, without comments
/// and blank lines before that.
struct EntrySlice {
  std::string_view text;
  int line = 0;  ///< of the id, 1-based
};

std::vector<EntrySlice> all_entries(std::string_view file);

}  // namespace llmtco::detail
