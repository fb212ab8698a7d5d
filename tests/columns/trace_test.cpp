#include "columns/trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "columns/column_math.h"
#include "columns/trace_view.h"

using namespace llmtco;

namespace {

/// 1, 2, 3, ...
Column counting() {
  Column column = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) column.values()[i] = static_cast<double>(i + 1);
  return column;
}

/// "cost = price * tokens": the step down to the next names.
std::string written(const TraceView& view, bool top = true) {
  if (!top && !view.name().empty()) return std::string(view.name());
  if (view.is_leaf()) return std::to_string(static_cast<int>(view.value(0)));
  std::string text = std::string(view.operation()) + "(";
  for (const TraceView& operand : view.operands())
    text += (text.back() == '(' ? "" : ", ") + written(operand, false);
  return text + ")";
}
std::string written(const Column& column) { return written(TraceView(column)); }

}  // namespace

TEST_CASE("a cost is explained by the operations that computed it, down to inputs and their origins") {
  // 7 M tokens at $3 a million, and $4 a month for each of the seats: in the first draw one, 7 * 3 + 4 = 25.
  const Column tokens = leaf(7.0, "tokens", 12), price = leaf(3.0, "price", 13);
  const Column seats = leaf(counting(), "seats", 14);
  const Column cost = named("cost", named("input", price * tokens) + seats * 4.0);
  CHECK(cost[0] == 25);
  CHECK(cost[1] == 29);

  const TraceView view(cost);
  CHECK(view.name() == "cost");
  CHECK(view.value(1) == 29);
  CHECK(written(view) == "+(input, *(seats, 4))");
  CHECK_FALSE(view.origin());
  const TraceView input = view.operands()[0];
  CHECK(written(input) == "*(price, tokens)");
  CHECK(input.column().is_constant());
  const TraceView of_price = input.operands()[0];
  CHECK(of_price.is_leaf());
  CHECK(of_price.name() == "price");
  CHECK(of_price.origin() == 13u);
  CHECK(of_price.value(500) == 3);
  CHECK_FALSE(of_price.is_nameless_constant());
  const TraceView four = view.operands()[1].operands()[1];
  CHECK(four.is_nameless_constant());
  CHECK_FALSE(four.origin());
  for (const std::size_t draw : {0, 1, 1023}) CHECK(recomputed(cost, draw) == cost[draw]);
}

TEST_CASE("where no input is traced there is no account, and a name costs nothing") {
  const Column seats = counting();
  const Column cost = named("cost", seats * 4.0 + 1.0);
  CHECK_FALSE(cost.is_traced());
  const Column copy = named("copy", cost);
  CHECK(copy.data() == cost.data());
  CHECK_FALSE(sum_of("total", {seats, 1.0, seats}).is_traced());
  CHECK_FALSE(opaque("solver", cost, {{"seats", seats}}).is_traced());
  const TraceView view(cost);
  CHECK(view.is_leaf());
  CHECK(view.name().empty());
  CHECK(recomputed(cost, 5) == cost[5]);
}

TEST_CASE("what is used twice is one node, and is visited once") {
  const Column load = leaf(counting(), "load", 0);
  const Column peak = named("peak", load * 2.0);
  const Column spread = peak * peak - peak;
  const TraceView view(spread);
  const TraceView square = view.operands()[0];
  CHECK(square.operands()[0].id() == square.operands()[1].id());
  CHECK(square.operands()[0].id() == view.operands()[1].id());
  // load, 2, peak, peak * peak, the difference: operands before what is made of them.
  const std::vector<TraceView> nodes = operands_first(view);
  REQUIRE(nodes.size() == 5);
  CHECK(nodes[0].name() == "load");
  CHECK(nodes[2].name() == "peak");
  CHECK(nodes[4].id() == view.id());
  // 2^200 paths lead through this one.
  Column doubled = load;
  for (int i = 0; i < 200; ++i) doubled = doubled + doubled;
  CHECK(operands_first(TraceView(doubled)).size() == 201);
  CHECK(recomputed(doubled, 0) == doubled[0]);
}

