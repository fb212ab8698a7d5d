#include <doctest/doctest.h>

#include "text/closest.h"

using namespace llmtco;

TEST_CASE("the distance of two words counts insertions, deletions, changes and swaps") {
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("ouput", "output") == 1);
  CHECK(edit_distance("rnu", "run") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ca", "abc") == 3);  // optimal string alignment: no edit inside a swap
}

TEST_CASE("a mistyped word finds the one that was meant, within a third of its length") {
  const std::vector<std::string> keys = {"input_tokens", "output_tokens", "volume",
                                         "run",          "h100-80-sxm",   "h100-80-pcie"};
  CHECK(closest("ouput_tokens", keys) == "output_tokens");
  CHECK(closest("Volume", keys) == "volume");
  CHECK(closest("rnu", keys) == "run");
  CHECK(closest("h100", keys) == "h100-80-sxm");  // the shortest that begins so
  CHECK(!closest("price", keys));
  CHECK(!closest("x", keys));
  CHECK(!closest("", keys));
  CHECK(did_you_mean("volum", keys) == "did you mean 'volume'?");
  CHECK(did_you_mean("zzzzzz", keys) == "");
}

TEST_CASE("no candidate is invented for a word that shares nothing with it") {
  const std::vector<std::string> keys = {"c", "cd"};
  CHECK(!closest("a", keys));
  CHECK(!closest("ab", keys));
}

TEST_CASE("of two names as near, the one with the same letters was meant") {
  CHECK(closest("drasw", std::vector<std::string>{"draw", "draws"}) == "draws");
  CHECK(closest("drasw", std::vector<std::string>{"draws", "draw"}) == "draws");
  CHECK(closest("gpt-4", std::vector<std::string>{"gpt-4o", "gpt-5"}) == "gpt-4o");
}
