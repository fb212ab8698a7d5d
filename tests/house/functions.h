#pragma once
#include <string>
#include <vector>

namespace house {

/// A function, or a member, as it stands in a source.
struct Function {
  std::string name;  ///< its last part: rate_in_month, operator(), a constructor's class
  int line = 0;      ///< of its first word
  int lines = 0;     ///< with signature and closing brace; 0 where it is declared only
  int parameters = 0;
};

/// Functions of a source that is laid out by clang-format: `{` after a space opens a body, `{` after anything
/// else a value. Functions inside functions (lambdas, local classes) are part of theirs. Calls of macros that
/// look like declarations count as such.
std::vector<Function> functions_of(const std::string& text);

}  // namespace house
