#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "folder.h"
#include "report/focus_check.h"

namespace {

std::string problems_in(const std::string& file, llmtco::FocusVersion version) {
  std::ifstream in(reference_folder() + "/imports/" + file);
  REQUIRE(in);
  std::ostringstream text;
  text << in.rdbuf();
  std::string all;
  for (const std::string& each : llmtco::focus_problems(text.str(), version)) all += each + "\n";
  return all;
}

}  // namespace

TEST_CASE("bills of others in the form of FOCUS keep the rules that rows are held against") {
  CHECK(problems_in("focus_1_2.csv", llmtco::FocusVersion::v1_2) == "");
  CHECK(problems_in("focus_1_5_draft.csv", llmtco::FocusVersion::v1_5) == "");
}
