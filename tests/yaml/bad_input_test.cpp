#include <doctest/doctest.h>

#include "yaml/yaml.h"

using namespace llmtco;

namespace {

/// What a reader says about a text named f.yaml, without the source lines.
std::string complaints(const std::string& text) {
  Diagnostics diagnostics;
  const auto root = read_text(text, "f.yaml", diagnostics);
  std::string out;
  for (const Diagnostic& d : diagnostics.sorted()) {
    out += to_text(d.location) + ": " + d.message + (d.hint.empty() ? "" : "; " + d.hint) + "\n";
  }
  if (!root && out.empty()) out = "nothing was read and nothing said\n";
  return out;
}

struct Bad {
  std::string text;
  std::string expected;
};

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// Ten lists, each of ten aliases of the one before: 10^9 values in 600 bytes.
std::string alias_bomb() {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string n = std::to_string(i), alias = "*a" + std::to_string(i - 1);
    text += "a" + n + ": &a" + n + " [" + repeated(alias + ", ", 9) + alias + "]\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a text that is not YAML is refused in words that say what to do") {
  const Bad table[] = {
      {"a: b: c\n", "f.yaml:1:5: a second ': ' in one value; put the value in quotes\n"},
      {"a:1\nb: 2\n", "f.yaml:2:2: the line above has a ':' without a space after it; write 'key: value'\n"},
      {"a: 1\n b: 2\n",
       "f.yaml:2:3: this key is indented below a line that already has a value; give it the same indentation "
       "as the "
       "key it belongs beside\n"},
      {"foo\nbar: 1\n",
       "f.yaml:2:4: a ':' that does not belong here; check the line above and the indentation\n"},
      {"a:\n  - 1\n - 2\n",
       "f.yaml:3:2: this line's indentation fits no line above it; line it up with the key or item it "
       "belongs "
       "beside\n"},
      {"b: 2\n- 1\n",
       "f.yaml:2:1: this line's indentation fits no line above it; line it up with the key or item it "
       "belongs "
       "beside\n"},
      {"- 1\nb: 2\n", "f.yaml:2:1: this line belongs to nothing above it; check its indentation\n"},
      {"a: - b\n",
       "f.yaml:1:4: a list item cannot start in the middle of a line; put '- ' on a line of its own\n"},
      {"a: 1\n\tb: 2\n", "f.yaml:2:1: a tab in the indentation; indent with spaces\n"},
      {"a:\n\tb: 2\n", "f.yaml:2:3: a tab in the indentation; indent with spaces\n"},
      {"a: 1\nb: [1, 2\nc: 3\n",
       "f.yaml:2:4: the list opened here is not closed; add the ']', or a ',' that is missing\n"},
      {"a: {b: 1\n",
       "f.yaml:1:4: the mapping opened here is not closed; add the '}', or a ',' that is missing\n"},
      {"[1,", "f.yaml:1:1: the list opened here is not closed; add the ']'\n"},
      {"a: 1\n}\n", "f.yaml:2:1: a closing bracket without an opening one; remove it\n"},
      {"a: \"x\n", "f.yaml:1:4: the quote \" opened here is never closed; add the closing \"\n"},
      {"a: 'it''s\nb: 2\n", "f.yaml:1:4: the quote ' opened here is never closed; add the closing '\n"},
      {"a: 'it's'\n",
       "f.yaml:1:8: text after the end of a value; put the whole value in one pair of quotes\n"},
      {"a: [1, 2] x\n",
       "f.yaml:1:11: text after the end of a value; put the whole value in one pair of quotes\n"},
      {"a: @x\n", "f.yaml:1:4: a value cannot start with '@'; put the value in quotes\n"},
      {"a: \"\\q\"\n",
       "f.yaml:1:7: an unknown escape in double quotes; write '\\\\' for a backslash, or use single "
       "quotes\n"},
      {"a: |9x\n", "f.yaml:1:6: not valid YAML: unexpected character in block scalar\n"},
  };
  for (const Bad& bad : table) {
    CAPTURE(bad.text);
    CHECK(complaints(bad.text) == bad.expected);
  }
}

TEST_CASE("YAML that means something else than it seems to is refused") {
  const Bad table[] = {
      {"a: 1\na: 2\nb: 3\na: 4\n",
       "f.yaml:2:1: the key 'a' is there twice, first in line 1; remove or rename one\n"
       "f.yaml:4:1: the key 'a' is there twice, first in line 1; remove or rename one\n"},
      {"c:\n  <<: 5\n",
       "f.yaml:2:3: a merge key '<<' takes a mapping or a list of mappings; write '<<: *name' where &name "
       "marks a mapping\n"},
      {"a: &x {b: 1}\nc:\n  <<: [*x, 5]\n",
       "f.yaml:3:3: a merge key '<<' takes a mapping or a list of mappings; write '<<: *name' where &name "
       "marks a mapping\n"},
      {"a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n",
       "f.yaml:4:3: the key '<<' is there twice, first in line 3; remove or rename one\n"},
      {"a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document starts here; keep one document in a file\n"},
      {"", "f.yaml:1:1: there is nothing in this file\n"},
      {"# only a comment\n", "f.yaml:1:1: there is nothing in this file\n"},
      {"---\n", "f.yaml:1:1: there is nothing in this file\n"},
      {"%YAML 1.1\n---\na: 1\n", "f.yaml:1:1: YAML directives are not supported; remove this line\n"},
      {"a: !!python/object:x y\n", "f.yaml:1:4: the tag '!!python/object:x' is not supported; remove it\n"},
      {"a: !foo [1]\n", "f.yaml:1:4: the tag '!foo' is not supported; remove it\n"},
      {"? [a]\n: 1\n", "f.yaml:1:3: a key must be a plain text, found a list\n"},
      {"&a a: 1\n*a : 2\n", "f.yaml:2:1: a key must be a plain text, found an alias\n"},
      {"{a: 1, : 2}\n", "f.yaml:1:8: a key must be a plain text, found nothing\n"},
      {"a: *foo\n",
       "f.yaml:1:4: an alias with no anchor of that name above it; define the anchor with '&name' first\n"},
      {"a: &x [*x]\n", "f.yaml:1:8: this alias stands inside the value it names\n"},
      {"a: &x\nb: *x\n", "f.yaml:2:4: this alias names an empty value\n"},
      {"\"a\\x07\": 1\n", "f.yaml:1:1: the key 'a\\x07' has control characters\n"},
  };
  for (const Bad& bad : table) {
    CAPTURE(bad.text);
    CHECK(complaints(bad.text) == bad.expected);
  }
}

TEST_CASE("bytes that no editor shows are refused, one message a line") {
  const Bad table[] = {
      {"a: \xff\xfe\nb: \x01 \x02\n",
       "f.yaml:1:4: byte 0xFF is not UTF-8\nf.yaml:2:4: control character U+0001 is not allowed\n"},
      {std::string("a: 1\0b\n", 7), "f.yaml:1:5: control character U+0000 is not allowed\n"},
      {"a: 1\rb: 2\r", "f.yaml:1:5: control character U+000D is not allowed; end lines with LF or CR LF\n"},
      {"a: \xc0\xaf\n", "f.yaml:1:4: byte 0xC0 is not UTF-8\n"},      // overlong form of '/'
      {"a: \xed\xa0\x80\n", "f.yaml:1:4: byte 0xED is not UTF-8\n"},  // half of a surrogate pair
      {"a: \xc2\x85\n", "f.yaml:1:4: control character U+0085 is not allowed\n"},
  };
  for (const Bad& bad : table) {
    CAPTURE(bad.text);
    CHECK(complaints(bad.text) == bad.expected);
  }
}

TEST_CASE("texts built to exhaust a reader are refused early") {
  CHECK(complaints(repeated("[", 65) + repeated("]", 65)) ==
        "f.yaml:1:65: values are nested more than 64 deep\n");
  CHECK(complaints(repeated("[", 64) + repeated("]", 64)) == "");
  CHECK(complaints(repeated("- ", 5000) + "x\n") == "f.yaml:1:129: values are nested more than 64 deep\n");
  CHECK(complaints(alias_bomb()) ==
        "f.yaml:5:45: more than 100000 values once aliases are expanded; use fewer aliases\n");
  CHECK(complaints(std::string(2'000'001, '#')) == "f.yaml: the file is larger than 2 MB\n");
}

TEST_CASE("a file that is not there or is a directory is not bad input but a file error") {
  Diagnostics diagnostics;
  CHECK_THROWS_WITH_AS(read_file("/no/such.yaml", diagnostics), "/no/such.yaml: no such file", FileError);
  CHECK_THROWS_WITH_AS(read_file("/", diagnostics), "/: is a directory, not a file", FileError);
}
