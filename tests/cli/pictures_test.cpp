#include <doctest/doctest.h>

#include <algorithm>

#include "results.h"
#include "simulated_json.h"
#include "text/characters.h"

// Pictures of every command that draws some: as wide as the terminal, plain where the locale is, and true to the JSON.

namespace {

const std::string route_scenario = source_file("scenarios/router-support.yaml");

struct Step {
  Folder folder;
  std::string file =
      folder.write("step.json", R"({"t0": 0.01, "c_pf": 5e-5, "c_attn": 0, "c_dec": 1e-4, "c_kv": 0})");
};

/// Every command that draws, with some of what makes it draw.
std::vector<std::vector<std::string>> drawing(const Step& step) {
  return {{"run", "starter", "--draws", "1024", "--plot"},
          {"run", "starter", "--draws", "1024", "--plot", "--plot-of", "latency.e2e.p95"},
          {"route", route_scenario, "--draws", "1024", "--plot", "--min-accuracy", "78%"},
          {"simulate", "--step-time", step.file, "--max-batch", "16", "--rate", "3", "--requests", "400",
           "--ttft", "200 ms", "--e2e", "6 s", "--plot"},
          {"predict", "--model", "llama-3.1-8b", "--weights", "fp8", "--hardware", "h100-80-sxm", "--engine",
           "vllm", "--batch", "16", "--plot"}};
}

Ran drawn(const std::vector<std::string>& args, const char* locale, const char* columns) {
  Ran ran = run(Call{.args = args, .environment = {{"LC_ALL", locale}, {"COLUMNS", columns}}});
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  return ran;
}

/// The pictures of an output, which stand behind everything else of it.
std::string picture_of(const std::string& out) {
  for (const char* title : {"  what is to be paid", "  latency.e2e.p95:", "  what more right",
                            "  how times grow", "  the roofline"}) {
    const std::size_t at = out.find(title);
    if (at != out.npos) return out.substr(at);
  }
  return "";
}

}  // namespace

TEST_CASE(
    "pictures are no wider than the terminal, of ASCII where the locale is, and without colours in a pipe") {
  const Step step;
  for (const auto& args : drawing(step)) {
    CAPTURE(args[0]);
    for (const char* columns : {"40", "60", "80", "120"}) {
      CAPTURE(columns);
      const std::string plain = picture_of(drawn(args, "C", columns).out);
      const std::string unicode = picture_of(drawn(args, "C.UTF-8", columns).out);
      REQUIRE(!plain.empty());
      CHECK(std::all_of(plain.begin(), plain.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 128; }));
      CHECK(llmtco::code_points(unicode) < unicode.size());
      for (const std::string& text : {plain, unicode}) {
        CHECK(text.find('\x1b') == text.npos);
        for (std::size_t start = 0; start < text.size(); start = text.find('\n', start) + 1) {
          const std::string line = text.substr(start, text.find('\n', start) - start);
          CAPTURE(line);
          CHECK(llmtco::code_points(line) <= std::stoul(columns));
        }
      }
    }
  }
}

TEST_CASE("the curve of simulate says at each rate what a simulation at that rate says") {
  const Step step;
  const std::vector<std::string> load{"--step-time", step.file, "--max-batch", "16",
                                      "--requests",  "500",     "--ttft",      "300 ms"};
  std::vector<std::string> with_plot = load;
  with_plot.insert(with_plot.end(), {"--rate", "2", "--plot"});
  const auto all = simulated(with_plot);
  const auto& curve = all["load_curve"];
  REQUIRE(curve["points"].size() == 10);
  CHECK(curve["capacity_rps"] == all["capacity_rps"]);
  CHECK(curve["share"] == 0.99);
  for (const std::size_t i : {std::size_t{2}, std::size_t{6}}) {
    const auto& point = curve["points"][i];
    CHECK(point["saturated"] == false);
    // --rate is the rate of the draw, of which what comes is off by chance: the same of all rates.
    const double rate = 2 * point["rps"].get<double>() / all["offered_rps"].get<double>();
    std::vector<std::string> one = load;
    one.insert(one.end(), {"--rate", std::to_string(rate)});
    const auto same = simulated(one);
    CHECK(point["ttft_s"]["p95"].get<double>() ==
          doctest::Approx(same["ttft_s"]["p95"].get<double>()).epsilon(1e-3));
    CHECK(point["e2e_s"]["p50"].get<double>() ==
          doctest::Approx(same["e2e_s"]["p50"].get<double>()).epsilon(1e-3));
    CHECK(point["good_share"].get<double>() ==
          doctest::Approx(same["good_share"].get<double>()).epsilon(0.01));
  }
  const auto& last = curve["points"][9];
  CHECK(last["saturated"] == true);
  CHECK(last["ttft_s"]["mean"].is_null());
  CHECK(curve["keeps_rps"].get<double>() < curve["breaks_rps"].get<double>());
  with_plot.pop_back();
  CHECK(!simulated(with_plot).contains("load_curve"));
}