TEST_CASE("a factor of one and a term of zero explain nothing, unless somebody put them in") {
  const Column load = leaf(counting(), "load", 0), growth = leaf(1.0, "growth", 1),
               rent = leaf(5.0, "rent", 2);
  CHECK(TraceView(load * 1.0).id() == TraceView(load).id());
  CHECK(TraceView(0.0 + load - 0.0).id() == TraceView(load).id());
  CHECK(TraceView(1.0 * rent / 1.0).id() == TraceView(rent).id());
  CHECK(written(load * growth) == "*(load, growth)");
  CHECK(written(growth * rent) == "*(growth, rent)");
  CHECK(written(load * 0.0) == "*(load, 0)");
  // -0 + 0 is +0 for numbers, while a column is left as it is: both are worked out as they came about.
  Column negative_zero = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) negative_zero.values()[i] = -0.0;
  const Column none = leaf(0.0, "none", 3);
  for (const Column& zero :
       {leaf(-0.0, "zero", 4) + 0.0, leaf(-0.0, "zero", 4) + none, leaf(negative_zero, "zeros", 5) + 0.0,
        none + leaf(negative_zero, "zeros", 5), sum_of("sum", {none, leaf(negative_zero, "zeros", 5)})}) {
    CHECK(std::signbit(recomputed(zero, 7)) == std::signbit(zero[7]));
  }
}

TEST_CASE("a name for what has a name already is another name for it") {
  const Column rate = leaf(8.0, "demand.rate", 3);
  const Column peak = named("peak", rate);
  CHECK(written(peak) == "=(demand.rate)");
  CHECK(TraceView(named("peak", peak)).id() == TraceView(peak).id());
  CHECK(recomputed(peak, 0) == 8);
  // An input that its author wrote as a formula has a name, a place and the formula.
  const Column output = leaf(rate * 2.0, "output.rate", 9);
  CHECK(written(output) == "*(demand.rate, 2)");
  CHECK(TraceView(output).origin() == 9u);
  CHECK(TraceView(output).name() == "output.rate");
  CHECK_FALSE(TraceView(named("doubled", output)).origin());
}

TEST_CASE("compound assignment is explained like the operation it stands for") {
  Column total = 0.0;
  total += leaf(2.0, "a", 0);
  total *= leaf(3.0, "b", 1);
  total -= leaf(1.0, "c", 2);
  total /= leaf(5.0, "d", 3);
  CHECK(written(total) == "/(-(*(a, b), c), d)");
  CHECK(total.constant() == 1);
  total += total;
  CHECK(recomputed(total, 0) == 2);
}

TEST_CASE("twelve months are one sum") {
  const Column first = leaf(counting(), "first month", 0);
  std::vector<Column> months;
  for (int i = 0; i < 12; ++i) months.push_back(first * (1.0 + 0.1 * i));
  Column by_hand = 0.0;
  for (const Column& month : months) by_hand += month;
  const Column year = sum_of("year", months);
  const TraceView view(year);
  CHECK(view.name() == "year");
  CHECK(view.operation() == "sum");
  CHECK(view.operands().size() == 12);
  for (std::size_t i = 0; i < block_draws; ++i) {
    CHECK(year[i] == by_hand[i]);
    CHECK(recomputed(year, i) == year[i]);
  }
  CHECK(written(sum_of("one", {first})) == "sum(first month)");
  CHECK(sum_of("nothing", {}).is(0));
}

TEST_CASE("a solver is explained by its name and arguments, and its inside stays for who opens it") {
  const Column load = named("load", leaf(counting(), "rate", 0) * 2.0);
  // Newton's method for the square root, three steps from 1 + load / 2.
  const auto root = [](const Column& x) {
    Column guess = 1.0 + x * 0.5;
    for (int i = 0; i < 3; ++i) guess = 0.5 * (guess + x / guess);
    return guess;
  };
  const Column shut = named("batch", opaque("root", root(load.plain()), {{"load", load}, {"steps", 3.0}}));
  CHECK(written(shut) == "root(load, steps)");
  CHECK(TraceView(shut).is_opaque());
  CHECK_FALSE(TraceView(shut).body());
  CHECK(TraceView(shut).operands()[1].value(0) == 3);
  CHECK(TraceView(shut).operands()[0].id() == TraceView(load).id());
  CHECK(operands_first(TraceView(shut), true).size() == 5);  // rate, 2, load, steps, root

  const Column inside = opaque("root", root(load), {{"load", load}});
  const TraceView view(inside);
  CHECK(written(view) == "root(load)");
  REQUIRE(view.body());
  CHECK(written(*view.body()).starts_with("*(0, +(*("));
  CHECK(operands_first(view).size() == 4);
  CHECK(operands_first(view, true).size() > 15);
  for (std::size_t i = 0; i < block_draws; ++i) {
    CHECK(shut[i] == inside[i]);
    CHECK(recomputed(shut, i) == shut[i]);
    CHECK(recomputed(inside, i) == inside[i]);
  }
  // An argument that has another name gets that of the function.
  CHECK(written(opaque("root", 1.0, {{"x", load}})) == "root(x)");
}

