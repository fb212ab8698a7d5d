#include <doctest/doctest.h>

#include <filesystem>

#include "results.h"

// Results of somebody else, and places that cannot be written to: an error that says so, and nothing half-written.

namespace {

struct Place {
  std::vector<std::string> outputs;
  int code;
  std::string says;
};

}  // namespace

TEST_CASE("where one output cannot be written, none of the others is left behind half-written") {
  const Folder folder;
  std::filesystem::create_directory(folder / "folder.json");
  folder.write("file", "kept\n");
  const Place places[] = {
      {{"none/a.json"}, 4, "none/a.json"},
      {{"file/a.json"}, 4, "file/a.json"},
      {{"folder.json"}, 4, "folder.json"},
      {{"a.csv", "none/b.json"}, 4, "none/b.json"},
      {{"a.csv", "a.csv"}, 2, "two forms for the file 'a.csv'"},
      {{"a.csv", "b.pdf"}, 2, "its suffix names no form"},
      {{"html=/dev/full"}, 4, "No space left"},
      {{std::string(300, 'n') + ".json"}, 4, "File name too long"},
      {{std::string("a\x1b[31m/b.json")}, 4, "cannot write"},
  };
  for (const Place& place : places) {
    CAPTURE(place.says);
    std::vector<std::string> args{"run", "starter", "--draws", "1024"};
    for (const std::string& output : place.outputs) args.insert(args.end(), {"-o", output});
    const Ran ran = run(Call{.args = args, .directory = folder.path()});
    CHECK(ran.code == place.code);
    CHECK_MESSAGE(has(ran.err, place.says), ran.err);
    CHECK_FALSE(has(ran.err, "\x1b"));
    CHECK(folder.files().size() == 2);  // what was there before, alone
  }
  CHECK(read_text_file(folder / "file") == "kept\n");
}

TEST_CASE("results of other commands and of other programs are no results of run") {
  const Folder folder;
  const std::string starter = source_file("scenarios/starter.yaml");
  const auto made = [&](const std::string& name, std::vector<std::string> args) {
    folder.write(name, run(std::move(args)).out);
    return name;
  };
  folder.write("array.json", "[{\"cost\": 1}]");
  folder.write("number.json", "1");
  folder.write("text.json", "\"a\"");
  folder.write("null.json", "null");
  folder.write("infracost.json",
               R"({"version": "0.2", "currency": "USD", "projects": [], "totalMonthlyCost": "12"})");
  folder.write("empty.json", "{}");
  folder.write("yaml.json", "scenario: a\n");
  for (const std::string& name :
       {std::string("array.json"), std::string("number.json"), std::string("text.json"),
        std::string("null.json"), std::string("infracost.json"), std::string("empty.json"),
        std::string("yaml.json"),
        made("check.json", {"check", starter, "--base-scenario", starter, "--draws", "1024", "--max-draws",
                            "1024", "--gate", "best: unchanged", "--format", "json"}),
        made("what-if.json",
             {"what-if", starter, "--draws", "1024", "--set", "horizon=6 months", "--format", "json"}),
        made("explain.json", {"explain", starter, "gpt-4o", "--draws", "1024", "--format", "json"})}) {
    CAPTURE(name);
    const Ran ran = run(Call{.args = {"render", name, "-o", "out.html"}, .directory = folder.path()});
    CHECK(ran.code == 2);
    CHECK_MESSAGE(has(ran.err, name), ran.err);
    CHECK(has(ran.err, "error: "));
    CHECK_FALSE(std::filesystem::exists(folder / "out.html"));
  }
}
