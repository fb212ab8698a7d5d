#include "calibrations.h"
#include "every_key_rows.h"

namespace {

const char* const overlay = R"(prices:
  mine/model:
    name: Mine
    source: contract of 2026-05-04
    as_of: 2026-05-04
    prices:
      - {input: $1/Mtok, output: $2/Mtok}
  tiered/omni:
    source: list
    as_of: 2026-05-04
    prices:
      - {input: $1/Mtok, output: $2/Mtok, audio_input: $3/Mtok, audio_output: $6/Mtok, image_input: $2/Mtok, image_output: $9/Mtok}
      - {above: 10000, input: $2/Mtok, output: $4/Mtok, audio_input: $5/Mtok, audio_output: $8/Mtok, image_input: $3/Mtok, image_output: $10/Mtok}
)";

}  // namespace

void write_row_files(const Folder& folder) {
  folder.write("mine.yaml", overlay);
  folder.write("dearer.yaml", std::string(overlay).replace(std::string(overlay).find("$1/"), 2, "$5"));
  folder.write("t.csv", "a,b\n100,300\n200,500\n");
  folder.write("q.csv", "strong_correct,weak_correct,score\n1,0,0.9\n1,1,0.4\n0,0,0.7\n0,1,0.2\n");
  folder.write("r.csv", "strong_correct,weak_correct,score\n1,0,0.9\n1,1,0.8\n1,0,0.7\n0,1,0.2\n");
  folder.write("u.csv", "a,b\n150,300\n250,500\n");
  folder.write("both.json", calibration_json(llmtco::with_factors(1.2)));
  folder.write("slower.json", calibration_json(llmtco::with_factors(1.5)));
}
