#include <regex>

#include "sources.h"

namespace {

/// Files that a page names between backticks: `cost/bill.h` is below lib/, `tests/...` and the like below the root.
std::vector<std::string> files_named_in(const std::string& page) {
  static const std::regex name(R"(`((?:\w+/)+[\w.-]+\.(?:h|cpp|yaml))`)");
  std::vector<std::string> found;
  for (std::sregex_iterator at(page.begin(), page.end(), name), end; at != end; ++at)
    found.push_back((*at)[1]);
  return found;
}

bool is_there(const std::string& file) {
  return std::filesystem::exists(house::root() / file) ||
         std::filesystem::exists(house::root() / "lib" / file);
}

}  // namespace

TEST_CASE("names of files are found between backticks") {
  CHECK(files_named_in("`cost/bill.h` and `data/a-b.yaml`, not `Bill` or cost/bill.cpp") ==
        std::vector<std::string>{"cost/bill.h", "data/a-b.yaml"});
  CHECK_FALSE(is_there("cost/no_such_file.h"));
}

TEST_CASE("every file that the map of a bill sends its reader to is there") {
  const std::vector<std::string> files =
      files_named_in(house::text_of(house::root() / "docs" / "how-a-bill-is-computed.md"));
  CHECK(files.size() > 60);
  for (const std::string& file : files) {
    CAPTURE(file);
    CHECK(is_there(file));
  }
}
