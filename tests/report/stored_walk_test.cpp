#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "report/csv.h"
#include "report/html.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/markdown.h"
#include "report/result_reader.h"
#include "report/text.h"
#include "text/diagnostics.h"
#include "walk.h"

// A stored result that somebody cut, changed or made up: it is refused with its place, or every form can be drawn of it.

using namespace llmtco;
using Json = nlohmann::ordered_json;

namespace {

const std::string& stored_text() {
  static const std::string text = [] {
    const char* root = std::getenv("LLMTCO_SOURCE_DIR");
    std::ifstream file(std::string(root == nullptr ? "." : root) + "/tests/cli/golden/small/result.json");
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return text;
}

/// The words of refusal; empty where all forms were drawn. Anything else that is thrown fails the test.
std::string refusal_of(const std::string& text) {
  try {
    const StoredResult stored = read_result_text(text, "bad.json");
    const ResultInputs* inputs = stored.inputs ? &*stored.inputs : nullptr;
    const bool drawn = !to_text(stored.result, {}, {.verbose = true}).empty() &&
                       !to_csv(stored.result).empty() && !to_markdown(stored.result).empty() &&
                       !to_html(stored.result, inputs).empty() && !to_json(stored.result).empty();
    CHECK(drawn);
    return "";
  } catch (const InputError& error) {
    const std::string words = error.what();
    CHECK(words.find("bad.json") == 0);
    return words.empty() ? "nothing is said" : words;
  }
}

/// Every value of a document once by its kind of place: numbers in a path, and names of options, count as one.
void collect(const Json& value, const Json::json_pointer& at, const std::string& kind,
             std::set<std::string>& kinds, std::vector<Json::json_pointer>& places) {
  if (kinds.insert(kind).second && !at.empty()) places.push_back(at);
  if (value.is_object()) {
    for (const auto& [key, each] : value.items())
      collect(each, at / key, kind + "/" + (kind == "/options" ? "*" : key), kinds, places);
  }
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) collect(value[i], at / i, kind + "/#", kinds, places);
  }
}

std::vector<Json::json_pointer> places_of(const Json& document) {
  std::set<std::string> kinds;
  std::vector<Json::json_pointer> places;
  collect(document, Json::json_pointer(), "", kinds, places);
  return places;
}

std::string changed(const std::string& old, const std::string& by) {
  std::string text = stored_text();
  const std::size_t at = text.find(old);
  REQUIRE(at != text.npos);
  return text.replace(at, old.size(), by);
}

}  // namespace

TEST_CASE("a result that is whole is drawn, and one that is cut anywhere is refused") {
  REQUIRE(stored_text().size() > 10'000);
  CHECK(refusal_of(stored_text()) == "");
  constexpr std::size_t cuts = 40;
  for (std::size_t i = 0; i < cuts; ++i) {
    const std::size_t length = stored_text().size() * i / cuts;
    CAPTURE(length);
    CHECK(refusal_of(stored_text().substr(0, length)) != "");
  }
  for (const char* end : {"{", "\": ", ",", "[", "\"", "1", "e", "\\"}) {  // after each kind of sign
    const std::size_t at = stored_text().find(end, stored_text().size() / 2);
    if (at != std::string::npos) CHECK(refusal_of(stored_text().substr(0, at + 1)) != "");
  }
}

TEST_CASE("every value of a result may be of another kind, empty or gone, and nothing breaks") {
  const Json whole = Json::parse(stored_text());
  const std::vector<Json::json_pointer> places = places_of(whole);
  REQUIRE(places.size() > 300);
  const Json others[] = {
      nullptr, "a text", -1, 1e99, Json::object(), Json::array(), true, Json::array({1, "a"}), ""};
  std::size_t refused = 0, tried = 0;
  Walk walk;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!walk.takes_next()) continue;
    Json other = whole;
    const Json& value = others[i % std::size(others)];  // by turns
    other[places[i]] = value;
    CAPTURE(places[i].to_string());
    CAPTURE(value.dump());
    refused += refusal_of(other.dump()).empty() ? 0 : 1;
    ++tried;
    Json without = whole;
    const Json::json_pointer above = places[i].parent_pointer();
    if (without[above].is_object()) without[above].erase(places[i].back());
    refused += refusal_of(without.dump()).empty() ? 0 : 1;
    ++tried;
  }
  CHECK(refused > tried / 3);
}

TEST_CASE(
    "numbers that JSON has not, keys that are there twice, bytes that are no text and deep nests are "
    "refused") {
  for (const char* number :
       {"NaN", "Infinity", "-Infinity", "1e999", "-1", "0x10", "1.5", "1_000", "01", "+1"}) {
    CAPTURE(std::string(number));
    CHECK(refusal_of(changed("\"draws\": 1024", std::string("\"draws\": ") + number)) != "");
  }
  CHECK(refusal_of(changed("\"draws\": 1024", "\"draws\": 1024, \"draws\": 1024")) != "");
  CHECK(refusal_of(changed("One of each", "One \xff\xfe of each")) != "");
  CHECK(refusal_of(changed("One of each", std::string("One \x00 of each", 13))) != "");
  for (const char* open : {"[", "{\"a\":"}) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += open;
    CHECK(refusal_of(deep) != "");
    CHECK(refusal_of("{\"schema_version\": 2, \"x\": " + deep) != "");
  }
}

TEST_CASE("names as long as a page are drawn") {
  const std::string name(20'000, 'x');
  CHECK(refusal_of(changed("One of each", name)) == "");
}
