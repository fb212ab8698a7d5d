#include "report/plots.h"

#include <doctest/doctest.h>

#include "measures/list.h"
#include "report/canvas.h"
#include "report/waterfall.h"

using namespace llmtco;

namespace {

const Style ascii_of_40{.colour = false, .unicode = false, .width = 40};

Statistics cost_between(double p5, double p50, double p95, double mean) {
  const auto exact = [](double value) { return Estimate{value, value, value}; };
  return Summary{exact(mean), exact(1), exact(p5), exact(p50), exact(p95)};
}

Result two_options() {
  Result result;
  for (const char* name : {"own", "hired"}) {
    OptionResult option;
    option.name = name;
    option.kind = "custom";
    result.options.push_back(option);
  }
  result.options[0].figures.put(measures::monthly_cost, cost_between(2000, 4000, 8000, 5000));
  result.options[1].figures.put(measures::monthly_cost, cost_between(9000, 9000, 9000, 9000));
  return result;
}

}  // namespace

TEST_CASE("each change of a waterfall begins where the one before it ended") {
  // 18 columns are taken by words, 22 are left for $150: $100 are 15 of them, $150 all, $120 are 18.
  CHECK(waterfall(100, {{"b", -30}, {"a", 50}}, 120, ascii_of_40) ==
        "    before  $100  ###############\n"
        "    a       +$50                 #######\n"
        "    b       -$30                    ====\n"
        "    after   $120  ##################\n");
}

TEST_CASE("changes too small to see are one line of a waterfall, and none is no line") {
  const std::string text =
      waterfall(1000, {{"big", 500}, {"none", 0}, {"one", 1}, {"two", -3}}, 1498, ascii_of_40);
  CHECK(text.find("2 smaller changes") != text.npos);
  CHECK(text.find("none") == text.npos);
}

TEST_CASE("options stand on one scale, cheapest first, with nine draws of ten, the median and the mean") {
  const std::string text = cost_plot(two_options(), ascii_of_40);
  const std::size_t own = text.find("  own "), hired = text.find("  hired ");
  REQUIRE(own != text.npos);
  REQUIRE(hired != text.npos);
  CHECK(own < hired);
  const std::string line = text.substr(own, text.find('\n', own) - own);
  CHECK(line.find('|') < line.find(':'));
  CHECK(line.find(':') < line.find('o', line.find(':')));
  CHECK(line.rfind('|') > line.rfind('o'));
  for (const char c : text) CHECK(static_cast<unsigned char>(c) < 128);
}

TEST_CASE("months are drawn where they differ, and only there") {
  Result result = two_options();
  result.horizon_months = 3;
  CHECK(months_plot(result, ascii_of_40).empty());  // no month is told
  for (int month = 0; month < 3; ++month) {
    for (OptionResult& option : result.options)
      option.figures.put(measures::monthly_cost, cost_between(2000, 4000, 8000, 5000), {.month = month});
  }
  CHECK(months_plot(result, ascii_of_40).empty());  // all are alike
  result.options[0].figures.put(measures::monthly_cost, cost_between(3000, 5000, 9000, 6000), {.month = 2});
  const std::string text = months_plot(result, ascii_of_40);
  CHECK(text.find("month 3") != text.npos);
  CHECK(text.find('*') != text.npos);
}
