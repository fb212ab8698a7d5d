#include "measures/list.h"

#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

using namespace llmtco;

namespace {

std::string docs(const char* page) {
  std::ifstream in(std::string(std::getenv("LLMTCO_SOURCE_DIR")) + "/docs/" + page);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("every figure has a name of its own, well-formed, and says what it is") {
  const std::regex id("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*"), key("[a-z0-9_]+(\\.[a-z0-9_]+)?");
  std::set<std::string_view> ids, keys;
  for (const Measure& measure : measures::all) {
    CAPTURE(measure.id);
    CHECK(std::regex_match(measure.id.begin(), measure.id.end(), id));
    CHECK(ids.insert(measure.id).second);
    CHECK(measures::find(measure.id) == &measure);
    CHECK_FALSE(measure.says.empty());
    if (!measure.is_reported()) continue;
    CHECK(std::regex_match(measure.key.begin(), measure.key.end(), key));
    CHECK(keys.insert(measure.key).second);
  }
  CHECK(measures::find("cost.weekly") == nullptr);
}

TEST_CASE("a ratio is formed of two figures that are recorded draw by draw") {
  for (const Measure& measure : measures::all) {
    CAPTURE(measure.id);
    CHECK(measure.over.empty() == measure.under.empty());
    if (!measure.is_ratio()) continue;
    CHECK(measure.reduction == Reduction::summary);
    CHECK_FALSE(measures::is_recorded(measure));
    for (const std::string_view part : {measure.over, measure.under}) {
      CAPTURE(part);
      REQUIRE(measures::find(part) != nullptr);
      CHECK(measures::is_recorded(*measures::find(part)));
      CHECK(retention(*measures::find(part)) == Retention::draws);
    }
  }
}

TEST_CASE("shares and means keep sums, everything with quantiles keeps draws") {
  CHECK(retention(measures::meets_slo) == Retention::sums);
  CHECK(retention(measures::ttft_p95) == Retention::draws);
  // The value of right answers is only on its way to the value less the cost.
  CHECK_FALSE(measures::is_recorded(measures::gross_value));
  CHECK(measures::is_recorded(measures::net_value));
}

TEST_CASE("figures of one object in JSON stand together, topic by topic") {
  std::set<std::string> objects;
  std::set<int> topics;
  const Measure* before = nullptr;
  for (const Measure& measure : measures::all) {
    CAPTURE(measure.id);
    const bool new_topic = before == nullptr || before->topic != measure.topic;
    if (new_topic) CHECK(topics.insert(static_cast<int>(measure.topic)).second);
    const std::string object(measure.key.substr(0, measure.key.find('.')));
    const bool same = before != nullptr && before->key.substr(0, before->key.find('.')) == object;
    if (measure.is_reported() && !same) CHECK(objects.insert(object).second);
    before = &measure;
  }
}

TEST_CASE("every reported figure and its name for gates are documented") {
  const std::string page = docs("json.md");
  REQUIRE_FALSE(page.empty());
  for (const Measure& measure : measures::all) {
    if (!measure.is_reported()) continue;
    CAPTURE(measure.id);
    CHECK(page.find("`" + std::string(measure.id) + "`") != std::string::npos);
    CHECK(page.find(std::string(measure.says)) != std::string::npos);
  }
}
