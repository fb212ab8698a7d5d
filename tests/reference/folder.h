#pragma once
#include <cstdlib>
#include <string>

/// Where the published rows lie: LLMTCO_REFERENCE, else ../shared/reference beside the sources.
inline std::string reference_folder() {
  if (const char* const named = std::getenv("LLMTCO_REFERENCE")) return named;
  const char* const root = std::getenv("LLMTCO_SOURCE_DIR");
  return std::string(root == nullptr ? "." : root) + "/../shared/reference";
}
