#pragma once
#include <string>

#include "pages.h"
#include "report/layout.h"

namespace llmtco::app {

/// Help of the whole program, and of one command: examples first, then flags in groups. Fits 80 columns, or a
/// narrower terminal; lines break between words.
std::string help_text(const ProgramPage& program, const Style& style);
std::string help_text(const CommandPage& command, const Style& style);

/// How help looks on stdout.
Style help_style();

/// The man page llmtco(1).
std::string man_page(const ProgramPage& program, const std::string& version);

}  // namespace llmtco::app
