#pragma once

#include <string>
#include <vector>

#include "text/source.h"

namespace llmtco {

/// What every entry of the catalogue says about itself.
struct Entry {
  std::string id;                    ///< h100-80-sxm, llama-3.1-8b, openai/gpt-4o
  std::string name;                  ///< for people
  std::vector<std::string> aliases;  ///< other spellings that mean the same
  std::string source;                ///< where the values come from
  std::string as_of;  ///< YYYY, YYYY-MM or YYYY-MM-DD of the source; "unknown" if it does not say
  std::string note;   ///< may be empty
  Location where;     ///< data/models.yaml:123, or the overlay's file and line
  bool from_overlay = false;
};

/// Low and high end of a value that sources or offers disagree on; equal when there is one value.
template <class Q>
struct Range {
  Q low{};
  Q high{};
};

}  // namespace llmtco
