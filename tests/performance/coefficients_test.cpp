#include "performance/coefficients.h"

#include <doctest/doctest.h>

#include "catalog/embedded.h"
#include "performance/coefficient_scan.h"

using namespace llmtco;

TEST_CASE("coefficients survive writing and reading, and a wrong file is refused with its places") {
  Diagnostics diagnostics;
  const Coefficients shipped = shipped_coefficients();
  const Coefficients again = read_coefficients(written(shipped), "again.yaml", diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  REQUIRE(again.list().size() == shipped.list().size());
  for (std::size_t i = 0; i < again.list().size(); ++i) {
    CHECK(again.list()[i].name == shipped.list()[i].name);
    CHECK(again.list()[i].value == doctest::Approx(shipped.list()[i].value).epsilon(1e-3));
  }
  Diagnostics wrong;
  read_coefficients(
      "as_of: 2026\nsource: x\ncoefficients:\n  a: {valu: 1, scale: cubic}\nclasses: {}\nspreads: {}\n",
      "w.yaml", wrong);
  const std::string text = wrong.rendered();
  CHECK(text.find("w.yaml:4:7: error: unknown key 'valu' in coefficient 'a'; did you mean 'value'?") !=
        std::string::npos);
  CHECK(text.find("unknown scale 'cubic'") != std::string::npos);
}

TEST_CASE("the quick reading of the built-in file is what the strict one reads") {
  Diagnostics diagnostics;
  const std::string text(embedded_data("performance"));
  const Coefficients strict = read_coefficients(text, "data/performance.yaml", diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  const auto quick = scan_coefficients(text);
  REQUIRE(quick.has_value());
  CHECK(written(*quick) == written(strict));
  CHECK_FALSE(scan_coefficients("coefficients:\n  a: 1\n").has_value());
}

TEST_CASE("every shipped coefficient lies in its interval and every efficiency below 1") {
  for (const Coefficient& c : shipped_coefficients().list()) {
    CAPTURE(c.name);
    CHECK(c.p5 <= c.value * (1 + 1e-3));
    CHECK(c.p95 >= c.value * (1 - 1e-3));
    CHECK(c.value >= 0);
    if (c.scale == Coefficient::Scale::logit) CHECK(c.value < 1);
  }
  for (const Spread& s : shipped_coefficients().spreads()) {
    CAPTURE(s.stratum);
    CHECK(s.low < 1);
    CHECK(s.high > 1);
    CHECK(s.hardware + s.engine < 1);
  }
}
