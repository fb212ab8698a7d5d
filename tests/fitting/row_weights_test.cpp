#include "fitting/row_weights.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "fitting/page.h"

using namespace llmtco;

namespace {

std::vector<Case> campaign_rows(const char* campaign, const std::string& configuration, int count) {
  std::vector<Case> out;
  for (int i = 0; i < count; ++i) {
    Case c{.row_id = "",
           .metric = "",
           .stratum = "tpot",
           .replica = {},
           .scenario = "",
           .hardware = "",
           .model = "",
           .engine = "",
           .measured = 1.0};
    c.campaign = campaign;
    c.configuration = configuration;
    out.push_back(c);
  }
  return out;
}

}  // namespace

TEST_CASE("rows of one configuration count as what each adds to the others") {
  // Eight rows of one configuration, one row of another of the same campaign.
  std::vector<Case> cases = campaign_rows("A", "A|8B", 8);
  cases.push_back(campaign_rows("A", "A|70B", 1).front());
  weigh_rows(cases);
  CHECK(cases[0].weight == doctest::Approx(1 / ((1 + 0.15 * 7) * 1.03)));
  CHECK(cases[8].weight == doctest::Approx(1 / 1.03));
  // A campaign of its own, and rows that are not fitted, change nothing for the others.
  std::vector<Case> more = cases;
  more.push_back(campaign_rows("B", "B|8B", 1).front());
  more.push_back(campaign_rows("A", "A|8B", 1).front());
  more.back().excluded = true;
  weigh_rows(more);
  CHECK(more[0].weight == cases[0].weight);
  CHECK(more[9].weight == 1);
}

TEST_CASE("the tables of a page are replaced between their marks, the rest stays") {
  const std::string page = "Before\n<!-- errors -->\nold\n<!-- end errors -->\nafter\n";
  CHECK(with_sections(page, {{"errors", "new\n"}}) ==
        "Before\n<!-- errors -->\nnew\n<!-- end errors -->\nafter\n");
  CHECK_THROWS_WITH_AS(with_sections(page, {{"rows", ""}}), "the page has no place for 'rows'",
                       std::invalid_argument);
}
