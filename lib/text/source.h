#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

/// A place in an input: line and column are 1-based, the column counts characters (code points), not bytes.
/// line = 0 means that the input has no lines to point at, as for a value given on the command line.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Location&) const = default;
};

/// "chat.yaml:12:5", or "chat.yaml" when there is no line.
std::string to_text(const Location& location);

/// One input text, whole or a slice of a bigger file that starts at line `first_line`, with quick access to
/// its lines. A byte order mark at the start is not part of the text.
class Source {
 public:
  Source(std::string name, std::string text, int first_line = 1);

  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  int first_line() const { return first_line_; }
  int line_count() const { return static_cast<int>(line_starts_.size()); }
  bool contains_line(int line) const { return line >= first_line_ && line < first_line_ + line_count(); }

  /// Text of a line (as numbered in the file) without its line break. Requires contains_line(line).
  std::string_view line(int line) const;

  /// Place of a byte of the text; one past the end is allowed.
  Location at_byte(std::size_t offset) const;
  /// Place of a byte column (0-based) in a line given as an index (0-based) into this text.
  Location at(int line_index, int byte_column) const;
  /// Offset of that place in text().
  std::size_t byte_of(int line_index, int byte_column) const;

 private:
  std::string name_;
  std::string text_;
  int first_line_;
  /// Characters of the text from one byte to another, in time that does not grow with the distance.
  std::size_t characters(std::size_t from, std::size_t to) const;

  std::vector<std::size_t> line_starts_;
  std::vector<std::size_t>
      characters_before_;  ///< each 1,024th byte; empty where every character is one byte
};

}  // namespace llmtco