TEST_CASE("simulate draws a trace at other rates, hours as they come, and refuses what has no rate") {
  const Step step;
  std::string rows = "timestamp_s,input_tokens,output_tokens\n";
  for (int i = 0; i < 300; ++i) rows += std::to_string(0.4 * i) + ",300,100\n";
  const std::string trace = step.folder.write("t.csv", rows);
  const auto of_trace = simulated({"--step-time", step.file, "--max-batch", "8", "--trace", trace, "--plot"});
  CHECK(of_trace["load_curve"]["points"][3]["requests"] == 300);
  std::string hours = "1";
  for (int hour = 1; hour < 24; ++hour) hours += hour == 12 ? ",5" : ",1";
  const auto by_hour = simulated({"--step-time", step.file, "--max-batch", "8", "--rate", "0.02",
                                  "--requests", "150", "--hours", hours, "--plot"});
  const auto& points = by_hour["load_curve"]["points"];
  CHECK(points[1]["requests"].get<double>() / points[0]["requests"].get<double>() ==
        doctest::Approx(2.5).epsilon(0.01));
  const Ran closed = run({"simulate", "--step-time", step.file, "--concurrency", "4", "--plot"});
  CHECK(closed.code == 2);
  CHECK(closed.err.find("has no rate to draw times against") != closed.err.npos);
  const Ran one = run({"simulate", "--step-time", step.file, "--rate", "4", "--requests", "1", "--plot"});
  CHECK(one.code == 0);
  CHECK(one.out.find("no picture: requests that all come at once have no rate") != one.out.npos);
}

TEST_CASE("the roofline of predict is in its JSON, and its point is the prediction") {
  const std::vector<std::string> args{"predict", "--model",    "llama-3.1-8b", "--weights",
                                      "fp16",    "--hardware", "h100-80-sxm",  "--engine",
                                      "vllm",    "--batch",    "16",           "--json"};
  std::vector<std::string> with_plot = args;
  with_plot.emplace_back("--plot");
  const Json plain = Json::parse(run(args).out), all = Json::parse(run(with_plot).out);
  CHECK(!plain.contains("roofline"));
  const Json& line = all["roofline"];
  CHECK(line["memory_tb_per_s"] == 3.35);
  CHECK(line["ridge_flop_per_byte"].get<double>() ==
        doctest::Approx(line["peak_tflop_per_s"].get<double>() / 3.35));
  CHECK(line["decode"]["sequences"] == 16);
  CHECK(line["decode"]["tflop_per_s"] < line["decode"]["attainable_tflop_per_s"]);
  CHECK(line["batches"][4] == line["decode"]);
  // 2 x 7.5e9 FLOP a token.
  const double tokens = all["predictions"]["decode_tok_s"]["value"];
  CHECK(line["decode"]["tflop_per_s"].get<double>() == doctest::Approx(tokens * 15.0e-3).epsilon(0.01));
  std::vector<std::string> csv = with_plot;
  csv[csv.size() - 2] = "--format=csv";
  CHECK(run(csv).code == 2);
  const Ran too_big = run({"predict", "--model", "llama-3.1-70b", "--weights", "fp16", "--hardware",
                           "rtx-4090", "--engine", "vllm", "--plot"});
  CHECK(too_big.code == 3);
  CHECK(too_big.out.find("roofline") == too_big.out.npos);
}

TEST_CASE("run --plot-of draws figures that have draws, and says of others why not") {
  const auto refused = [](std::vector<std::string> args) {
    args.insert(args.begin(), {"run", "starter", "--draws", "1024"});
    const Ran ran = run(args);
    CHECK(ran.code == 2);
    return ran.err;
  };
  CHECK(has(refused({"--plot", "--plot-of", "latency.e2e.p59"}), "latency.e2e.p95"));
  CHECK(has(refused({"--plot", "--plot-of", "budget.met"}), "is one number, without draws that spread"));
  CHECK(has(refused({"--plot-of", "cost.monthly"}), "--plot"));
  CHECK(has(refused({"--plot", "--plot-of", "cost.monthly", "--format", "json"}), "--plot is of the table"));
}

TEST_CASE("draws that are pictured do not change the file of those that are written") {
  const Folder folder;
  const std::string alone = folder / "alone.csv", beside = folder / "beside.csv";
  const std::vector<std::string> args{"run", "starter", "--draws", "1024", "--draws-of", "latency.e2e.p95"};
  std::vector<std::string> first = args, second = args;
  first.insert(first.end(), {"--draws-out", alone});
  second.insert(second.end(), {"--draws-out", beside, "--plot"});
  REQUIRE(run(first).code == 0);
  REQUIRE(run(second).code == 0);
  CHECK(read_text_file(alone) == read_text_file(beside));
}

TEST_CASE("a stored result has strips without draws, and says where to see them") {
  const Folder folder;
  const std::string json = folder / "result.json";
  REQUIRE(run({"run", "starter", "--draws", "1024", "-o", json}).code == 0);
  const Ran stored = run({"render", json, "--plot"}),
            fresh = run({"run", "starter", "--draws", "1024", "--plot"});
  CHECK(has(stored.out, "A stored result holds no draws"));
  CHECK(!has(fresh.out, "A stored result holds no draws"));
  CHECK(has(fresh.out, "where the draws lie"));
  CHECK(run({"render", json, "--plot", "--plot-of", "cost.monthly"}).code == 2);
}

TEST_CASE("route --plot stands behind the table, and JSON has every point without it") {
  const Ran ran = run({"route", route_scenario, "--draws", "1024", "--plot"});
  const Ran table = run({"route", route_scenario, "--draws", "1024"});
  REQUIRE(ran.code == 0);
  CHECK(ran.out.starts_with(table.out));
  CHECK(has(ran.out, "$ to pay a month"));
  const Ran json = run({"route", route_scenario, "--draws", "1024", "--plot", "--json"});
  CHECK(json.code == 2);
  CHECK(has(json.err, "has every point of the front"));
}
