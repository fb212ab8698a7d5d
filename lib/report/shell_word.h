#pragma once
#include <string>

namespace llmtco {

/// A word of a command line as a shell takes it, in quotes where it has to be: 'my file.yaml'.
std::string shell_word(const std::string& text);

}  // namespace llmtco
