#pragma once
#include <functional>

namespace llmtco {

/// What a program for maintainers ends with: that of `run`; 2 where an input is wrong and 4 where a file is, with the reason
/// on stderr.
int exit_code_of(const std::function<int()>& run);

}  // namespace llmtco
