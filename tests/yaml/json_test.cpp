#include <doctest/doctest.h>

#include "yaml/yaml.h"

using namespace llmtco;

namespace {

Node json_tree(const std::string& text) {
  Diagnostics diagnostics;
  const auto root = read_json(text, "f.json", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  REQUIRE(root.has_value());
  return *root;
}

/// What the reader says about a text named f.json, without the source lines.
std::string json_complaints(const std::string& text) {
  Diagnostics diagnostics;
  const auto root = read_json(text, "f.json", diagnostics);
  std::string out;
  for (const Diagnostic& d : diagnostics.sorted()) {
    out += to_text(d.location) + ": " + d.message + (d.hint.empty() ? "" : "; " + d.hint) + "\n";
  }
  if (!root && out.empty()) out = "nothing was read and nothing said\n";
  return out;
}

struct BadJson {
  std::string text;
  std::string expected;
};

std::string place(const Location& location) { return to_text(location); }

}  // namespace

TEST_CASE("JSON gives the tree that YAML gives of the same text") {
  const std::string text = "{\n  \"a\": [1, \"x\", true],\n  \"b\": {\"c\": null}\n}\n";
  Diagnostics diagnostics;
  const auto yaml = read_text(text, "f.yaml", diagnostics);
  REQUIRE(yaml.has_value());
  CHECK(written(json_tree(text)) == written(*yaml));
  CHECK(json_tree(text).find("b")->find("c")->path() == "b.c");
}

TEST_CASE("every key and value of a JSON text has its line and column, counted in characters") {
  const Node root = json_tree(
      "{ \"prix \xE2\x82\xAC\" : 2.49,\r\n\t\"gpus\":[8 ,-16 ],\"none\":null,\n\n \"end\": \"\\\"}\" }");
  const Node price = *root.find("prix \xE2\x82\xAC"), gpus = *root.find("gpus");
  CHECK(place(root.location()) == "f.json:1:1");
  CHECK(place(price.key_location()) == "f.json:1:3");
  CHECK(place(price.location()) == "f.json:1:14");  // the sign is one character and three bytes
  CHECK(place(gpus.key_location()) == "f.json:2:2");
  CHECK(place(gpus.location()) == "f.json:2:9");
  CHECK(place(gpus.children()[0].location()) == "f.json:2:10");
  CHECK(place(gpus.children()[1].location()) == "f.json:2:13");
  CHECK(gpus.children()[1].text() == "-16");
  CHECK(place(root.find("none")->location()) == "f.json:2:19");
  CHECK(place(root.find("end")->location()) == "f.json:4:9");
  CHECK(root.find("end")->text() == "\"}");
}

TEST_CASE("a text is quoted, a number, true and false are not") {
  const Node root = json_tree("[\"1\", 1, true, \"\", \"caf\\u00e9 \\ud83d\\ude00\"]");
  const auto values = root.children();
  CHECK(values[0].quoted());
  CHECK_FALSE(values[1].quoted());
  CHECK_FALSE(values[2].quoted());
  CHECK(values[3].text().empty());
  CHECK(values[4].text() == "caf\xC3\xA9 \xF0\x9F\x98\x80");
  CHECK(json_tree("[]").is_sequence());
  CHECK(json_tree("{}").is_mapping());
  CHECK(json_tree("3.5").text() == "3.5");
}

TEST_CASE("a number keeps the text it has in the file, so that nothing of it is lost") {
  for (const char* text : {"0.1", "1.0", "-0", "1E+2", "2.2250738585072014e-308", "1.7976931348623157e308",
                           "9007199254740993", "18446744073709551616", "0.30000000000000004"}) {
    CAPTURE(text);
    CHECK(json_tree(std::string("[") + text + "]").children()[0].text() == text);
  }
  Diagnostics diagnostics;
  CHECK(number(json_tree("0.30000000000000004"), diagnostics) == 0.1 + 0.2);
  CHECK(integer(json_tree("9007199254740993"), diagnostics) == 9007199254740993);  // no double: 2^53 + 1
}

TEST_CASE("a byte order mark is not part of the text") {
  CHECK(place(json_tree("\xEF\xBB\xBF{\"a\": 1}").find("a")->location()) == "f.json:1:7");
}

TEST_CASE("what is not JSON is refused where it stands, in words that say what to do") {
  const BadJson table[] = {
      {"", "f.json:1:1: there is nothing in this file\n"},
      {" \n\n", "f.json:1:1: there is nothing in this file\n"},
      {"null", "f.json:1:1: there is nothing in this file\n"},
      {"{\"a\": 1",
       "f.json:1:1: the mapping opened here is not closed; add the '}', unless the file was cut short\n"},
      {"{\"a\":\n [1,\n",
       "f.json:2:2: the list opened here is not closed; add the ']', unless the file was cut short\n"},
      {"[1, 2,]", "f.json:1:7: a ',' before the closing bracket; remove it\n"},
      {"{\"a\": 1,\n}", "f.json:2:1: a ',' before the closing bracket; remove it\n"},
      {"[1 2]", "f.json:1:4: a ',' is missing before this; add it\n"},
      {"{\"a\": 1\n \"b\": 2}", "f.json:2:2: a ',' is missing before this; add it\n"},
      {"[{}{}]", "f.json:1:4: a ',' is missing before this; add it\n"},
      {"{\"a\" 1}", "f.json:1:6: a ':' is missing before this; add it\n"},
      {"{1: 2}", "f.json:1:2: a key must be a text in double quotes\n"},
      {"{\"a\": 1} {\"a\": 2}", "f.json:1:10: text after the end of the value; keep one value in a file\n"},
      {"[1]]", "f.json:1:4: text after the end of the value; keep one value in a file\n"},
      {"[\"abc]\n",
       "f.json:1:2: the quote '\"' opened here is not closed in its line; add the closing '\"'\n"},
      {"[\"abc",
       "f.json:1:2: the quote '\"' opened here is not closed in its line; add the closing '\"', unless the "
       "file was cut short\n"},
      {"[1, // one\n2]", "f.json:1:5: JSON has no comments; remove it\n"},
      {"['a']", "f.json:1:2: ''a'' is no value of JSON; put keys and texts in double quotes\n"},
      {"[True]", "f.json:1:2: 'True' is no value of JSON; write true\n"},
      {"[\n None]", "f.json:2:2: 'None' is no value of JSON; write null\n"},
      {"[1, ]", "f.json:1:5: a ',' before the closing bracket; remove it\n"},
      {"[,1]", "f.json:1:2: this is not JSON: unexpected ','; expected '[', '{', or a literal\n"},
      {"[\"\\q\"]", "f.json:1:4: this is not JSON: invalid string: forbidden character after backslash\n"},
  };
  for (const BadJson& bad : table) {
    CAPTURE(bad.text);
    CHECK(json_complaints(bad.text) == bad.expected);
  }
}

TEST_CASE("YAML that is not JSON is refused at its first word") {
  CHECK(json_complaints("schema: kernel-calibration/1\nvalid: true\n") ==
        "f.json:1:1: 'schema' is no value of JSON; put keys and texts in double quotes\n");
  CHECK(json_complaints("# rows\n[1]") == "f.json:1:1: JSON has no comments; remove it\n");
  CHECK(json_complaints("{a: 1}") ==
        "f.json:1:2: 'a' is no value of JSON; put keys and texts in double quotes\n");
  CHECK(json_complaints("- 1\n") == "f.json:1:1: expected a number, found '-'\n");
}

TEST_CASE("numbers that are none, or no double, are refused where they stand") {
  const BadJson table[] = {
      {"[1, NaN]", "f.json:1:5: 'NaN' is no number of JSON; every number must be finite\n"},
      {"{\"a\":\n -Infinity}", "f.json:2:2: '-Infinity' is no number of JSON; every number must be finite\n"},
      {"[1e999]", "f.json:1:2: the number '1e999' is outside the range of a double\n"},
      {"[0, -1e999 ]", "f.json:1:5: the number '-1e999' is outside the range of a double\n"},
      {"[1e-999]", "f.json:1:2: the number '1e-999' is outside the range of a double\n"},
      {"[01]", "f.json:1:2: the number '01' starts with a zero; write 1\n"},
      {"[.5]", "f.json:1:2: '.5' is no number of JSON; start it with a digit or '-'\n"},
      {"[+1]", "f.json:1:2: '+1' is no number of JSON; start it with a digit or '-'\n"},
      {"[1_000]", "f.json:1:2: expected a number, found '1_000'; write 1000\n"},
      {"[1.]", "f.json:1:2: expected a number, found '1.'\n"},
      {"[1-2]", "f.json:1:2: expected a number, found '1-2'\n"},
  };
  for (const BadJson& bad : table) {
    CAPTURE(bad.text);
    CHECK(json_complaints(bad.text) == bad.expected);
  }
}

TEST_CASE("a message shows the line with a caret under the place") {
  Diagnostics diagnostics;
  CHECK_FALSE(read_json("{\n  \"best\": 1,\n  \"median\": nan\n}", "f.json", diagnostics).has_value());
  CHECK(diagnostics.rendered() ==
        "f.json:3:13: error: 'nan' is no number of JSON; every number must be finite\n"
        "    \"median\": nan\n"
        "              ^\n");
}

TEST_CASE("a key that is there twice is an error at the second one, and the first one counts") {
  Diagnostics diagnostics;
  const auto root = read_json("{\"a\": 1,\n \"a\": 2}", "f.json", diagnostics);
  CHECK(json_complaints("{\"a\": 1,\n \"a\": 2}") ==
        "f.json:2:2: the key 'a' is there twice, first in line 1; remove or rename one\n");
  REQUIRE(root.has_value());
  CHECK(root->size() == 1);
  CHECK(root->find("a")->text() == "1");
  // A key may be written with escapes.
  CHECK(json_complaints("{\"a\": 1, \"\\u0061\": 2}") ==
        "f.json:1:10: the key 'a' is there twice, first in line 1; remove or rename one\n");
}

TEST_CASE("nesting is refused where it becomes deeper than 64, however deep it goes") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(json_complaints(nested(64)) == "");
  CHECK(json_complaints(nested(65)) == "f.json:1:65: values are nested more than 64 deep\n");
  CHECK(json_complaints(nested(1'000'000)) == "f.json:1:65: values are nested more than 64 deep\n");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(json_complaints(objects) ==
        "f.json:1:321: values are nested more than 64 deep\n");  // 64 x 5 bytes before
}

