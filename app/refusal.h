#pragma once
#include <string>

namespace llmtco::app {

/// What is wrong with the arguments of the program, in a line: "llmtco: error: MESSAGE; HINT".
std::string complaint(const std::string& message, const std::string& hint = "");

/// Throws an InputError of one complaint.
[[noreturn]] void refuse(const std::string& message, const std::string& hint = "");

}  // namespace llmtco::app
