#include "columns/column.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <vector>

#include "columns/column_math.h"

using namespace llmtco;

namespace {

/// 0, step, 2 step, ...
Column ramp(double step) {
  Column column = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) column.values()[i] = step * static_cast<double>(i);
  return column;
}

}  // namespace

TEST_CASE("what is the same in every draw stays one number") {
  const Column price = 2.5, hours = 730.0;
  CHECK((price * hours).is_constant());
  CHECK((price * hours).constant() == 1825);
  CHECK((price - hours).constant() == -727.5);
  CHECK((hours / price).constant() == 292);
  CHECK((-price).constant() == -2.5);
  CHECK(min(price, hours).constant() == 2.5);
  CHECK(less(price, hours).constant() == 1);
  CHECK(exp(Column(0.0)).constant() == 1);
  CHECK(fma(price, 2.0, 1.0).constant() == 6);
  CHECK(Column().constant() == 0);
}

TEST_CASE("arithmetic of columns is that of their draws, whichever side is the constant") {
  const Column x = ramp(1), y = ramp(0.5);
  const Column sum = x + y, difference = x - 3.0, reversed = 3.0 - x, product = 2.0 * x,
               quotient = 1.0 / (x + 1.0);
  for (std::size_t i = 0; i < block_draws; ++i) {
    const double d = static_cast<double>(i);
    CHECK(sum[i] == 1.5 * d);
    CHECK(difference[i] == d - 3);
    CHECK(reversed[i] == 3 - d);
    CHECK(product[i] == 2 * d);
    CHECK(quotient[i] == 1 / (d + 1));
  }
}

TEST_CASE("compound assignment, also with itself") {
  Column x = ramp(1);
  x += 1.0;
  x *= x;
  x -= ramp(1);
  x /= 2.0;
  CHECK(x[3] == (16 - 3) / 2.0);
  Column constant = 4.0;
  constant *= 0.5;
  CHECK(constant.constant() == 2);
  constant += ramp(1);
  CHECK(constant[10] == 12);
  const Column& itself = x;
  x = itself;
  CHECK(x[3] == 6.5);
}

TEST_CASE("a copy is its own; a temporary lends its buffer to the result") {
  Column x = ramp(1);
  Column copy = x;
  copy.values()[5] = -1;
  CHECK(x[5] == 5);
  const double* buffer = x.data();
  const Column moved = std::move(x) * 2.0;
  CHECK(moved.data() == buffer);
  CHECK(moved[5] == 10);
  Column a = ramp(1), b = ramp(2);
  const double* second = b.data();
  const Column reversed = a - std::move(b);
  CHECK(reversed.data() == second);
  CHECK(reversed[7] == -7);
  CHECK(a[7] == 7);
}

TEST_CASE("buffers begin on a cache line") {
  for (int i = 0; i < 5; ++i) {
    const Column x = ramp(i);
    CHECK(reinterpret_cast<std::uintptr_t>(x.data()) % 64 == 0);
  }
}

TEST_CASE("writing to a constant spreads it over the block first") {
  Column x = 7.0;
  x.values()[1] = 8;
  CHECK_FALSE(x.is_constant());
  CHECK(x[0] == 7);
  CHECK(x[1] == 8);
  CHECK(x[1023] == 7);
}

TEST_CASE("a tier applies above its threshold: select by mask") {
  const Column tokens = ramp(1000);
  const Column price = select(greater(tokens, 200000.0), 6.0, 3.0);
  CHECK(price[200] == 3);
  CHECK(price[201] == 6);
  CHECK(greater_equal(tokens, 200000.0)[200] == 1);
  CHECK(equal(tokens, 5000.0)[5] == 1);
  CHECK(equal(tokens, 5000.0)[6] == 0);
  CHECK(any(greater(tokens, 1e6)));
  CHECK_FALSE(all(greater(tokens, 1e6)));
  CHECK(all(greater_equal(tokens, 0.0)));
  CHECK(largest(tokens) == 1'023'000);
  CHECK(largest(-tokens) == 0);
  CHECK(smallest(-tokens) == -1'023'000);
  CHECK(largest(7.0) == 7);
  CHECK(smallest(7.0) == 7);
  // A constant mask picks a whole column: nothing is computed for the other.
  CHECK(select(1.0, 6.0, tokens).is_constant());
  CHECK(select(0.0, 6.0, tokens)[5] == 5000);
}

TEST_CASE("a missing number does not disappear in a minimum or a comparison") {
  Column x = ramp(1);
  x.values()[3] = std::nan("");
  CHECK(std::isnan(min(x, 10.0)[3]));
  CHECK(std::isnan(min(10.0, x)[3]));
  CHECK(std::isnan(max(x, 10.0)[3]));
  CHECK(std::isnan(max(10.0, x)[3]));
  CHECK(std::isnan(max(Column(10.0), Column(std::nan(""))).constant()));
  CHECK(less(x, 10.0)[3] == 0);
  CHECK(greater(x, 10.0)[3] == 0);
  CHECK(min(x, 10.0)[20] == 10);
  CHECK(max(x, 10.0)[20] == 20);
  CHECK(std::isnan(largest(x)));
  CHECK(std::isnan(smallest(x)));
}

TEST_CASE("rounding and roots, draw by draw") {
  const Column x = ramp(0.25);
  CHECK(floor(x)[7] == 1);
  CHECK(ceil(x)[7] == 2);
  CHECK(floor(-x)[7] == -2);
  CHECK(sqrt(x)[64] == 4);
  CHECK(abs(x - 5.0)[0] == 5);
  CHECK(pow(x, 2.0)[16] == doctest::Approx(16).epsilon(1e-14));
  CHECK(normal_quantile(normal_cdf(ramp(0.001)))[1000] == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("columns pass between threads, and outlive the thread that made them") {
  Column made;
  std::thread([&] { made = ramp(3) + 1.0; }).join();
  CHECK(made[10] == 31);
  std::thread([taken = std::move(made)] { CHECK(taken[10] == 31); }).join();
}

TEST_CASE("a copy reads the same numbers until one of the two is written to") {
  Column price = ramp(1);
  const Column before = price;
  CHECK(before.data() == price.data());
  price.values()[3] = 100;
  CHECK(before.data() != price.data());
  CHECK(before[3] == 3);
  CHECK(price[3] == 100);
  CHECK(price[4] == 4);

  Column sum = before;
  sum += sum;
  CHECK(sum[3] == 6);
  CHECK(before[3] == 3);
  // A temporary lends its buffer only where nobody else reads it.
  CHECK((Column(before) * 2.0)[3] == 6);
  CHECK(exp(before)[0] == 1);
  CHECK(before[3] == 3);
  Column changed = before;
  changed = 7.0;
  CHECK(before[3] == 3);
}

TEST_CASE("threads may copy and drop the same column at once") {
  const Column shared = ramp(2);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&shared] {
      for (int i = 0; i < 2000; ++i) {
        Column mine = shared;
        const Column other = mine;
        mine += 1.0;
        if (mine[5] != 11 || other[5] != 10) std::abort();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(shared[5] == 10);
}
