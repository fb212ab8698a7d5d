#include <doctest/doctest.h>

#include <fmt/format.h>

#include <cmath>

#include "calibrations.h"
#include "every_mapping.h"
#include "reading.h"
#include "scenario/scenario.h"
#include "units/parse.h"
#include "walk.h"
#include "yaml/read.h"

// --set PATH=*2, +10%: the number that stands there, times a factor.

using namespace llmtco;

namespace {

/// A quantity with its number multiplied: "$2.49/h" and 2 give "$4.98/h".
std::string times(const std::string& text, double factor) {
  const std::size_t begin = text.find_first_of("0123456789."),
                    end = text.find_first_not_of("0123456789.", begin);
  return text.substr(0, begin) + fmt::format("{:.10g}", std::stod(text.substr(begin)) * factor) +
         (end == text.npos ? "" : text.substr(end));
}

/// The same of both ends of an interval, or of a formula.
std::string changed(const std::string& text, double factor) {
  if (text.starts_with('=')) return fmt::format("= ({}) * {}", text.substr(1), factor);
  const std::size_t to = text.find(" to ");
  if (to == text.npos) return times(text, factor);
  return times(text.substr(0, to), factor) + " to " + times(text.substr(to + 4), factor);
}

void collect_numbers(const Node& node, std::vector<Node>& numbers) {
  for (const Node& child : node.children()) collect_numbers(child, numbers);
  const std::string& text = node.text();
  const std::string first = text.substr(0, text.find(" to "));
  if (node.is_scalar() && (text.starts_with("= ") || std::holds_alternative<Measured>(parse_quantity(first))))
    numbers.push_back(node);
}

/// Every number of a study as it would be drawn, by the order of the struct.
/// Of one block of draws: both sides have the same.
std::vector<double> means(const std::string& change, const std::string& folder) {
  std::vector<double> all;
  const Study study = good_study(every_mapping, {change}, folder);
  const Result result = simulate(study, {.draws = 1024, .latency = Server::steady});
  for (const OptionResult& o : result.options) {
    for (const auto& each : o.figures) all.push_back(each.value.mean.value);
  }
  return all;
}

const char* const chat =
    "scenario: A test\nas_of: 2026-09-23\nhorizon: 1 months\nvariables: {demand: 8M to 12M/month}\n"
    "workload:\n  chat: {requests: = demand, input_tokens: 600 to 900, output_tokens: 100}\n"
    "options:\n  a: {kind: api, endpoint: openai/gpt-4o}\n"
    "  own: {kind: owned, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: "
    "h100-80-sxm, gpus_per_replica: 1, life: 36 months}\n";

Summary requests_under(const std::vector<std::string>& set) {
  return answer(chat, set).demand.at(measures::requests);
}

}  // namespace

TEST_CASE("any number of a file changed by a factor is the number written so") {
  const Folder folder;
  folder.write("c.json", calibration_json(cpu_calibration()));
  Diagnostics diagnostics;
  const auto root = read_text(every_mapping, "s.yaml", diagnostics);
  std::vector<Node> numbers;
  collect_numbers(*root, numbers);
  std::size_t compared = 0;
  Walk walk;
  for (const Node& number : numbers) {
    if (!walk.takes_next()) continue;
    CAPTURE(number.path());
    struct Row {
      const char* change;
      double factor;
    };
    // The three forms in turn.
    constexpr Row rows[] = {{"*2", 2}, {"+10%", 1.1}, {"/2", 0.5}};
    for (const Row row : {rows[static_cast<std::size_t>(&number - numbers.data()) % 3]}) {
      CAPTURE(row.change);
      const std::string path = number.path() + "=";
      const std::string relative = path + row.change, absolute = path + changed(number.text(), row.factor);
      const bool good = complaints(every_mapping, {absolute}, folder.path()).empty();
      const std::string said = complaints(every_mapping, {relative}, folder.path());
      if (number.path().ends_with("spearman")) continue;  // may be negative: a sign is refused
      CHECK_MESSAGE(said.empty() == good, said);
      if (!good || !said.empty()) continue;
      const std::vector<double> these = means(relative, folder.path()),
                                those = means(absolute, folder.path());
      REQUIRE(these.size() == those.size());
      for (std::size_t i = 0; i < these.size(); ++i)
        CHECK(these[i] == doctest::Approx(those[i]).epsilon(1e-6));
      ++compared;
    }
  }
  CHECK(compared > Walk::taken_of(20));
}

TEST_CASE("a change keeps the uncertainty of what it changes: the same draws, each times the factor") {
  const Summary base = requests_under({}), doubled = requests_under({"variables.demand=*2"}),
                more = requests_under({"workload.chat.requests=+10%"});
  CHECK(doubled.mean.value == doctest::Approx(2 * base.mean.value).epsilon(1e-12));
  CHECK(doubled.sd.value == doctest::Approx(2 * base.sd.value).epsilon(1e-9));
  CHECK(doubled.p5.value == doctest::Approx(2 * base.p5.value).epsilon(1e-12));
  CHECK(more.p95.value == doctest::Approx(1.1 * base.p95.value).epsilon(1e-12));
  CHECK(requests_under({"variables.demand=*2", "workload.chat.requests=+10%", "variables.demand=/4"})
            .p50.value == doctest::Approx(0.55 * base.p50.value).epsilon(1e-12));
  CHECK(requests_under({"variables.demand=5M/month", "variables.demand=*2"}).mean.value ==
        doctest::Approx(1e7));
}

