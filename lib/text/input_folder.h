#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "text/number.h"

namespace llmtco {

/// How far the names of files in an input may reach.
struct FileReach {
  std::string root;       ///< files below this folder; empty: below the folder of the input itself
  bool any_file = false;  ///< every file that the user may read
  /// What places call the input, where they shall not depend on how it was named; the files it names are then called as
  /// it names them.
  std::string called{};
};

/// The folder of an input, and which files the input may name. A scenario may be written by somebody else than
/// the one who runs it, so a name reaches no further than this says:
///
/// - it is relative to the folder, and what it leads to, over links too, lies below the root: no absolute path, no
///   `..` and no link out of it. Whether there is such a file outside is not looked at, and cannot be told from
///   what is said.
/// - it is a regular file, of a file system that keeps files: no pipe, no device, nothing of /proc or /sys. It is
///   opened once, without waiting, and what has been opened is what was checked.
/// - it has at most as many bytes as whoever asks says.
///
/// Where the folder does not lie below the root, names are relative to the root.
class InputFolder {
 public:
  InputFolder(std::string directory,
              FileReach reach = {});  // NOLINT(google-explicit-constructor): a folder is named by its path

  /// Files that are part of the program rather than of a disk: name and bytes.
  using Held = std::vector<std::pair<std::string, std::string>>;
  InputFolder& hold(Held files);

  /// The bytes of a file, or why it may not be read. Throws FileError where it is missing or cannot be read.
  std::variant<std::string, Refusal> read(const std::string& name, std::size_t largest) const;
  /// The path of a file as messages show it.
  std::string path_of(const std::string& name) const;

  /// Paths of the files that were read, by this folder and its copies: no result may be written over them.
  const std::vector<std::string>& opened() const { return known_->opened; }

  /// What is known of its files, by this folder and its copies: each is opened once, and a column of numbers is taken
  /// out of one once.
  struct Known {
    std::vector<std::string> opened;
    std::map<std::string, std::string> bytes;                                    ///< by name
    std::map<std::pair<std::string, std::string>, std::vector<double>> columns;  ///< by name and column
    std::size_t searched = 0;                                                    ///< bytes, for columns
  };
  Known& known() const { return *known_; }

 private:
  std::string directory_;
  FileReach reach_;
  Held held_;
  std::shared_ptr<Known> known_;
};

}  // namespace llmtco
