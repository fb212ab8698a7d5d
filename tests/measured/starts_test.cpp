#include <cstdlib>
#include <fstream>
#include <iterator>

#include "../performance/placements.h"
#include "measured/case_rows.h"
#include "performance/legality.h"

using namespace llmtco;

TEST_CASE("what somebody measured starts: no rule of heads, widths or chips refuses it") {
  int rows = 0;
  NameCache names(catalog());
  for (const char* name : {"decode_speed", "serving_latency", "serving_throughput"}) {
    std::ifstream file(std::string(std::getenv("LLMTCO_SOURCE_DIR")) + "/tests/measured/data/" + name +
                       ".csv");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (const MeasuredRow& row : measured_rows(read_rows(text, name))) {
      const auto placed = row_placement(row, names, shipped_coefficients());
      const auto* found = std::get_if<RowPlacement>(&placed);
      if (found == nullptr) continue;
      ++rows;
      for (const NotStarted& why : refusals(found->placement)) {
        if (why.kind == NotStarted::Kind::format)
          continue;  // "4-bit" of an engine is read as that of another
        CAPTURE(row.row_id);
        FAIL_CHECK(why.reason);
      }
    }
  }
  CHECK(rows > 150);
}
