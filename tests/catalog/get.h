#pragma once

#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "catalog/catalog.h"

/// The entry found, or a failed test with the reason.
template <class T>
T got(const llmtco::Found<T>& found) {
  const auto* missing = std::get_if<llmtco::NotFound>(&found);
  REQUIRE_MESSAGE(missing == nullptr, (missing != nullptr ? missing->message : std::string()));
  return std::get<T>(found);
}

/// What is said about a name that is not there: "message; hint".
template <class T>
std::string refused(const llmtco::Found<T>& found) {
  const auto* missing = std::get_if<llmtco::NotFound>(&found);
  REQUIRE(missing != nullptr);
  return missing->message + (missing->hint.empty() ? "" : "; " + missing->hint);
}
