#include <doctest/doctest.h>

#include "yaml/yaml.h"

using namespace llmtco;

namespace {

template <typename Read>
std::string complaint(const std::string& value, Read read) {
  Diagnostics diagnostics;
  const auto root = read_text("at: {x: " + value + "}\n", "f.yaml", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  CHECK(!read(*root->find("at")->find("x"), diagnostics).has_value());
  const auto all = diagnostics.sorted();
  REQUIRE(all.size() == 1);
  return all[0].message + (all[0].hint.empty() ? "" : "; " + all[0].hint);
}

double value_of(const char* text) { return std::get<double>(number_in(text)); }

}  // namespace

TEST_CASE("numbers are decimal, finite and written one way") {
  CHECK(value_of("12") == 12);
  CHECK(value_of("-0.5") == -0.5);
  CHECK(value_of("+.25") == 0.25);
  CHECK(value_of("2.5e6") == 2.5e6);
  CHECK(value_of("1E-3") == 1e-3);
  CHECK(value_of("0") == 0);
  CHECK(value_of("0.007") == 0.007);
  CHECK(std::get<std::int64_t>(integer_in("-9223372036854775808")) == INT64_MIN);
}

TEST_CASE("a number that YAML would read as something else is refused with what to write") {
  const auto said = [](const std::string& text) { return complaint(text, number); };
  CHECK(said("010") == "the number '010' starts with a zero at at.x; write 10");
  CHECK(said("-007.5") == "the number '-007.5' starts with a zero at at.x; write -7.5");
  CHECK(said("1_000") == "expected a number, found '1_000' at at.x; write 1000");
  CHECK(said("1 000 000") == "expected a number, found '1 000 000' at at.x; write 1000000");
  CHECK(said(".nan") == "expected a number, found '.nan' at at.x; every number must be finite");
  CHECK(said("-.inf") == "expected a number, found '-.inf' at at.x; every number must be finite");
  CHECK(said("1e999") == "the number '1e999' is outside the range of a double at at.x");
  CHECK(said("0x10") == "expected a number, found '0x10' at at.x; write it in decimal");
  CHECK(said("yes") == "expected a number, found 'yes' at at.x");
  CHECK(said("5.") == "expected a number, found '5.' at at.x");
  CHECK(said("1e") == "expected a number, found '1e' at at.x");
  CHECK(said("\"5\"") == "expected a number at at.x, found the quoted text '5'; remove the quotes");
  CHECK(said("[5]") == "expected a number at at.x, found a list");
  CHECK(said("") == "expected a number at at.x, found nothing");
}

TEST_CASE("whole numbers, truth values, dates and texts are as strict") {
  CHECK(complaint("3.5", integer) == "expected a whole number, found '3.5' at at.x; write all its digits");
  CHECK(complaint("1e6", integer) == "expected a whole number, found '1e6' at at.x; write all its digits");
  CHECK(complaint("9223372036854775808", integer) ==
        "the number '9223372036854775808' does not fit 64 bits at at.x");
  CHECK(complaint("yes", boolean) == "expected true or false at at.x, found 'yes'; write true");
  CHECK(complaint("Off", boolean) == "expected true or false at at.x, found 'Off'; write false");
  CHECK(complaint("1", boolean) == "expected true or false at at.x, found '1'");
  CHECK(complaint("\"true\"", boolean) == "expected true or false at at.x, found 'true'; write true");
  CHECK(complaint("2025-02-29", date) ==
        "expected a date at at.x, found '2025-02-29'; write a day that exists as YYYY-MM-DD");
  CHECK(complaint("2025-6-10", date) ==
        "expected a date at at.x, found '2025-6-10'; write a day that exists as YYYY-MM-DD");
  CHECK(complaint("\"a\\tb\"", text) ==
        "the text 'a\\x09b' at at.x has control characters; write it on one line "
        "without escapes");
  CHECK(complaint("\"\"", text) == "expected a text at at.x, found an empty one");
  CHECK(complaint("{}", text) == "expected a text at at.x, found a mapping");
}
