#include "text/csv.h"

#include <doctest/doctest.h>

using namespace llmtco;
using Fields = std::vector<std::string>;

namespace {

/// What is wrong with a text, "line: message; hint", one a line.
std::string problems(const std::string& text) {
  std::string out;
  for (const CsvProblem& p : read_csv(text).problems)
    out += std::to_string(p.line) + ": " + p.message + (p.hint.empty() ? "" : "; " + p.hint) + "\n";
  return out;
}

/// The number in a cell of a file with this separator and decimal sign, as text; or why there is none.
std::string number(const std::string& cell, char separator = ',', CsvDecimal decimal = CsvDecimal::unknown) {
  const auto read = csv_number(cell, {separator, decimal});
  if (const auto* refusal = std::get_if<Refusal>(&read)) return refusal->message;
  std::string text = std::to_string(std::get<double>(read));
  text.erase(text.find_last_not_of('0') + 1);
  return text.back() == '.' ? text.substr(0, text.size() - 1) : text;
}

}  // namespace

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
  CHECK(table.problems.empty());
}

TEST_CASE("a byte order mark is no part of the first name, a quote left open is told with its line") {
  const CsvTable table = read_csv("\xEF\xBB\xBFname\nx\n\"open\n");
  CHECK(table.columns == Fields{"name"});
  REQUIRE(table.problems.size() == 1);
  CHECK(table.problems[0].line == 3);
}

TEST_CASE("what is written as a field reads back as it was") {
  for (const std::string text : {"plain", "one, two", "say \"no\"", "two\nlines", "\"", "a\rb"}) {
    CAPTURE(text);
    const CsvTable table = read_csv("name,last\n" + csv_field(text) + ",end\n");
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0][0] == text);
  }
}

TEST_CASE("the separator is the one of the names, or of a line that says so") {
  for (const std::string text :
       {"in;out\n1;2\n", "in\tout\n1\t2\n", "sep=;\nin;out\n1;2\n", "SEP=|\r\nin|out\r\n1|2\r\n",
        "# a,b,c\nin;\"out\"\n1;2\n", "in,out\r1,2\r"}) {
    CAPTURE(text);
    const CsvTable table = read_csv(text);
    CHECK(table.problems.empty());
    CHECK(table.columns == Fields{"in", "out"});
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0] == Fields{"1", "2"});
  }
}

TEST_CASE(
    "every row has a field for each column; blank rows and empty fields behind the last are passed over") {
  CHECK(problems("in,out\n1,000,100\n2000\n3,4\n") ==
        "2: 3 fields, but the header names 2 columns; a field with a ',' in it stands in quotes\n"
        "3: 1 field, but the header names 2 columns\n");
  const CsvTable table = read_csv("in,out,,\n1,2,,\n3,4\n,,,\n  \n");
  CHECK(table.problems.empty());
  CHECK(table.rows == std::vector<Fields>{{"1", "2"}, {"3", "4"}});
  CHECK(problems("in, in\n1,2\n") == "1: columns 1 and 2 have the same name; rename one\n");
  CHECK(problems("in,out\n\"1\"000,2\n") ==
        "2: text behind a closing quote; double the quotes inside a field\n");
}

TEST_CASE("what is no CSV is known by its first bytes") {
  CHECK(problems("\xFF\xFEi") == "1: the file is in UTF-16; save it as CSV in UTF-8\n");
  CHECK(problems("PK\x03\x04zip") == "1: the file is a workbook or an archive; save it as CSV\n");
  CHECK(problems(std::string("a,b\n1,\0\n", 8)) == "1: the file is no text; save it as CSV in UTF-8\n");
}

TEST_CASE("a cell of a spreadsheet's error is a cell and no comment") {
  const CsvTable table = read_csv("in\n#REF!\n# a comment\n5\n");
  REQUIRE(table.rows.size() == 2);
  CHECK(number(table.rows[0][0]) == "'#REF!' is an error of the spreadsheet");
  for (const char* cell : {"#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!"}) CHECK(is_csv_error(cell));
}

TEST_CASE("numbers as people write them; what can be read two ways is refused") {
  CHECK(number("1000") == "1000");
  CHECK(number(" 0.5 ") == "0.5");
  CHECK(number("1e3") == "1000");
  CHECK(number("1,000") == "1000");  // in quotes, beside commas that separate fields
  CHECK(number("-1,234,567.5") == "-1234567.5");
  CHECK(number("1 000") == "1000");
  CHECK(number("1\xC2\xA0"
               "000,5",
               ';') == "1000.5");
  CHECK(number("12'000") == "12000");
  CHECK(number("1000,5", ';') == "1000.5");
  CHECK(number("0,125", ';') == "0.125");
  CHECK(number("1.234,5", '\t') == "1234.5");
  CHECK(number("1,234.5", ';') == "1234.5");
  CHECK(number("1.234.567", ';') == "1234567");
  CHECK(number("1,000", ';') == "'1,000' can be read as 1000 and as 1.000");
  CHECK(number("1.000", ';') == "'1.000' can be read as 1000 and as 1.000");
  CHECK(number("1,000", ';', CsvDecimal::comma) == "1");
  CHECK(number("1.000", ';', CsvDecimal::comma) == "1000");
  CHECK(number("1.000") == "1");  // commas separate fields, so the point is the decimal one
  for (const char* cell : {"five", "1,5", "12,34,567", "1 00", "nan", "inf", "-inf", "1e999", "0x10", "5%",
                           "$5", "--5", "1.2.3", ","}) {
    CAPTURE(cell);
    CHECK(number(cell).find("is no number") != std::string::npos);
  }
  CHECK(number("") == "the cell is empty");
}

TEST_CASE("the cells of a file tell its decimal sign, unless they disagree") {
  CHECK(read_csv("a;b\n1,000;0,5\n").style.decimal == CsvDecimal::comma);
  CHECK(read_csv("a;b\n1,000;12.5\n").style.decimal == CsvDecimal::point);
  CHECK(read_csv("a;b\n1,000;2,000\n").style.decimal == CsvDecimal::unknown);
  CHECK(read_csv("a;b\n1,5;2.5\n").style.decimal == CsvDecimal::unknown);
}
