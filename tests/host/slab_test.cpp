#include "host/slab.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <vector>

using namespace llmtco;

TEST_CASE("pieces of a slab stand beside each other, aligned, on one page after the other") {
  Slab slab;
  static auto& pieces = *new std::vector<unsigned char*>;  // which nobody gives back
  constexpr std::size_t bytes = 300'000;                   // six of them on a page of 2,097,152
  for (unsigned char i = 0; i < 20; ++i) {
    pieces.push_back(static_cast<unsigned char*>(slab.cut(bytes)));
    std::memset(pieces.back(), i, bytes);
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    CHECK(reinterpret_cast<std::uintptr_t>(pieces[i]) % 64 == 0);
    CHECK(pieces[i][0] == i);
    CHECK(pieces[i][bytes - 1] == i);  // nothing was cut out of it
  }
  CHECK(pieces[1] - pieces[0] == 300'032);  // the next multiple of 64
}
