#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "args.h"

namespace llmtco::app {

/// Writes data to stdout or to the file asked for. A file is written beside its place and renamed, so that it
/// is there whole or not at all, and named on stderr. Throws FileError.
void write(const OutputArgs& output, const std::string& text);

/// Throws FileError where the file asked for cannot be written, so that no time is spent on a result that is
/// lost.
void require_writable(const OutputArgs& output);

/// Throws InputError where the file asked for is one of those that were read.
void keep_inputs(const OutputArgs& output, const std::vector<std::string>& inputs);

/// Writes `text` to `path` in the same way; a link is followed.
void write_file(const std::string& path, const std::string& text);

/// Removes a file that is half written. Safe in a signal handler.
void remove_unfinished();

/// Whether a stream may show colour and progress: a terminal, and neither NO_COLOR nor TERM=dumb.
bool decorated(int file_descriptor);

/// Whether a terminal or a pipe is at the other end.
bool is_terminal(int file_descriptor);

/// Columns of the terminal at the other end, or 0 where there is none.
std::size_t terminal_width(int file_descriptor);

/// Whether the locale shows characters beyond ASCII.
bool utf8_locale();

}  // namespace llmtco::app
