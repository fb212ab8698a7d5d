#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "text/source.h"

namespace llmtco {

/// Input that is wrong, with every message about it rendered in what(). The program exits with 2.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file that is missing, unreadable or a directory. The program exits with 4.
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Diagnostic {
  enum class Severity { error, warning };

  Severity severity;
  Location location;
  std::string message;  ///< what is wrong, and where in the input
  std::string hint;     ///< what to do about it; may be empty

  bool operator==(const Diagnostic&) const = default;
};

/// Collects everything wrong with the inputs, so that a user sees all mistakes of a file at once.
class Diagnostics {
 public:
  void error(Location location, std::string message, std::string hint = "");
  void warning(Location location, std::string message, std::string hint = "");

  /// Makes the lines of a text known, so that messages can show them. Reading a text does this.
  void add_source(std::shared_ptr<const Source> source);
  /// The text of a file that is known, for messages that come after the reading; null for any other.
  std::shared_ptr<const Source> source(const std::string& file) const;

  bool has_errors() const;
  std::size_t error_count() const;

  /// Without duplicates, in the order of the files as they were read, then by line and column.
  std::vector<Diagnostic> sorted() const;

  /// file:line:col: error: message; hint
  ///   the source line
  ///   ^
  /// for each, the first `limit` of them, then "and N more".
  std::string rendered(std::size_t limit = 50) const;

  /// Throws InputError with the rendered text if there is any error.
  void throw_if_errors() const;

 private:
  std::string snippet(const Location& location) const;
  std::size_t source_rank(const std::string& file) const;

  std::vector<Diagnostic> list_;
  std::vector<std::shared_ptr<const Source>> sources_;
};

}  // namespace llmtco
