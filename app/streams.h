#pragma once
#include <string>
#include <string_view>

namespace llmtco::app {

/// Puts something that cannot be read or written in the place of stdin, stdout and stderr where the caller closed them:
/// the next file that is opened would take their number, and get what was meant for them. To be called first.
void keep_streams();

/// Says something on stderr: control characters and commands of logs (text/plain.h) do not reach it.
void say(std::string_view words);
/// A line of progress, as it is; nothing is remembered of its loss.
void show_progress(std::string_view line);
/// Whether words for stderr were lost.
bool words_were_lost();

/// Data for stdout. Throws FileError where they cannot be written.
void write_out(std::string_view data);

}  // namespace llmtco::app