TEST_CASE("a changed number says what it was, where, and by how much it changes") {
  const Study study =
      good_study(chat, {"workload.chat.input_tokens=+10%", "options.own.gpus_per_replica=*2"});
  const Uncertain<TokensPerRequest>& input = study.demand.workload.classes[0].input.mean;
  const Origin& origin = study.variables.origin(input.origin);
  CHECK(origin.kind == Origin::Kind::override_);
  CHECK(origin.name == "workload.chat.input_tokens");
  CHECK(origin.place == "--set workload.chat.input_tokens=+10%");
  CHECK(origin.source == "600 to 900 at s.yaml:6:44, changed by +10%");
  const GraphNode& product = study.variables.graph()[input.node];
  CHECK(product.operation == Operation::multiply);
  CHECK(study.variables.origin(study.variables.graph()[product.left].origin).place == "s.yaml:6:44");
  CHECK(study.variables.origin(study.variables.graph()[product.right].origin).name == "+10%");
  CHECK(std::get<Fleet>(study.options[1].serving).gpus() == 2);
}

TEST_CASE("a number that the file leaves out is changed from its default") {
  const Study study = good_study(chat, {"workload.chat.peak_to_mean=*2", "options.own.max_load=/2",
                                        "options.own.pue=+10%", "options.own.purchase=*2", "horizon=*3"});
  CHECK(study.demand.horizon_months == 3);
  CHECK(study.demand.workload.classes[0].peak_to_mean.constant == 2);
  CHECK(std::get<Fleet>(study.options[1].serving).max_load.constant == 0.4);
  const auto& owned = std::get<Owned>(study.options[1].contracts.at(0));
  const Study base = good_study(chat);
  CHECK(owned.pue.constant ==
        doctest::Approx(1.1 * std::get<Owned>(base.options[1].contracts.at(0)).pue.constant));
  CHECK(study.variables.graph()[owned.capital.purchase.node].operation == Operation::multiply);
  const Origin& origin = study.variables.origin(study.demand.workload.classes[0].peak_to_mean.origin);
  CHECK(origin.source == "the default, changed by *2");
  CHECK(good_study(std::string(chat).replace(std::string(chat).find("horizon: 1 months\n"), 18, ""),
                   {"horizon=*2"})
            .demand.horizon_months == 24);
}

TEST_CASE("a change of what is no number, or of none, is refused with the reason") {
  const auto said = [](const std::string& set) { return complaints(chat, {set}); };
  CHECK(said("options.a.endpoint=*2") ==
        "--set options.a.endpoint=*2: *2 changes a number, which options.a.endpoint is not\n");
  CHECK(said("options.a.kind=*2") ==
        "--set options.a.kind=*2: *2 changes a number, which options.a.kind is not\n");
  CHECK(said("options.own=+5%") ==
        "--set options.own=+5%: +5% changes a number, which options.own is not; name one of its values, as "
        "options.own.kind\n");
  CHECK(said("workload.chat.growth_per_month=*2") ==
        "--set workload.chat.growth_per_month=*2: the scenario leaves this out, which means 0, and *2 of 0 "
        "is 0 at "
        "workload.chat.growth_per_month; give a value, as 1\n");
  CHECK(said("options.a.accuracy=*2") ==
        "--set options.a.accuracy=*2: there is no number to change by *2 at options.a.accuracy; the scenario "
        "leaves "
        "it out; give a value\n");
  CHECK(said("options.own.max_load=*2") ==
        "--set options.own.max_load=*2: the default changed by *2 is 1.6, which cannot be at "
        "options.own.max_load\n");
  CHECK(said("options.own.gpus_per_replica=+50%") ==
        "--set options.own.gpus_per_replica=+50%: '1' changed by +50% is 1.5, no whole number at "
        "options.own.gpus_per_replica\n");
  CHECK(said("workload.chat.requets=*2")
            .find("unknown key 'requets' in workload.chat; did you mean 'requests'?\n") != std::string::npos);
}

TEST_CASE("a formula that is wrong is not told a second time for being changed") {
  const std::string wrong = std::string(chat).replace(std::string(chat).find("= demand"), 8, "= demnad");
  CHECK(complaints(wrong, {"workload.chat.requests=*2"}) ==
        "s.yaml:6:20: formula 'demnad': unknown variable 'demnad' at workload.chat.requests; did you mean "
        "'demand'?\n");
}

TEST_CASE("a sign where a number may be negative can be a value or a change: it is refused") {
  const std::vector<std::string> grows{"workload.chat.growth_per_month=4%"};
  for (const char* sign : {"+10%", "-10%"}) {
    CAPTURE(sign);
    std::vector<std::string> set = grows;
    set.push_back(std::string("workload.chat.growth_per_month=") + sign);
    CHECK(complaints(chat, set).find("can be read in two ways where a number may be negative") !=
          std::string::npos);
  }
  CHECK(complaints(chat, {grows[0], "workload.chat.growth_per_month=*1.1"}) == "");
  CHECK(complaints(chat, {"workload.chat.growth_per_month=-0.05"}) == "");
}

TEST_CASE("null takes an option or an optional key away, and nothing that is not there") {
  CHECK(good_study(chat, {"options.a=null"}).options.size() == 1);
  CHECK(good_study(chat, {"options.own.life=40 months", "options.a=~"}).options[0].name == "own");
  CHECK(good_study(chat, {"horizon=null"}).demand.horizon_months == 12);
  CHECK(complaints(chat, {"options.onw=null"}) ==
        "--set options.onw=null: there is no 'options.onw' to take away; did you mean 'own'?\n");
  CHECK(complaints(chat, {"options.own.life=null"}).find("the key 'life' is missing in options.own\n") !=
        std::string::npos);
  CHECK(complaints(chat, {"options.a=null", "options.a=null"}) ==
        "--set options.a=null: there is no 'options.a' to take away\n");
}
