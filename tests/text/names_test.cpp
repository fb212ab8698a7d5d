#include "text/names.h"

#include <doctest/doctest.h>

using namespace llmtco;

namespace {
enum class Phase { prefill, decode };
constexpr Names<Phase, 2> phases{{{{Phase::prefill, "prefill"}, {Phase::decode, "decode"}}}};
}  // namespace

TEST_CASE("an enumeration is written and read by one table") {
  static_assert(phases.to_text(Phase::decode) == "decode");
  static_assert(phases.from_text("prefill") == Phase::prefill);
  CHECK_FALSE(phases.from_text("Prefill").has_value());
  CHECK(phases.words() == std::vector<std::string>{"prefill", "decode"});
  CHECK(phases.alternatives() == "prefill or decode");
  constexpr Names<int, 3> three{{{{1, "one"}, {2, "two"}, {3, "three"}}}};
  CHECK(three.alternatives() == "one, two or three");
}
