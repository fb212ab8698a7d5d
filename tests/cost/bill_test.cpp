#include "cost/bill.h"

using namespace llmtco;

namespace {
Bill gpt_4o_month() {
  // 10 M queries of 667 + 333 tokens: 6,670 Mtok x $2.50 + 3,330 Mtok x $10 = $16,675 + $33,300.
  return {line("input tokens", LineKind::invoiced, Behaviour::usage, Drawn<Tokens>(6670.0 * mtok),
               Drawn<UsdPerToken>(2.5 * usd / mtok), mtok, "Mtok", "price book"),
          line("output tokens", LineKind::invoiced, Behaviour::usage, Drawn<Tokens>(3330.0 * mtok),
               Drawn<UsdPerToken>(10.0 * usd / mtok), mtok, "Mtok", "price book")};
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

TEST_CASE("lines of one behaviour are summed apart") {
  Bill bill = gpt_4o_month();
  bill.push_back(lump("engineer", LineKind::staff, Behaviour::fixed, Drawn<Usd>(500.0 * usd), "scenario"));
  bill.push_back(lump("power", LineKind::invoiced, Behaviour::energy, Drawn<Usd>(475.0 * usd), "scenario"));
  CHECK(dollars(total(bill, Behaviour::usage)) == doctest::Approx(49975));
  CHECK(dollars(total(bill, Behaviour::fixed)) == doctest::Approx(500));
  CHECK(dollars(total(bill, Behaviour::energy)) == doctest::Approx(475));
  CHECK(dollars(total(bill)) == doctest::Approx(50950));
}

TEST_CASE("the parts of a split keep their lines, named by part") {
  Bill bill;
  append(bill, gpt_4o_month(), "strong");
  CHECK(bill[1].item == "strong: output tokens");
  CHECK(dollars(total(bill)) == doctest::Approx(49975));
}
