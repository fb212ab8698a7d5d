#include "measures/figures.h"

#include "measures/list.h"

using namespace llmtco;

TEST_CASE("a figure is read as it was set, with its unit") {
  Figures<Column> figures;
  figures.set(measures::ttft_p95, 250.0 * ms);
  figures.set(measures::load, 0.4);
  CHECK(figures.at(measures::ttft_p95).constant() == doctest::Approx(0.25));  // base units: seconds
  CHECK((*figures.get(measures::ttft_p95) / ms).constant() == doctest::Approx(250));
  CHECK(figures.get(measures::load)->constant() == 0.4);
  figures.set(measures::load, 0.5);
  CHECK(figures.at(measures::load).constant() == 0.5);
  CHECK(figures.size() == 2);
}

TEST_CASE("what is not there is unknown, not zero") {
  Figures<Column> figures;
  figures.set(measures::replicas, 0.0);
  CHECK(figures.has(measures::replicas));
  CHECK(figures.find(measures::load) == nullptr);
  CHECK_FALSE(figures.get(measures::accuracy).has_value());
  CHECK_FALSE(figures.has(measures::replicas, {.request_class = 0}));
}

TEST_CASE("figures stand in the order of subjects, then of the list, however they were set") {
  // All requests first, then chat and its months, then search.
  const Subject chat{.request_class = 0}, chat_in_march{.request_class = 0, .month = 2},
      search{.request_class = 1}, march{.month = 2};
  Figures<Column> figures;
  for (const Subject& subject : {search, chat_in_march, chat, march, Subject{}}) {
    figures.set(measures::load, 0.5, subject);
    figures.set(measures::monthly_cost, 3.0 * usd, subject);
  }
  const std::vector<Subject> expected{{}, march, chat, chat_in_march, search};
  CHECK(figures.subjects() == expected);
  std::vector<const Measure*> order;
  for (const auto& figure : figures) order.push_back(figure.measure);
  for (std::size_t i = 0; i < order.size(); i += 2) {
    CHECK(order[i] == measures::monthly_cost.row);
    CHECK(order[i + 1] == measures::load.row);
  }
}

TEST_CASE("a figure that is another one says so until it is set to something else") {
  Figures<Column> figures;
  figures.set(measures::monthly_cost, 3.0 * usd);
  figures.set_same(measures::marginal_cost, measures::monthly_cost);
  CHECK(figures.at(measures::marginal_cost).constant() == 3);
  CHECK((figures.begin() + 1)->same_as == measures::monthly_cost.row);
  figures.set(measures::marginal_cost, 1.0 * usd);
  CHECK((figures.begin() + 1)->same_as == nullptr);
  figures.erase_if([](const auto& figure) { return figure.measure == measures::monthly_cost.row; });
  CHECK_FALSE(figures.has(measures::monthly_cost));
  CHECK(figures.at(measures::marginal_cost).constant() == 1);
}
