#include <algorithm>

#include "sources.h"

TEST_CASE("no file has grown beyond 300 lines") {
  for (const house::Source& source : house::sources()) {
    CAPTURE(source.path);
    CHECK(std::count(source.text.begin(), source.text.end(), '\n') <= 300);
  }
}
