#pragma once
#include <map>
#include <string>

namespace llmtco {

/// A page with the text between "<!-- NAME -->" and "<!-- end NAME -->" replaced, for each name. Throws
/// std::invalid_argument where the page has no such place.
std::string with_sections(std::string page, const std::map<std::string, std::string>& sections);

}  // namespace llmtco
