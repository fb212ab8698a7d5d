#include <doctest/doctest.h>

#include "report/escape.h"
#include "report/layout.h"

using namespace llmtco;

TEST_CASE("columns are as wide as their widest cell, two spaces apart, without spaces at the end") {
  Table table({Table::Align::left, Table::Align::right, Table::Align::left});
  table.row({"a", "1", "x"});
  table.row({"long name", "1,000", ""});
  CHECK(table.lines() == std::vector<std::string>{"a              1  x", "long name  1,000"});
}

TEST_CASE("a column that nobody fills takes no place") {
  Table table({Table::Align::left, Table::Align::left, Table::Align::left});
  table.row({"a", "", "b"});
  table.row({"c", "", "d"});
  CHECK(table.lines() == std::vector<std::string>{"a  b", "c  d"});
}

TEST_CASE("characters that take two columns, or none, keep the table straight") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("") == 0);
  CHECK(display_width("\xe2\x80\xa6") == 1);              // an ellipsis
  CHECK(display_width("\xe6\x97\xa5\xe6\x9c\xac") == 4);  // two ideographs
  CHECK(display_width("\xc3\xa9") == 1);                  // e with an accent
  Table table({Table::Align::left, Table::Align::left});
  table.row({"\xe6\x97\xa5\xe6\x9c\xac", "x"});
  table.row({"abcd", "x"});
  CHECK(table.lines() == std::vector<std::string>{"\xe6\x97\xa5\xe6\x9c\xac  x", "abcd  x"});
}

TEST_CASE("colour is given only where it is wanted") {
  CHECK(Style{.colour = false, .unicode = true}.bold("x") == "x");
  CHECK(Style{.colour = true, .unicode = true}.bold("x") == "\x1b[1mx\x1b[0m");
}

TEST_CASE("texts cannot reach a terminal's controls") {
  CHECK(for_terminal("a\x1b[31mb") == "a?[31mb");
  CHECK(for_terminal("a\tb\nc") == "a b?c");
  CHECK(for_terminal("\xff") == "?");
  CHECK(for_terminal("caf\xc3\xa9") == "caf\xc3\xa9");
}

TEST_CASE("fields of a CSV file are quoted where they must be, and are no formulas") {
  CHECK(for_csv("plain") == "plain");
  CHECK(for_csv("") == "");
  CHECK(for_csv("a,b") == "\"a,b\"");
  CHECK(for_csv("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(for_csv("two\nlines") == "two?lines");
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", " =1"})
    CHECK(for_csv(formula) == std::string("'") + formula);
  CHECK(for_csv("\tx") == "' x");
  CHECK(for_csv("=a,b") == "\"'=a,b\"");
}

TEST_CASE("cells of a Markdown table are texts") {
  CHECK(for_markdown("a|b") == "a\\|b");
  CHECK(for_markdown("<script>") == "&lt;script&gt;");
  CHECK(for_markdown("a & b") == "a &amp; b");
  CHECK(for_markdown("*bold* [x](y) `c`") == "\\*bold\\* \\[x\\]\\(y\\) \\`c\\`");
  CHECK(for_markdown("two\nlines").find('\n') == std::string::npos);
}

TEST_CASE("colour ends before the line does") {
  CHECK(Style{.colour = true, .unicode = true}.dim("x\n") == "\x1b[2mx\x1b[0m\n");
}

TEST_CASE("a table wider than the terminal stands in parts, each with its first column") {
  Table table({Table::Align::left, Table::Align::right, Table::Align::right, Table::Align::right});
  table.row({"option", "$/month", "accuracy", "cheapest"});
  table.row({"a", "$1", "80.0 %", "0.0 %"});
  const std::vector<Table> parts = table.parts(25);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].lines() ==
        std::vector<std::string>{"option  $/month  accuracy", "a            $1    80.0 %"});
  CHECK(parts[1].lines() == std::vector<std::string>{"option  cheapest", "a          0.0 %"});
  REQUIRE(table.parts(1000).size() == 1);
  CHECK(table.parts(1000)[0].lines() == table.lines());
  CHECK(table.parts(1).size() == 3);  // narrower than any column: one each
}

TEST_CASE("a line is cut at the terminal's edge, and nowhere else") {
  CHECK(cut_to_fit("abcdef", {.unicode = true, .width = 4}) == "abc\xe2\x80\xa6");
  CHECK(cut_to_fit("abcdef", {.unicode = false, .width = 4}) == "ab..");
  CHECK(cut_to_fit("abcdef", {.unicode = true, .width = 6}) == "abcdef");
  CHECK(cut_to_fit("abcdef", {.unicode = true, .width = 0}) == "abcdef");  // a pipe has no edge
  // Two ideographs take four columns; half of one is none.
  CHECK(cut_to_fit("\xe6\x97\xa5\xe6\x9c\xac", {.unicode = true, .width = 3}) == "\xe6\x97\xa5\xe2\x80\xa6");
}

TEST_CASE("words are wrapped with their indent inside the width") {
  CHECK(wrapped_words("one two three", "  ", 9) == "one two\n  three\n");
  CHECK(wrapped_words("unbreakable", "  ", 4) == "unbreakable\n");
  CHECK(wrapped_words("", "", 10) == "");
}

TEST_CASE("a name cannot turn the text around it: marks of direction are shown as ?") {
  CHECK(for_terminal("\xe2\x80\xaegpj.exe") == "?gpj.exe");  // right-to-left override
  CHECK(for_terminal("a\xe2\x81\xa6"
                     "b\xe2\x81\xa9") == "a?b?");
  CHECK(for_markdown("\xe2\x80\x8f"
                     "x") == "?x");
  CHECK(for_terminal("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d") == "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d");  // Hebrew
}
