#pragma once
#include <string_view>

namespace llmtco {

/// The scripts that make the figures of a page answer to pointer and keys (lib/report/page), as the build bundled them with
/// npm; empty in builds without it. Nothing in it ends a script element.
std::string_view page_script();
/// The style of what they draw; empty with them.
std::string_view page_script_style();

}  // namespace llmtco
