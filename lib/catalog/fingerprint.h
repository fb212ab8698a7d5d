#pragma once
#include <string>

namespace llmtco {

/// SHA-256 of all built-in entries: results of another one may rest on other prices.
std::string catalogue_fingerprint();

}  // namespace llmtco
