#include "text/plain.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "text/csv.h"
#include "text/proof.h"

using namespace llmtco;

TEST_CASE("no line of a text is a command to a system that reads logs") {
  CHECK(without_commands("::error::x\n  ::set-output x\nok :: x\n") ==
        ": :error::x\n  : :set-output x\nok :: x\n");
  CHECK(without_commands("\x1b[1m::error::x") == "\x1b[1m: :error::x");
  CHECK(without_commands("a ##[error]b ##VSO[task]c #[d]") == "a # #[error]b # #VSO[task]c #[d]");
  CHECK(without_commands("") == "");
}

TEST_CASE("words on stderr hold no control character and no mark that turns text") {
  CHECK(plain_lines("a\x1b[31mb\tc\xc2\x9b"
                    "d\xe2\x80\xae"
                    "e\xff\n") == "a?[31mb c?d?e?\n");
  CHECK(plain_lines("ü 你好 🎉\n") == "ü 你好 🎉\n");
}

TEST_CASE("JSON says the same without characters that act on a terminal or a log") {
  CHECK(plain_json("{\n  \"a\": \"\xe2\x80\xae\x7f\xc2\x9b ##[x] ##vso[y] ü\"\n}") ==
        "{\n  \"a\": \"\\u202e\\u007f\\u009b \\u0023#[x] \\u0023#vso[y] ü\"\n}");
}

TEST_CASE("a text as a cell of a CSV is no formula, whatever it begins with") {
  for (const char* text : {"=1", "+1", "-1", "@a", " =1", "\t=1", "\tx"}) {
    CAPTURE(text);
    CHECK(csv_text(text).front() == '\'');
  }
  CHECK(csv_text("a,b") == "\"a,b\"");
  CHECK(csv_text("::error::x") == ": :error::x");
  CHECK(csv_text("a\nb\x1b") == "a?b?");
}

TEST_CASE("a file proves its kind by the heads of its lines") {
  const std::vector<std::string> heads{"prices", "models"};
  CHECK(is_of_kind("# mine\nprices:\n  a: {}\n", heads));
  CHECK(is_of_kind("\xEF\xBB\xBF\"prices\": {}\n", heads));
  CHECK(is_of_kind("price:\n  a: {}\n", heads));  // nearly
  CHECK_FALSE(is_of_kind("password: x\nmodels: y\n", heads));
  CHECK_FALSE(is_of_kind("DB_PASSWORD=x\n", heads));
  CHECK_FALSE(is_of_kind("  prices: x\n", heads));
  CHECK_FALSE(is_of_kind("", heads));
}
