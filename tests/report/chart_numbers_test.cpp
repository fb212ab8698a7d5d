#include "report/chart_numbers.h"

#include <doctest/doctest.h>

#include "report/page_scripts.h"
#include "text/money.h"

using namespace llmtco;

TEST_CASE("numbers for scripts are those of the picture, to the last digit, with the currency they are in") {
  const MoneyIn euros("EUR");
  const ChartNumbers numbers{
      .kind = "strips",
      .unit = "money",
      .counts = "to pay",
      .limit = ChartMark{.value = 20},
      .rows = {{.name = "own",
                .best = true,
                .marks = {{.value = 0.1 + 0.2, .low = 0.25, .high = 0.5, .tip = "mean: €0.30"}},
                .words = "90 % within"}}};
  CHECK(chart_numbers_json(numbers) ==
        "{\"kind\":\"strips\",\"unit\":\"money\",\"sign\":\"€\",\"counts\":\"to pay\","
        "\"limit\":{\"value\":20.0,\"low\":20.0,\"high\":20.0},"
        "\"rows\":[{\"name\":\"own\",\"best\":true,\"words\":\"90 % within\","
        "\"marks\":[{\"value\":0.30000000000000004,\"low\":0.25,\"high\":0.5,\"tip\":\"mean: €0.30\"}]}]}");
}

TEST_CASE("a name that would end the element its numbers stand in is a text in them") {
  const ChartNumbers numbers{.kind = "dots",
                             .rows = {{.name = "</script><script>alert(1)</script><!-- \"\\ \x01 \xff"}}};
  const std::string json = chart_numbers_json(numbers);
  CHECK(json.find('<') == json.npos);
  CHECK(json.find("\"\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\u003c!-- \\\"\\\\ ? ?\"") !=
        json.npos);
}

TEST_CASE("the script of pages ends where its element does, and comes with its style and its licences") {
  CHECK(page_script().empty() == page_script_style().empty());
  CHECK(page_script().find("</script") == page_script().npos);
  CHECK(page_script().find("<!--") == page_script().npos);
  if (page_script().empty()) return;
  for (const char* holder :
       {"@observablehq/plot 0.6.17. Copyright 2020-", "d3-scale 4.", "Permission to use, copy, modify"}) {
    CAPTURE(holder);
    CHECK(page_script().find(holder) != page_script().npos);
  }
}
