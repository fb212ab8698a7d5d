#pragma once
#include <string>
#include <vector>

#include "scenario/form.h"

namespace llmtco {

/// A key of the grammar with the way to it: "options.*(api).cache.hit_rate". `*` stands for a name the author
/// chooses, `#` for an element of a list, `(api)` for the kind of an option.
struct GrammarKey {
  std::string way;
  std::string key;
  std::vector<std::string> siblings;  ///< the other keys of the same mapping
};

inline std::string join_way(const std::string& way, const std::string& step) {
  return way.empty() ? step : way + "." + step;
}

/// All keys below a form; those of distributions, which numbers contain, are left out.
void collect_keys(const Form& form, const std::string& way, std::vector<GrammarKey>& keys);

std::vector<GrammarKey> grammar_keys();

}  // namespace llmtco
