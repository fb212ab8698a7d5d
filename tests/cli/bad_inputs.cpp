#include "bad_inputs.h"

#include <doctest/doctest.h>

#include "program.h"

namespace {

void check_run(const Folder& folder, const std::vector<std::string>& args, int code,
               const std::string& expected) {
  const Ran ran = run(Call{.args = args, .directory = folder.path()});
  CHECK(ran.err == expected);
  CHECK(ran.code == code);
  CHECK(ran.out == "");
}

std::string with_mistake(const Mistake& mistake) {
  std::string text = read_text_file(test_file("bad_base.yaml"));
  const std::size_t at = text.find(mistake.old);
  REQUIRE_MESSAGE(at != std::string::npos, "the base has no '" << mistake.old << "'");
  return text.replace(at, mistake.old.size(), mistake.by);
}

}  // namespace

void check(const std::vector<Mistake>& mistakes) {
  const Folder folder;
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.by);
    folder.write("s.yaml", with_mistake(mistake));
    check_run(folder, {"run", "s.yaml", "--draws", "1024"}, 2, mistake.expected);
  }
}

void check(const std::vector<Usage>& usages) {
  const Folder folder;
  folder.write("s.yaml", with_mistake({}));
  for (const Usage& usage : usages) {
    std::string words;
    for (const std::string& arg : usage.args) words += arg + " ";
    CAPTURE(words);
    check_run(folder, usage.args, usage.code, usage.expected);
  }
}

void check(const std::vector<FileMistake>& mistakes) {
  for (const FileMistake& each : mistakes) {
    const Folder folder;
    CAPTURE(each.mistake.by);
    folder.write("s.yaml", with_mistake(each.mistake));
    for (const auto& [name, text] : each.files) folder.write(name, text);
    check_run(folder, {"run", "s.yaml", "--draws", "1024"}, each.code, each.mistake.expected);
  }
}
