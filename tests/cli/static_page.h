#pragma once
#include <string>

/// Whether this build's pages have figures that answer to pointer and keys, as `llmtco --version` says.
bool pages_are_live();

/// A page less what the scripts of the build add to it: their text, their style, their numbers and their places in the
/// policy. It is the page of a build without npm, byte for byte.
std::string without_scripts(std::string page);