TEST_CASE("bytes that are no text are refused, and shown without harm") {
  CHECK(json_complaints("[\"a\xFFz\"]") == "f.json:1:4: byte 0xFF is not UTF-8\n");
  CHECK(json_complaints("[\"\x1B[31m\"]") == "f.json:1:3: control character U+001B is not allowed\n");
  CHECK(json_complaints(std::string("[1]\0", 4)) == "f.json:1:4: control character U+0000 is not allowed\n");
  CHECK(json_complaints("[\"a\tb\"]")
            .find("f.json:1:4: this is not JSON: invalid string: control character U+0009") == 0);
  CHECK(json_complaints("[\"\\ud800\"]").find("f.json:1:9: this is not JSON: invalid string: surrogate") ==
        0);
  // The mark U+202E turns the text behind it.
  CHECK(json_complaints("[\xE2\x80\xAEtrue]") ==
        "f.json:1:2: '\\xE2\\x80\\xAEtrue' is no value of JSON; put keys and texts in double quotes\n");
  CHECK(json_complaints("{\"\\u001b\": 1}") == "f.json:1:2: the key '\\x1B' has control characters\n");
  Diagnostics diagnostics;
  text(json_tree("\"\\u0007\""), diagnostics);
  CHECK(diagnostics.sorted()[0].message == "the text '\\x07' has control characters");
}

