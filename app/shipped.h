#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmtco::app {

/// A file that is part of the program: a shipped scenario by its name without .yaml, or a file that scenarios
/// name, with its extension.
struct Shipped {
  const char* name;
  const char* begin;
  const char* end;

  std::string_view text() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

/// Of a scenario; none where no scenario has the name.
const Shipped* shipped_scenario(const std::string& name);
std::vector<std::string> shipped_names();

/// The files that a shipped scenario names, to be put beside it.
std::vector<Shipped> companions_of(const Shipped& scenario);

}  // namespace llmtco::app
