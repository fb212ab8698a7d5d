#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace llmtco {

/// What took long to compute, kept in a folder from one run of the program to the next, each by what it was computed of.
///
/// Nothing here is ever an error: a file that is not there, cut off, or made by another build is one that was not kept, and
/// where nothing can be written nothing is. Several programs may share a folder at once.
class KeptFiles {
 public:
  /// `maker`: what is computed differently by another one is not found. The oldest files go where there are more than `most`.
  KeptFiles(std::string folder, std::string maker, std::size_t most = 256);

  std::optional<std::string> find(std::string_view made_of) const;
  void keep(std::string_view made_of, std::string_view bytes) const;

 private:
  std::string file_of(std::string_view made_of) const;

  std::string folder_, maker_;
  std::size_t most_;
};

/// What tells the program that runs from any other build of it: the size of its file and when that was written. Empty where
/// the system does not say.
std::string running_program();

}  // namespace llmtco
