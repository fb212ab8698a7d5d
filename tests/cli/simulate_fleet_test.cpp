#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "program.h"

namespace {

struct FleetFolder {
  Folder folder;
  std::string step =
      folder.write("step.json", R"({"t0": 0.01, "c_pf": 1e-4, "c_attn": 0, "c_dec": 0, "c_kv": 0})");

  std::vector<std::string> command(std::vector<std::string> args) const {
    args.insert(args.begin(), {"simulate", "--step-time", step});
    return args;
  }
  nlohmann::json json(std::vector<std::string> args) const {
    args.push_back("--json");
    const Ran ran = run(command(args));
    CAPTURE(ran.err);
    REQUIRE(ran.code == 0);
    return nlohmann::json::parse(ran.out);
  }
  std::string mistakes(const std::vector<std::string>& args) const {
    const Ran ran = run(command(args));
    CHECK(ran.code == 2);
    return ran.err;
  }
};

bool says(const std::string& text, const char* part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("simulate scales a fleet along a day, and says what its replicas cost") {
  FleetFolder f;
  const std::string line = f.folder / "line.csv";
  const std::vector<std::string> day = {
      "--rate",         "1",    "--requests",      "20000",
      "--input",        "200",  "--output-tokens", "50",
      "--max-batch",    "8",    "--hours",         "0,0,0,0,0,0,4,4,4,4,4,4,4,4,4,4,4,4,0,0,0,0,0,0",
      "--autoscale",    "0-4",  "--target",        "2",
      "--start-up",     "90 s", "--keep-warm",     "10 min",
      "--timeline-out", line};
  const auto json = f.json(day);
  CHECK(json["completed"] == 20000);
  const auto& fleet = json["fleet"];
  CHECK(fleet["replica_hours"].get<double>() > 3);
  CHECK(fleet["replica_hours"].get<double>() < 24);
  CHECK(fleet["ordered"].get<int>() > 0);
  CHECK(fleet["found_no_replica"].get<int>() > 0);
  CHECK(fleet["replicas_most"].get<int>() <= 4);
  CHECK(fleet["evicted"] == 0);
  CHECK(json["ttft_s"]["p99"].get<double>() < 90);
  const Ran text = run(f.command(day));
  CHECK(says(text.out, "0 to 4 replicas, one for every 2 requests in flight"));
  CHECK(says(text.out, "replica-hours"));
  CHECK(says(text.out, "\nreplicas "));
  const auto spot = f.json({"--rate", "4", "--requests", "20000", "--replicas", "2", "--spare", "1",
                            "--evictions", "6", "--start-up", "90 s", "--output-tokens", "600"});
  CHECK(spot["fleet"]["evicted"].get<int>() > 5);
  CHECK(spot["completed"] == 20000);
  CHECK(spot["fleet"]["replicas_mean"].get<double>() > 2.9);
}

TEST_CASE("simulate serves tasks of several calls, and tells of calls and of tasks") {
  FleetFolder f;
  const std::string times = f.folder / "times.csv";
  const auto json = f.json({"--rate", "1", "--arrivals", "fixed", "--requests", "40", "--calls", "3",
                            "--input", "160", "--output-tokens", "33", "--context-growth", "31",
                            "--tool-time", "1 s", "--prefix-cache", "--requests-out", times});
  CHECK(json["requests"] == 120);
  CHECK(json["tasks"]["tasks"] == 40);
  CHECK(json["tasks"]["calls"] == 3);
  CHECK(json["tasks"]["time_s"]["p50"].get<double>() > 3.0124);
  CHECK(json["tasks"]["time_s"]["p50"].get<double>() < 3.2);
  // Of 160 + 224 + 288 tokens, 192 and 256 are there.
  CHECK(json["prefix_hit_ratio"].get<double>() == doctest::Approx(448.0 / 672));
  CHECK(says(read_text_file(times), ",0\n1,"));
  CHECK(says(run(f.command({"--rate", "1", "--requests", "20", "--calls", "2-5"})).out, "whole task"));
  const auto loop = f.json({"--concurrency", "4", "--requests", "100", "--think", "1 s", "--pause-cv", "1",
                            "--stagger", "2 s", "--replicas", "2"});
  CHECK(loop["completed"] == 100);
  CHECK(loop["in_system"].get<double>() < 4);
  CHECK(loop["tasks"].is_null());
  CHECK(loop["fleet"].is_null());
}

TEST_CASE("simulate says what is wrong with a fleet, tasks and pauses, all at once") {
  FleetFolder f;
  const std::string fleet = f.mistakes({"--rate", "1", "--autoscale", "8-1", "--check-interval", "0 s",
                                        "--notice", "1 s", "--evictions", "1", "--scale-down-delay", "3 GB"});
  for (const char* said :
       {"--autoscale: '8-1' is not the fewest and the most replicas", "--check-interval: it must be",
        "add --target", "add --start-up", "--scale-down-delay: '3 GB' is no time"}) {
    CAPTURE(said);
    CHECK(says(fleet, said));
  }
  const std::string load = f.mistakes({"--hours", "1,2,3", "--days", "0,0", "--calls", "0-3",
                                       "--shared-prefix", "9", "--pause-cv", "2", "--start-up", "5 s"});
  for (const char* said :
       {"--hours: 3 weights, it must be 24 of a day, or 168 of a week", "--days: 2 weights",
        "--days: some weight must be above 0", "--calls: '0-3' is no number of calls", "add --prefix-cache",
        "--pause-cv: there are no pauses", "--start-up: no replica starts",
        "how many requests come is not said"}) {
    CAPTURE(said);
    CHECK(says(load, said));
  }
  CHECK(says(f.mistakes({"--rate", "1", "--calls", "900", "--context-growth", "100000", "--requests", "2"}),
             "look at --calls and --context-growth"));
  CHECK(says(f.mistakes({"--rate", "1", "--requests", "9", "--evictions", "1000", "--start-up", "1 h"}),
             "passes 53 days"));
  CHECK(says(f.mistakes({"--rate", "1", "--think", "1 s"}), "--think requires --concurrency"));
}
