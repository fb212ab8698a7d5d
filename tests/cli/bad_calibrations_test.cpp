#include <doctest/doctest.h>

#include "bad_inputs.h"

namespace {

/// A calibration file that holds nothing but what is given.
std::string file(const std::string& speed_factors = "[]", const std::string& valid = "true",
                 const std::string& reasons = "[]") {
  return R"({"schema": "kernel-calibration/1", "source": "bench", "taken_at": "",
 "tool": {"version": "", "commit": "", "compiler": "", "flags": "", "simd": ""},
 "limits": [], "points": [], "fits": [], "derived": [], "quality": [], "observations": [], "engine_fits": [],
 "ratios": [], "speed_model": "2020-01-01", "speed_factors": )" +
         speed_factors + R"(, "valid": )" + valid + R"(, "reasons": )" + reasons + "}\n";
}

const std::string price = "    price: = gpu_hour\n";

}  // namespace

TEST_CASE(
    "calibration files that are none, or not valid, are told where they are named or in their own line") {
  check(std::vector<FileMistake>{
      {{price, price + R"(    calibration: {file: c.json, use: form}
)",
        R"(llmtco: error: ./c.json: no such file; it is named in s.yaml:37:25 at options.rented.calibration.file
)"},
       4,
       {}},
      {{price, price + R"(    calibration: {file: c.json, use: form}
)",
        R"(./c.json:1:1: error: the mapping opened here is not closed; add the '}', unless the file was cut short
  {"schema": "kernel-calibration/1"
  ^
)"},
       2,
       {{"c.json", R"({"schema": "kernel-calibration/1")"}}},
      {{price, price + R"(    calibration: {file: c.json, use: form}
)",
        R"(s.yaml:37:25: error: ./c.json: no calibration that `llmtco calibrate` or `bench` has written at options.rented.calibration.file
      calibration: {file: c.json, use: form}
                          ^
)"},
       2,
       {{"c.json", R"({"schema": 1)"}}},
      {{price, price + R"(    calibration: {file: c.json, use: form}
)",
        R"(./c.json:1:12: error: schema 'kernel-calibration/9' is not 'kernel-calibration/1', which this version reads
  {"schema": "kernel-calibration/9"}
             ^
)"},
       2,
       {{"c.json", R"({"schema": "kernel-calibration/9"})"}}},
      {{price, price + R"(    calibration: {file: c.json, use: form}
)",
        R"(s.yaml:37:38: error: c.json: the calibration is not valid: machine busy: others used 60 % of a core at options.rented.calibration.use; measure again on a quiet machine
      calibration: {file: c.json, use: form}
                                       ^
)"},
       2,
       {{"c.json", file("[]", "false", R"(["machine busy: others used 60 % of a core"])")}}}});
}

TEST_CASE("calibrations that do not hold what they are used for are told where the scenario names the use") {
  check(std::vector<FileMistake>{
      {{price, price + R"(    calibration: {file: c.json, use: form}
)",
        R"(s.yaml:37:38: error: c.json: the calibration holds no blend of memory and compute time at options.rented.calibration.use; `form` needs a file of `llmtco bench`
      calibration: {file: c.json, use: form}
                                       ^
)"},
       2,
       {{"c.json", file()}}},
      {{price, price + R"(    calibration: {file: c.json, use: ratios}
)",
        R"(s.yaml:37:38: error: c.json: the calibration holds no speed of fp8 over 16-bit weights at options.rented.calibration.use
      calibration: {file: c.json, use: ratios}
                                       ^
)"},
       2,
       {{"c.json", file()}}},
      {{price, price + R"(    calibration: {file: c.json, use: absolute}
)",
        R"(s.yaml:37:38: error: c.json: the calibration holds no speed factors at options.rented.calibration.use
      calibration: {file: c.json, use: absolute}
                                       ^
)"},
       2,
       {{"c.json", file()}}}});
}

TEST_CASE("speed factors of a part that is none are told in their own file") {
  check(std::vector<FileMistake>{
      {{price, price + R"(    calibration: {file: c.json, use: absolute}
)",
        R"(./c.json:4:117: error: unknown part of a time 'decoding'; use decode or prefill
   "ratios": [], "speed_model": "2020-01-01", "speed_factors": [{"hardware": "h100-80-sxm", "engine": "vllm", "part": "dec
                                                                                                                      ^
)"},
       2,
       {{"c.json",
         file(R"([{"hardware": "h100-80-sxm", "engine": "vllm", "part": "decoding", "model": "", "format": "",
"time_over_model": {"value": 1.1, "ci95_lo": 1, "ci95_hi": 1.2}, "rows": 2, "weight_of_rows": 0.2}])")}}}});
}

TEST_CASE("calibrations without a file or a use are told where the scenario names them") {
  check(std::vector<FileMistake>{
      {{price, price + R"(    calibration: {file: c.json}
)",
        R"(s.yaml:37:5: error: the key 'use' is missing in options.rented.calibration
      calibration: {file: c.json}
      ^
)"},
       2,
       {}},
      {{price, price + R"(    calibration: {file: c.json, use: absolut}
)",
        R"(s.yaml:37:38: error: unknown use 'absolut' at options.rented.calibration.use; did you mean 'absolute'?
      calibration: {file: c.json, use: absolut}
                                       ^
)"},
       2,
       {}},
      {{price, price + R"(    calibration: {file: c.json, usage: form}
)",
        R"(s.yaml:37:5: error: the key 'use' is missing in options.rented.calibration
      calibration: {file: c.json, usage: form}
      ^
s.yaml:37:33: error: unknown key 'usage' in options.rented.calibration
      calibration: {file: c.json, usage: form}
                                  ^
)"},
       2,
       {}},
      {{price, price + R"(    calibration: c.json
)",
        R"(s.yaml:37:18: error: expected a calibration at options.rented.calibration, found a single value 'c.json'
      calibration: c.json
                   ^
)"},
       2,
       {}}});
}

TEST_CASE("machines known by a measurement are told to need it") {
  check(std::vector<FileMistake>{
      {{R"(accelerator: h100-80-sxm)", R"(accelerator: this-machine)",
        R"(s.yaml:34:18: error: 'this-machine' is known by what was measured on it at options.rented.accelerator; measure it with `llmtco calibrate -o FILE`, and name the file with `calibration: {file: FILE, use: absolute}`
      accelerator: this-machine
                   ^
)"},
       2,
       {}},
      {{R"(accelerator: h100-80-sxm)", R"(accelerator: cpu)",
        R"(s.yaml:34:18: error: which CPU? at options.rented.accelerator; write this-machine, or machine- and the fingerprint of a calibration file, or an accelerator of kind cpu in an overlay
      accelerator: cpu
                   ^
)"},
       2,
       {}},
      {{R"(accelerator: h100-80-sxm
    gpus_per_replica: 1)",
        R"(accelerator: machine-1234abcd
    calibration: {file: c.json, use: absolute}
    gpus_per_replica: 1)",
        R"(s.yaml:34:18: error: c.json was not measured on a machine at options.rented.accelerator; a file of `llmtco bench` or `llmtco calibrate` without other files is
      accelerator: machine-1234abcd
                   ^
)"},
       2,
       {{"c.json", file()}}}});
}
