#include "text/csv.h"

#include <doctest/doctest.h>

using namespace llmtco;
using Fields = std::vector<std::string>;

TEST_CASE("records of a CSV file: names, then fields, with the line each starts on") {
  const CsvTable table = read_csv("# exported today\nname,tokens\n\na,1\r\n# half time\nb,2");
  CHECK(table.columns == Fields{"name", "tokens"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Fields{"a", "1"});
  CHECK(table.rows[1] == Fields{"b", "2"});
  CHECK(table.lines == std::vector<int>{4, 6});
  CHECK(table.column("tokens") == 1);
  CHECK_FALSE(table.column("token").has_value());
}

TEST_CASE("quotes hold commas, line breaks and doubled quotes; later lines keep their numbers") {
  const CsvTable table = read_csv("a,b\n\"one, two\",\"say \"\"no\"\"\"\n\"two\nlines\",x\nlast,y\n");
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0] == Fields{"one, two", "say \"no\""});
  CHECK(table.rows[1] == Fields{"two\nlines", "x"});
  CHECK(table.lines == std::vector<int>{2, 3, 5});
  CHECK(table.unclosed == 0);
}

TEST_CASE("a byte order mark is no part of the first name, a quote left open is told with its line") {
  const CsvTable table = read_csv("\xEF\xBB\xBFname\nx\n\"open\n");
  CHECK(table.columns == Fields{"name"});
  CHECK(table.unclosed == 3);
}

TEST_CASE("what is written as a field reads back as it was") {
  for (const std::string text : {"plain", "one, two", "say \"no\"", "two\nlines", "\"", "a\rb"}) {
    CAPTURE(text);
    const CsvTable table = read_csv("name\n" + csv_field(text) + ",end\n");
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0][0] == text);
  }
}
