#include "functions.h"

#include <map>

#include "sources.h"

namespace {

/// A function over a limit of the house, and how much it is allowed for now. A list to shrink: what has become
/// small is taken off, and nothing is added.
struct Exception {
  std::string file, function;
  int allowed;
  std::string why;
};

const std::vector<Exception> long_functions = {};

const std::vector<Exception> many_parameters = {
    {"load.h", "steady_state", 6, "limits of a replica, until a server keeps them"},
    {"steady.cpp", "steady_state", 6, "the same"},
    {"predict.h", "with_interval", 6, "a predicted number until it is a figure"},
    {"predict.cpp", "with_interval", 6, "the same"},
    {"predict.cpp", "add", 6, "the same"},
    {"profile.cpp", "set_fixed", 6, "what a coefficient may depend on"},
};

/// Holds every function of lib and app against a limit.
void check_all(int limit, const std::vector<Exception>& exceptions, int house::Function::*measure) {
  std::map<std::string, int> allowed, largest;
  for (const Exception& one : exceptions) allowed[one.file + " " + one.function] = one.allowed;
  for (const house::Source& source : house::sources()) {
    if (source.folder() == "tests") continue;
    for (const house::Function& function : house::functions_of(source.text)) {
      const int size = function.*measure;
      const std::string name = source.path.substr(source.path.rfind('/') + 1) + " " + function.name;
      if (allowed.contains(name)) largest[name] = std::max(largest[name], size);
      CAPTURE(source.path);
      CAPTURE(function.line);
      CAPTURE(function.name);
      CHECK(size <= (allowed.contains(name) ? allowed.at(name) : limit));
    }
  }
  for (const auto& one : allowed) {
    CAPTURE(one.first);
    CHECK_MESSAGE(largest[one.first] > limit, "is within the limit now: take it off the list");
  }
}

}  // namespace

TEST_CASE("functions are told from what looks like them") {
  const std::vector<house::Function> found = house::functions_of(R"source(
#define TWICE(x) \
  {              \
  x x
namespace a {
/// Not (a function) {
struct Price final {
  double usd = of("} {", '{');
  Price(double x, int y) : usd{x}, other_(y) {}
  std::map<int, double> by(std::map<int, double> from, int (*take)(int, int) = {}) const;

 private:
  template <class A, class B>
  bool operator()(A a, B b) const {
    if (a < b) {
      return R"({)" == "}";
    }
    return [](int x, int y, int z, int u, int v, int w) { return x; }(1, 2, 3, 4, 5, 6);
  }
};
const std::vector<int> numbers = {1'000, 2};
[[gnu::target("avx2,fma")]] void run(const std::vector<std::pair<int, int>>& all,
                                     bool twice = 1 < 2) {
}
}  // namespace a
)source");
  REQUIRE(found.size() >= 5);
  std::map<std::string, house::Function> by;
  for (const house::Function& function : found) by[function.name] = function;
  CHECK(by.at("Price").parameters == 2);
  CHECK(by.at("Price").lines == 1);
  CHECK(by.at("by").parameters == 2);
  CHECK(by.at("by").lines == 0);
  CHECK(by.at("operator()").parameters == 2);
  CHECK(by.at("operator()").line == 13);
  CHECK(by.at("operator()").lines == 7);
  CHECK(by.at("run").parameters == 2);
  CHECK(by.at("run").lines == 3);
}

TEST_CASE("a function fits a screen: 50 lines") { check_all(50, long_functions, &house::Function::lines); }

TEST_CASE("a function has five parameters at most") {
  check_all(5, many_parameters, &house::Function::parameters);
}
