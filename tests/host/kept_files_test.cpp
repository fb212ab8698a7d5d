#include "host/kept_files.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "temporary_folder.h"

using namespace llmtco;

namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("what is kept is found by what it was made of, bit by bit, and by nothing else") {
  const Folder folder;
  const KeptFiles kept(folder / "a/b", "build 1");
  const std::string bytes("\0\n\xff surface", 11);
  CHECK_FALSE(kept.find("x"));
  kept.keep("x", bytes);
  CHECK(kept.find("x") == bytes);
  CHECK_FALSE(kept.find("y"));
  CHECK_FALSE(KeptFiles(folder / "a/b", "build 2").find("x"));
  kept.keep("x", "");
  CHECK(kept.find("x") == "");
}

TEST_CASE("a file that was cut off, changed or written by somebody else is one that was not kept") {
  const Folder folder;
  const KeptFiles kept(folder.path(), "build");
  kept.keep("x", "a long enough text");
  REQUIRE(folder.files().size() == 1);
  const std::string name = folder.files().front(), whole = text_of(folder / name);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    folder.write(name, whole.substr(0, size));
    CHECK_FALSE(kept.find("x"));
  }
  std::string changed = whole;
  changed.back() = '!';
  folder.write(name, changed);
  CHECK_FALSE(kept.find("x"));
  folder.write(name, whole);
  CHECK(kept.find("x") == "a long enough text");
}

TEST_CASE("the oldest go where there are too many, and files of others stay") {
  const Folder folder;
  folder.write("notes.txt", "mine");
  const KeptFiles kept(folder.path(), "build", 3);
  for (int i = 0; i < 5; ++i) {
    kept.keep(std::to_string(i), "text");
    ::usleep(20'000);  // files have times of their own
  }
  CHECK(folder.files().size() == 4);
  for (int i = 0; i < 5; ++i) CHECK(kept.find(std::to_string(i)).has_value() == (i >= 2));
  CHECK(text_of(folder / "notes.txt") == "mine");
}

TEST_CASE("where nothing can be written nothing is kept, and nobody hears of it") {
  const Folder folder;
  folder.write("file", "");
  const KeptFiles kept(folder / "file/inside", "build");
  kept.keep("x", "text");
  CHECK_FALSE(kept.find("x"));
}

TEST_CASE("the program that runs is known by its file") { CHECK_FALSE(running_program().empty()); }
