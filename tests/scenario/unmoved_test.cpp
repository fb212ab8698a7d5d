#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "montecarlo/compare.h"
#include "reading.h"
#include "scenario/change_kind.h"
#include "units/parse.h"
#include "yaml/read.h"

// What nobody changed is evaluated once for both sides of a comparison: it says what evaluating it twice says.

using namespace llmtco;

namespace {

/// The first number of each option, or of a mapping in it, that may be ten percent less.
void collect_first_numbers(const Node& option, std::vector<std::string>& paths) {
  for (const Node& child : option.children()) {
    if (child.is_scalar() && std::holds_alternative<Measured>(parse_quantity(child.text())))
      return paths.push_back(child.path());
    const std::size_t before = paths.size();
    collect_first_numbers(child, paths);
    if (paths.size() > before) return;
  }
}

bool same(const Estimate& a, const Estimate& b) {
  const auto equal = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  return equal(a.value, b.value) && equal(a.low, b.low) && equal(a.high, b.high);
}
bool same(const Statistics& a, const Statistics& b) {
  return same(a.mean, b.mean) && same(a.sd, b.sd) && same(a.p5, b.p5) && same(a.p50, b.p50) &&
         same(a.p95, b.p95);
}

void require_same(const Result& a, const Result& b) {
  REQUIRE(a.options.size() == b.options.size());
  for (std::size_t o = 0; o < a.options.size(); ++o) {
    const OptionResult &x = a.options[o], &y = b.options[o];
    CAPTURE(x.name);
    REQUIRE(x.figures.size() == y.figures.size());
    CHECK(x.reason == y.reason);
    auto other = y.figures.begin();
    for (const auto& figure : x.figures) {
      CAPTURE(figure.measure->id);
      CHECK(same(figure.value, (other++)->value));
    }
    for (std::size_t i = 0; i < x.lines.size(); ++i) {
      CHECK(same(x.lines[i].monthly_usd, y.lines[i].monthly_usd));
      CHECK(same(x.lines[i].quantity, y.lines[i].quantity));
      CHECK(same(x.lines[i].unit_price_usd, y.lines[i].unit_price_usd));
    }
  }
}

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> numbers_of_options(const std::string& file) {
  Diagnostics diagnostics;
  const auto root = read_text(text_of(file), "s.yaml", diagnostics);
  std::vector<std::string> paths;
  for (const Node& option : root->find("options")->children()) collect_first_numbers(option, paths);
  return paths;
}

/// Options that a change of one path leaves as they are.
std::vector<std::string> unmoved_by(const std::string& path, const Node& base, const Node& changed) {
  std::vector<std::string> all;
  for (const Node& option : base.find("options")->children()) {
    if (!can_touch(path, option.key(), base, changed)) all.push_back(option.key());
  }
  return all;
}

/// Compares a study with a changed one, with and without what both share.
void compare_both_ways(const std::string& file, const std::string& change, const Unmoved& unmoved,
                       const Settings& settings) {
  const std::string text = text_of(file), folder = std::filesystem::path(file).parent_path().string();
  const Study base = good_study(text, {}, folder), changed = good_study(text, {change}, folder);
  const ScenarioComparison shared = compare(base, changed, {change}, settings, unmoved),
                           apart = compare(base, changed, {change}, settings);
  require_same(shared.base, apart.base);
  require_same(shared.changed, apart.changed);
  for (std::size_t o = 0; o < apart.options.size(); ++o) {
    auto other = shared.options[o].changes.begin();
    for (const auto& each : apart.options[o].changes) CHECK(same(each.value, (other++)->value));
  }
}

/// The same where a number is ten percent less. How many options that leaves as they are.
std::size_t compare_with_less(const std::string& file, const std::string& path, const Settings& settings) {
  Diagnostics diagnostics;
  const auto root = read_text(text_of(file), "s.yaml", diagnostics);
  const std::string change = path + "=*0.9";
  if (!complaints(text_of(file), {change}, std::filesystem::path(file).parent_path().string()).empty())
    return 0;
  const std::vector<std::string> unmoved = unmoved_by(path, *root, *root);
  compare_both_ways(file, change, {.options = unmoved}, settings);
  return unmoved.size();
}

}  // namespace

TEST_CASE(
    "options that a change cannot move are evaluated once, and say what they would say evaluated again") {
  Settings settings = walked(2048);
  settings.latency = Server::steady;
  std::size_t shared = 0;
  for (const std::string& file : shipped_scenarios()) {
    for (const std::string& path : numbers_of_options(file)) {
      CAPTURE(path);
      shared += compare_with_less(file, path, settings);
    }
  }
  CHECK(shared > 30);
}

TEST_CASE(
    "so they do in a run of parts, with figures of every class and month, and of servers that are "
    "simulated") {
  const std::string folder = std::string(std::getenv("LLMTCO_SOURCE_DIR")) + "/scenarios/";
  Settings parts = walked(131'072), details = walked(2048);
  parts.latency = Server::steady;
  details.details = true;
  CHECK(compare_with_less(folder + "support-agent.yaml", "options.sonnet-cached.cache.hit_rate", parts) == 3);
  CHECK(compare_with_less(folder + "support-agent.yaml", "options.sonnet-cached.cache.hit_rate", details) ==
        3);
}

TEST_CASE("what servers can do at most is worked out once where nothing but the volume is changed") {
  for (const std::string& file : shipped_scenarios()) {
    CAPTURE(file);
    Diagnostics diagnostics;
    const auto root = read_text(text_of(file), "s.yaml", diagnostics);
    const std::string requests = root->find("workload")->children().front().path() + ".requests";
    Settings settings = walked(2048);
    if (!file.ends_with("support-agent.yaml")) settings.latency = Server::steady;
    compare_both_ways(file, requests + "=*0.9", {.options = {}, .volumes_alone = true}, settings);
    compare_both_ways(file, "horizon=7 months", {.options = {}, .volumes_alone = true}, settings);
  }
}
