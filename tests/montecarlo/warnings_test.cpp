#include "montecarlo/warnings.h"

#include <algorithm>

#include "measures/list.h"
#include "studies.h"

using namespace llmtco;

namespace {

/// Options on the same machine, and what each paid a unit of one item.
struct Prices {
  explicit Prices(Accelerator::Kind kind, std::string name) {
    machine.kind = kind;
    machine.name = std::move(name);
    result.demand.put(measures::input_tokens, Summary{}, {});
    result.demand.put(measures::output_tokens, Summary{}, {});
  }

  void add(const std::string& name, ItemId item, double usd, Contract contract) {
    Fleet fleet;
    fleet.replica.placement.accelerator = machine;
    study.options.push_back({.name = name, .serving = fleet, .contracts = {std::move(contract)}});
    OptionResult option;
    option.name = name;
    Summary always{};
    always.mean.value = 1;
    option.figures.put(measures::feasible, always, {});
    LineResult line;
    line.id = item;
    line.unit_price_usd.value = usd;
    option.lines = {line};
    result.options.push_back(option);
  }

  std::vector<std::string> warnings() {
    result.warnings.clear();
    add_warnings(study, result);
    return result.warnings;
  }

  Study study = empty_study();
  Result result;
  Accelerator machine;
};

}  // namespace

TEST_CASE("one GPU at two hourly prices is a question") {
  Prices seen(Accelerator::Kind::gpu, "H100");
  seen.add("a", ItemId::gpu_hours, 2.00, OnDemand{});
  seen.add("b", ItemId::gpu_hours, 2.01, OnDemand{});
  CHECK(seen.warnings().empty());  // within 1 %
  seen.add("c", ItemId::gpu_hours, 4.00, OnDemand{});
  REQUIRE(seen.warnings().size() == 2);
  CHECK(seen.warnings()[0] ==
        "one H100 costs $1,460 a month in a and $2,920 in c: the same accelerator at two prices");
}

TEST_CASE("so is a server that computes on its CPU, whose hours are those of a machine") {
  Prices seen(Accelerator::Kind::cpu, "EPYC");
  seen.add("a", ItemId::machine_hours, 1.00, OnDemand{});
  seen.add("b", ItemId::machine_hours, 3.00, OnDemand{});
  REQUIRE(seen.warnings().size() == 1);
  CHECK(seen.warnings()[0] ==
        "one EPYC costs $730 a month in a and $2,190 in b: the same accelerator at two prices");
}

TEST_CASE("a machine bought at one price and paid off in two ways is none, nor are hours beside capital") {
  Prices seen(Accelerator::Kind::gpu, "H100");
  Owned owned;
  owned.capital.purchase = 30'000.0 * usd;
  seen.add("three years", ItemId::capital, 900, owned);
  seen.add("five years", ItemId::capital, 600, owned);
  seen.add("rented", ItemId::gpu_hours, 2, OnDemand{});
  CHECK(seen.warnings().empty());
  owned.capital.purchase = 40'000.0 * usd;
  seen.add("dear", ItemId::capital, 1200, owned);
  CHECK(seen.warnings().size() == 2);
}

TEST_CASE("a line of the author's own that happens to read like hours of a GPU is not compared with them") {
  Prices seen(Accelerator::Kind::gpu, "H100");
  seen.add("a", ItemId::gpu_hours, 2, OnDemand{});
  seen.add("b", ItemId::custom, 8, OnDemand{});
  seen.result.options.back().lines.back().item = "GPU hours";
  CHECK(seen.warnings().empty());
}