TEST_CASE("the operation of a node can be tried on other numbers") {
  const Column load = leaf(3.2, "load", 0);
  const TraceView whole(ceil(load)), ratio(load / leaf(2.0, "by", 1));
  CHECK(applied(whole, {4.5}) == 5);
  CHECK(applied(ratio, {9, 4}) == 2.25);
  CHECK(applied(TraceView(sum_of("all", {load, load, load})), {1, 2, 3}) == 6);
  CHECK_FALSE(applied(TraceView(load), {}).has_value());
  CHECK_FALSE(applied(TraceView(opaque("solver", load, {{"of", load}})), {1}).has_value());
}

TEST_CASE("a number of the program's own can be given a name, and has no origin") {
  const Column months = always_named("months", 12.0);
  const TraceView view(months * leaf(2.0, "a month", 0));
  CHECK(view.operands()[0].name() == "months");
  CHECK(view.operands()[0].is_leaf());
  CHECK_FALSE(view.operands()[0].origin().has_value());
  CHECK_FALSE(view.operands()[0].is_nameless_constant());
}

TEST_CASE("a column written by hand is a leaf, and leaves what it was copied from alone") {
  const Column load = leaf(counting(), "load", 0);
  Column clipped = load * 2.0;
  const Column before = clipped;
  clipped.values()[3] = 0;
  CHECK_FALSE(clipped.is_traced());
  CHECK(clipped[3] == 0);
  CHECK(before.is_traced());
  CHECK(before[3] == 8);
  CHECK(TraceView(before).value(3) == 8);
  Column constant = leaf(7.0, "seven", 1);
  constant.values()[0] = 1;
  CHECK_FALSE(constant.is_traced());
  CHECK(constant[1] == 7);
}

TEST_CASE("plain() leaves the numbers and takes the account") {
  const Column load = leaf(counting(), "load", 0);
  CHECK_FALSE(load.plain().is_traced());
  CHECK(load.plain().data() == load.data());
  CHECK_FALSE((load.plain() * 2.0).is_traced());
  CHECK(load.is_traced());
}

TEST_CASE("units and constant factors fold into one") {
  // 2 GB: 2e9 bytes * 8 bits / 1e9 = 16 Gbit; 2 * 8 / 1e9 = 1.6e-8.
  const Column bytes = leaf(2e9, "bytes", 0), price = leaf(0.5, "price", 1);
  const Folded bits = folded(TraceView(named("gigabits", 2.0 * (bytes * 8.0) / 1e9)));
  CHECK(bits.rest.name() == "bytes");
  CHECK(bits.factor == doctest::Approx(1.6e-8).epsilon(1e-15));
  const Folded cost = folded(TraceView(price * bytes * 3600.0));
  CHECK(written(cost.rest) == "*(price, bytes)");
  CHECK(cost.factor == 3600);
  CHECK(folded(TraceView(3600.0 / bytes)).factor == 1);
  // A name below ends it.
  const Folded again = folded(TraceView(named("kilo", bytes / 1000.0) * 7.0));
  CHECK(again.rest.name() == "kilo");
  CHECK(again.factor == 7);
}

TEST_CASE("a chain of 100,000 additions is walked and dropped without recursion") {
  const Column one = leaf(1.0, "one", 0);
  Column total = one;
  for (int i = 1; i < 100'000; ++i) total += one;
  CHECK(total.constant() == 100'000);
  CHECK(operands_first(TraceView(total)).size() == 100'000);
  CHECK(recomputed(total, 0) == 100'000);
  // Boxes within boxes, too.
  Column inner = one;
  for (int i = 0; i < 100'000; ++i) inner = opaque("again", inner, {});
  CHECK(recomputed(inner, 0) == 1);
}

TEST_CASE("threads may share an account") {
  const Column load = leaf(counting(), "load", 0);
  const Column shared = named("cost", load * load + 1.0);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&shared] {
      for (int i = 0; i < 500; ++i) {
        Column mine = shared + 1.0;
        mine += shared;
        const TraceView view(mine);
        if (recomputed(mine, 5) != mine[5]) std::abort();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(recomputed(shared, 2) == 10);
}
