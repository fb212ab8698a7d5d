#include <doctest/doctest.h>

#include "program.h"

// Surfaces kept from run to run change how long a run takes and nothing that it says.

namespace {

Ran kept_in(const std::string& folder, std::vector<std::string> args) {
  return run(Call{.args = std::move(args), .environment = {{"LLMTCO_CACHE", folder}}});
}

}  // namespace

TEST_CASE("a run with kept surfaces says what one without says, also where they are damaged") {
  const std::vector<std::string> args{"run", source_file("scenarios/article.yaml"), "--format", "json"};
  const Ran none = kept_in("off", args);
  REQUIRE(none.code == 0);
  const Folder folder;
  const std::string kept = folder / "kept";
  CHECK(kept_in(kept, args).out == none.out);
  CHECK(kept_in(kept, args).out == none.out);
  CHECK(folder.files() == std::vector<std::string>{"kept"});
  CHECK(kept_in("/dev/null", args).out == none.out);
  const std::vector<std::string> change{"what-if",  source_file("scenarios/article.yaml"),
                                        "--set",    "options.llama-70b-a100.replicas=2",
                                        "--format", "json"};
  CHECK(kept_in(kept, change).out == kept_in("off", change).out);
}

TEST_CASE(
    "surfaces are kept in the user's folder for what can be made again, and nowhere where there is none") {
  const Folder folder;
  const std::vector<std::string> args{"run", source_file("scenarios/article.yaml")};
  const auto with = [&](const std::string& xdg, const std::string& home) {
    return run(Call{.args = args,
                    .environment = {{"LLMTCO_CACHE", ""}, {"XDG_CACHE_HOME", xdg}, {"HOME", home}}})
        .code;
  };
  CHECK(with(folder / "xdg", folder / "home") == 0);
  CHECK(folder.files() == std::vector<std::string>{"xdg"});
  CHECK(with("", folder / "home") == 0);
  CHECK(folder.files() == std::vector<std::string>{"home", "xdg"});
  CHECK(with("", "") == 0);
}
