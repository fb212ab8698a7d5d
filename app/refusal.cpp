#include "refusal.h"

#include <fmt/format.h>

#include "text/diagnostics.h"

namespace llmtco::app {

std::string complaint(const std::string& message, const std::string& hint) {
  return fmt::format("llmtco: error: {}{}{}\n", message, hint.empty() ? "" : "; ", hint);
}

void refuse(const std::string& message, const std::string& hint) {
  throw InputError(complaint(message, hint));
}

}  // namespace llmtco::app
