#include "calibration/calibration_file.h"

#include <doctest/doctest.h>

#include <string>

#include "measured.h"
#include "text/diagnostics.h"

using namespace llmtco;

namespace {

/// A run as a benchmark would give it, by hand.
kernel::BenchRun run_by_hand() {
  kernel::BenchRun run;
  run.taken_at = "2026-11-22T12:00:00Z";
  run.tool = {"0.1.0", "abc", "g++ 12.2.0", "-O2", "vnni"};
  run.machine = {.cpu_model = "Test CPU \"X\"",
                 .family_model_stepping = "1/2/3",
                 .isa = {"avx2", "avx512_vnni"},
                 .vcpus = 2,
                 .l1d_bytes = 32768,
                 .l2_bytes = 1048576,
                 .l3_bytes = 33554432,
                 .mem_bytes = 8589934592,
                 .page_size = 4096,
                 .hypervisor = "none",
                 .kernel = "Linux 6.1"};
  run.conditions = {
      .load1 = 0.5, .others_cpu_share = 0.01, .windows = 20, .quiet_windows = 19, .seconds = 4.8};
  run.limits = {{1, {40, 36, 35, 37, 20}, {920, 900, 890, 910, 30}, {}}};
  run.points = {{kernel::Format::q4,
                 1,
                 1,
                 4096,
                 4096,
                 268435456,
                 4096,
                 {0.0003, 0.00031, 0.000305, 0.000315, 16},
                 {0.95, 0.9, 0.88, 0.92, 16},
                 {0.12, 0.11, 0.1, 0.12, 16},
                 true}};
  run.fits = {
      {kernel::Format::q4, 1, {0.03, 0.029, 0.031}, {0.0018, 0.0017, 0.0019}, {2, 1.8, 2.3}, 0.04, 4.7}};
  run.derived = {{kernel::Format::q4, 1, {3.3, 3.2, 3.4}, 0.003}};
  run.quality = {{kernel::Format::q4, kernel::Rounding::search, kernel::SyntheticWeights::student_t4, 1, 0.11,
                  0.1, 0.99, 0.005}};
  return run;
}

std::string good() { return calibration_json(calibration_from(run_by_hand())); }

/// The rendered errors of a text, without the source lines below each.
std::string errors(const std::string& text) {
  Diagnostics diagnostics;
  const std::optional<Calibration> read = read_calibration(text, "cal.json", diagnostics);
  CHECK(!read.has_value());
  std::string all;
  for (const Diagnostic& d : diagnostics.sorted()) {
    all += to_text(d.location) + ": " + d.message + (d.hint.empty() ? "" : "; " + d.hint) + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("what is written is read again") {
  Diagnostics diagnostics;
  const std::optional<Calibration> c = read_calibration(good(), "cal.json", diagnostics);
  CHECK(diagnostics.rendered() == "");
  REQUIRE(c.has_value());
  CHECK(c->source == "bench");
  CHECK(c->fingerprint == fingerprint(run_by_hand().machine));
  CHECK(c->bench.machine.cpu_model == "Test CPU \"X\"");
  CHECK(c->bench.machine.l3_bytes == 33554432);
  CHECK(c->bench.conditions.quiet_windows == 19);
  REQUIRE(c->bench.points.size() == 1);
  CHECK(c->bench.points[0].t_s.median == doctest::Approx(0.00031));
  CHECK(c->bench.points[0].t_s.samples == 16);
  CHECK(c->bench.points[0].prefetch == 4096);
  CHECK(c->bench.fits[0].p.high == 2.3);
  CHECK(c->bench.derived[0].dequant_s_per_Gweight == 0.003);
  CHECK(c->bench.quality[0].weights == kernel::SyntheticWeights::student_t4);
  CHECK(c->valid);
  CHECK(calibration_json(*c) == good());
}

TEST_CASE("what is valid of a run is kept point by point, with samples taken and interrupted") {
  kernel::BenchRun run = run_by_hand();
  run.points[0].taken = 20;
  run.points[0].interrupted = 4;
  run.points.push_back(run.points[0]);
  run.points[1].threads = 2;
  run.points[1].valid = run.derived[0].valid = run.fits[0].valid = false;
  run.valid = false;
  run.reasons = {"interrupted by others"};
  const std::string text = calibration_json(calibration_from(run));
  Diagnostics diagnostics;
  const std::optional<Calibration> c = read_calibration(text, "cal.json", diagnostics);
  REQUIRE(c.has_value());
  CHECK_FALSE(c->valid);
  CHECK(c->bench.points[0].valid);
  CHECK(c->bench.points[0].taken == 20);
  CHECK(c->bench.points[0].interrupted == 4);
  CHECK_FALSE(c->bench.points[1].valid);
  CHECK_FALSE(c->bench.fits[0].valid);
  CHECK_FALSE(c->bench.derived[0].valid);
  CHECK(calibration_json(*c) == text);
}

TEST_CASE("files from before points had a verdict of their own have that of the whole file") {
  std::string text = good();
  for (const char* key : {"\"taken\": 0,\n      ", "\"interrupted\": 0,\n      "})
    text = replaced(text, key, "");
  for (int i = 0; i < 3; ++i) {  // point, fit, derived
    const std::size_t at = text.find(",\n      \"valid\": true");
    REQUIRE(at != std::string::npos);
    text.erase(at, std::string(",\n      \"valid\": true").size());
  }
  const auto read = [](const std::string& file) {
    Diagnostics diagnostics;
    const auto c = read_calibration(file, "cal.json", diagnostics);
    CHECK(diagnostics.rendered() == "");
    REQUIRE(c.has_value());
    return *c;
  };
  const Calibration valid = read(text);
  CHECK(valid.bench.points[0].valid);
  CHECK(valid.bench.points[0].taken == 16);  // as many as its values come from
  CHECK(valid.bench.fits[0].valid);
  const Calibration refused = read(replaced(text, "\"valid\": true", "\"valid\": false"));
  CHECK_FALSE(refused.bench.points[0].valid);
  CHECK_FALSE(refused.bench.fits[0].valid);
  CHECK_FALSE(refused.bench.derived[0].valid);
}

TEST_CASE("observations, their fits and ratios survive the file") {
  Observation o{.id = "R1",
                .metric = "decode_tok_s",
                .hardware = "RTX 4090",
                .gpus = 1,
                .model = "Llama-3-8B",
                .params_b = 8,
                .format = "Q4_K_M",
                .weight_bytes = 4.9e9,
                .engine = "llama.cpp",
                .load_kind = "batch",
                .load = 1,
                .isl = 0,
                .osl = 512,
                .value = {120, 120, 118, 122, 5},
                .provenance = Provenance::measured_here,
                .source = "mine.json"};
  Observation base = o;
  base.format = "F16";
  base.weight_bytes = 16e9;
  base.value = {50, 50, 49, 51, 5};
  const Calibration written = calibration_from("rows", "2026-11-22", {o, base});
  Diagnostics diagnostics;
  const std::optional<Calibration> c = read_calibration(calibration_json(written), "cal.json", diagnostics);
  CHECK(diagnostics.rendered() == "");
  REQUIRE(c.has_value());
  CHECK(c->fingerprint.empty());
  REQUIRE(c->observations.size() == 2);
  CHECK(c->observations[0].provenance == Provenance::measured_here);
  CHECK(c->observations[0].value.low == 118);
  REQUIRE(c->engine_fits.size() == 1);
  CHECK(c->engine_fits[0].decode_rows == 2);
  REQUIRE(c->ratios.size() == 1);
  CHECK(c->ratios[0].speed_vs_f16.value == doctest::Approx(2.4));
  CHECK(c->reasons == std::vector<std::string>{
                          "RTX 4090 with llama.cpp: 2 decode rows, too few for an interval (4 needed)"});
}

TEST_CASE("text that is no JSON, or not all of it, is refused where it breaks") {
  CHECK(errors("") == "cal.json:1:1: there is nothing in this file\n");
  const std::string text = good();
  const std::string cut = text.substr(0, text.find("\"vcpus\""));
  CHECK(
      errors(cut) ==
      "cal.json:12:14: the mapping opened here is not closed; add the '}', unless the file was cut short\n");
  CHECK(errors("{\"schema\": NaN}") ==
        "cal.json:1:12: 'NaN' is no number of JSON; every number must be finite\n");
  CHECK(errors("{\"a\": 1,\n \"a\": 2}")
            .find("cal.json:2:2: the key 'a' is there twice, first in line 1; remove or rename one\n") !=
        std::string::npos);
  CHECK(errors(std::string(100, '[')).find("values are nested more than 64 deep") != std::string::npos);
}

TEST_CASE("another schema is refused before anything else of the file is judged") {
  CHECK(errors(replaced(good(), "kernel-calibration/1", "kernel-calibration/2")) ==
        "cal.json:2:13: schema 'kernel-calibration/2' is not 'kernel-calibration/1', which this version "
        "reads\n");
  CHECK(errors("{\"points\": []}") == "cal.json:1:1: the key 'schema' is missing in a calibration file\n");
  CHECK(errors("[1, 2]") == "cal.json:1:1: a calibration file must be a mapping of keys, found a list\n");
}

TEST_CASE("wrong values are told with line and column, all at once") {
  std::string text = replaced(good(), "\"format\": \"q4\",\n      \"bits_per_weight\"",
                              "\"format\": \"q5\",\n      \"bits_per_weight\"");
  text = replaced(text, "\"batch\": 1", "\"batch\": 0");
  text = replaced(text, "\"load1\": 0.5", "\"load1\": \"low\"");
  text = replaced(text, "\"valid\": true,\n  \"reasons\"", "\"vallid\": true,\n  \"reasons\"");
  text = replaced(text, "\"rounding\": \"search\"", "\"rounding\": \"serch\"");
  const std::string all = errors(text);
  CHECK(
      all.find(": expected a number at conditions.load1, found the quoted text 'low'; remove the quotes\n") !=
      std::string::npos);
  CHECK(all.find(": the kernel has no weight format 'q5'; it has f32, f16, q8, q4, q2\n") !=
        std::string::npos);
  CHECK(all.find(": 'batch' of points.0 must be 1 or more, is 0\n") != std::string::npos);
  CHECK(all.find(": unknown rounding 'serch'; did you mean 'search'?\n") != std::string::npos);
  CHECK(all.find("the key 'valid' is missing in a calibration file\n") != std::string::npos);
  CHECK(all.find(": unknown key 'vallid' in a calibration file; did you mean 'valid'?\n") !=
        std::string::npos);
}

TEST_CASE("a field of another kind is told with its path, whatever it holds") {
  const auto changed = [](const std::string& from, const std::string& to) {
    return errors(replaced(good(), from, to));
  };
  const auto says = [](const std::string& all, const std::string& part) {
    CAPTURE(all);
    CHECK(all.find(part) != std::string::npos);
  };
  says(changed("\"compiler\": \"g++ 12.2.0\"", "\"compiler\": 12"),
       ": expected a text at tool.compiler, found '12'; put it in double quotes\n");
  says(changed("\"compiler\": \"g++ 12.2.0\"", "\"compiler\": \"\\u001b[31m\""),
       ": the text '\\x1B[31m' at tool.compiler has control characters; write it on one line without "
       "escapes\n");
  says(changed("\"compiler\": \"g++ 12.2.0\"", "\"compiler\": null"),
       ": the key 'compiler' in tool has no value; give it one or remove it\n");
  says(changed("\"quiet\": true", "\"quiet\": \"yes\""),
       ": expected true or false at points.0.quiet, found 'yes'; write true\n");
  says(changed("\"windows\": 20", "\"windows\": 20.5"),
       ": 'windows' of conditions must be a whole number, is 20.5\n");
  says(changed("\"mem_bytes\": 8589934592", "\"mem_bytes\": 1e300"),
       ": 'mem_bytes' of machine must be a whole number, is 1e+300\n");
  says(changed("\"windows\": 20", "\"windows\": 1e999"),
       ": the number '1e999' is outside the range of a double\n");
}

TEST_CASE("negative times and intervals that miss their median are refused") {
  const std::string negative = errors(replaced(good(), "\"median\": 0.31", "\"median\": -0.31"));
  CHECK(negative.find(": 'median' of points.0.t_ms must be 0 or more, is -0.31\n") != std::string::npos);
  const std::string beside = errors(replaced(good(), "\"median\": 0.31", "\"median\": 0.9"));
  CHECK(beside.find(": points.0.t_ms must have 0 < ci95_lo <= median <= ci95_hi\n") != std::string::npos);
}

TEST_CASE("an object where a list should be is one error, not one for each of its fields") {
  const std::string text = replaced(good(), "\"observations\": []", "\"observations\": {\"a\": 1, \"b\": 2}");
  CHECK(errors(text).find(": expected a list at observations, found a mapping\n") != std::string::npos);
  CHECK(errors(text).find("observations.0") == std::string::npos);
}

TEST_CASE("a machine edited by hand no longer has its fingerprint") {
  const std::string all = errors(replaced(good(), "\"vcpus\": 2", "\"vcpus\": 64"));
  CHECK(all.find(
            "the fingerprint is not that of the machine described here: the file has been changed by hand") !=
        std::string::npos);
}

TEST_CASE("a missing file is a file error") {
  Diagnostics diagnostics;
  CHECK_THROWS_AS(read_calibration_file("/nowhere/cal.json", diagnostics), FileError);
}
