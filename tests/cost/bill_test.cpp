#include "cost/bill.h"

#include "measures/list.h"

using namespace llmtco;

namespace {
Bill gpt_4o_month() {
  // 10 M queries of 667 + 333 tokens: 6,670 Mtok x $2.50 + 3,330 Mtok x $10 = $16,675 + $33,300.
  return {line({.item = ItemId::input_tokens, .quantity_unit = "Mtok"}, Drawn<Tokens>(6670.0 * mtok),
               Drawn<UsdPerToken>(2.5 * usd / mtok), mtok),
          line({.item = ItemId::output_tokens, .quantity_unit = "Mtok"}, Drawn<Tokens>(3330.0 * mtok),
               Drawn<UsdPerToken>(10.0 * usd / mtok), mtok)};
}
double dollars(const Drawn<Usd>& amount) { return (amount / usd)[0]; }
}  // namespace

TEST_CASE("a bill is its lines, and its total is their sum") {
  const Bill bill = gpt_4o_month();
  CHECK(bill[0].quantity.constant() == doctest::Approx(6670));
  CHECK(bill[0].unit_price_usd.constant() == doctest::Approx(2.5));
  CHECK(dollars(bill[0].amount()) == doctest::Approx(16675));
  CHECK(dollars(total(bill)) == doctest::Approx(49975));
}

TEST_CASE("a bill is summed up on three bases, and without what nobody invoices") {
  // 49,975 tokens + 475 power + 500 people are paid: 50,950, of which 50,450 grow with use; 1,000 of damage and 20
  // of an internal price on carbon are not.
  Bill bill = gpt_4o_month();
  bill.push_back(
      lump({.labels = {.name = "engineer"}, .type = CostType::staff, .behaviour = CostBehaviour::fixed},
           Drawn<Usd>(500.0 * usd)));
  bill.push_back(
      lump({.labels = {.name = "power"}, .type = CostType::invoiced, .behaviour = CostBehaviour::energy},
           Drawn<Usd>(475.0 * usd)));
  bill.push_back(
      lump({.labels = {.name = "damage"}, .type = CostType::risk, .behaviour = CostBehaviour::usage},
           Drawn<Usd>(1000.0 * usd)));
  bill.push_back(
      lump({.labels = {.name = "carbon"}, .type = CostType::carbon, .behaviour = CostBehaviour::energy},
           Drawn<Usd>(20.0 * usd)));
  CHECK(dollars(total(bill)) == doctest::Approx(51970));
  CHECK(dollars(total(bill, is_payable)) == doctest::Approx(50950));
  CHECK(dollars(total(bill, is_damage)) == doctest::Approx(1000));
  Figures<Column> figures;
  const auto amounts = set_costs(bill, figures);
  CHECK(figures.at(measures::monthly_cost).constant() == doctest::Approx(50950));
  CHECK(figures.at(measures::marginal_cost).constant() == doctest::Approx(50450));
  CHECK(figures.at(measures::energy_cost).constant() == doctest::Approx(475));
  set_damage(bill, amounts, figures);
  CHECK(figures.at(measures::damage).constant() == doctest::Approx(1000));
  CHECK(figures.at(measures::cost_with_damage).constant() == doctest::Approx(51950));
}

TEST_CASE("the marginal cost of a bill that only grows with use is its total, and is kept once") {
  Figures<Column> figures;
  set_costs(gpt_4o_month(), figures);
  for (const auto& figure : figures) {
    const bool same = figure.same_as == measures::monthly_cost.row;
    CHECK(same ==
          (figure.measure == measures::marginal_cost.row || figure.measure == measures::monthly_cash.row));
  }
  CHECK(figures.at(measures::marginal_cost).constant() == doctest::Approx(49975));
  CHECK(figures.at(measures::energy_cost).constant() == 0);
}

TEST_CASE("a bill of electricity and damage counts energy only; an empty one counts all there is") {
  const LineItem power =
      lump({.labels = {.name = "power"}, .type = CostType::invoiced, .behaviour = CostBehaviour::energy},
           Drawn<Usd>(475.0 * usd));
  const LineItem damage =
      lump({.labels = {.name = "damage"}, .type = CostType::risk, .behaviour = CostBehaviour::usage},
           Drawn<Usd>(10.0 * usd));
  const LineItem rent =
      lump({.labels = {.name = "rent"}, .type = CostType::invoiced, .behaviour = CostBehaviour::fixed},
           Drawn<Usd>(10.0 * usd));
  CHECK(basis_of({power, damage}) == Basis::energy_only);
  CHECK(basis_of({power, rent}) == Basis::fully_loaded);
  CHECK(basis_of({}) == Basis::fully_loaded);
}

TEST_CASE("the parts of a split keep their lines, named by part") {
  Bill bill;
  append(bill, gpt_4o_month(), "strong");
  CHECK(display_text(bill[1].item, bill[1].labels, false) == "strong: output tokens");
  CHECK(bill[1].labels.part == "strong");
  CHECK(dollars(total(bill)) == doctest::Approx(49975));
}