TEST_CASE("no part of a JSON text is anything but a tree or a complaint with a place") {
  const std::string whole = "{\"a\": [1.5e-3, \"x\\n\\u20ac\", {\"b\": null, \"c\": false}], \"d\": -7}";
  REQUIRE(json_complaints(whole) == "");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(json_complaints(whole.substr(0, length)).starts_with("f.json:1:"));
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char c : {'"', '\\', ',', ':', '[', '}', '0', 'x', ' ', '\n'}) {
      std::string text = whole;
      text[at] = c;
      Diagnostics diagnostics;
      const auto root = read_json(text, "f.json", diagnostics);
      CAPTURE(text);
      CHECK((root.has_value() || diagnostics.has_errors()));
      for (const Diagnostic& d : diagnostics.sorted()) CHECK(d.location.line >= 1);
    }
  }
}

TEST_CASE("fields are read from JSON as from YAML") {
  Diagnostics diagnostics;
  const auto root = read_json("{\"n\": 3,\n \"labl\": \"x\"}", "f.json", diagnostics);
  {
    Fields fields(*root, diagnostics, "a result");
    CHECK(number(*fields.required("n"), diagnostics) == 3);
    CHECK_FALSE(fields.required("label").has_value());
  }
  CHECK(diagnostics.rendered() ==
        "f.json:1:1: error: the key 'label' is missing in a result\n"
        "  {\"n\": 3,\n"
        "  ^\n"
        "f.json:2:2: error: unknown key 'labl' in a result; did you mean 'label'?\n"
        "   \"labl\": \"x\"}\n"
        "   ^\n");
}

TEST_CASE("a missing JSON file is a file error") {
  Diagnostics diagnostics;
  CHECK_THROWS_AS(read_json_file("/nowhere/f.json", diagnostics), FileError);
}
