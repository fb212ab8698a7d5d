#include "variables/block.h"

#include <doctest/doctest.h>

#include "columns/trace_view.h"
#include "random/sampling_plan.h"
#include "units/units.h"
#include "variables/draws.h"

using namespace llmtco;

namespace {

/// demand, drawn; peak = demand * 1.5; and a rate that is the peak.
struct Small {
  Variables variables;
  Uncertain<RequestsPerSecond> demand, rate;

  Small() {
    const auto at = [&](const char* name, const char* place) {
      return variables.add({.name = name, .place = place});
    };
    demand = variables.uncertain("demand", uniform(10.0 * request / second, 20.0 * request / second),
                                 at("variables.demand", "s.yaml:2:11"));
    Graph& graph = variables.graph();
    const NodeId half_more = graph.constant(1.5);
    graph.set_origin(half_more, at("1.5", "s.yaml:3:9"));
    const NodeId peak = graph.combine(Operation::multiply, demand.node, half_more);
    graph.set_origin(peak, at("variables.peak", "s.yaml:3:9"), RequestsPerSecond::dimension);
    rate = Uncertain<RequestsPerSecond>(peak).from(at("workload.chat.requests", "s.yaml:8:15"));
  }
  Block block(bool traced) const {
    const std::vector<std::string> names = variables.names();
    const SamplingPlan plan = plan_for(SamplingMethod::sobol, 1024);
    const Sampler sampler(plan, 1, names);
    return Draws(variables, sampler).block(0, traced);
  }
};

std::string place(const Variables& variables, const TraceView& view) {
  REQUIRE(view.origin().has_value());
  return variables.origin(static_cast<OriginId>(*view.origin())).place;
}

}  // namespace

TEST_CASE("a traced block gives the same numbers, and one that is not traced says nothing") {
  const Small small;
  const Column plain = small.block(false)(small.rate).base_units();
  const Column traced = small.block(true)(small.rate).base_units();
  CHECK_FALSE(plain.is_traced());
  REQUIRE(traced.is_traced());
  for (std::size_t i = 0; i < block_draws; ++i) REQUIRE(traced[i] == plain[i]);
  CHECK(recomputed(traced, 17) == plain[17]);
}

TEST_CASE("a number is told down from its own place over the author's formula to the draw") {
  const Small small;
  const Column traced = small.block(true)(small.rate).base_units();
  const TraceView rate(traced);
  CHECK(rate.name() == "workload.chat.requests");
  CHECK(place(small.variables, rate) == "s.yaml:8:15");
  REQUIRE(rate.counts() != nullptr);
  CHECK(*rate.counts() == RequestsPerSecond::dimension);
  REQUIRE(rate.operation() == "=");
  const TraceView peak = rate.operands()[0];
  CHECK(peak.name() == "variables.peak");
  CHECK(peak.operation() == "*");
  CHECK(place(small.variables, peak) == "s.yaml:3:9");
  const TraceView demand = peak.operands()[0], literal = peak.operands()[1];
  CHECK(demand.name() == "variables.demand");
  CHECK(demand.is_leaf());
  CHECK(*demand.counts() == RequestsPerSecond::dimension);
  CHECK(place(small.variables, demand) == "s.yaml:2:11");
  CHECK(literal.name() == "1.5");
  CHECK(literal.value(0) == 1.5);
}

TEST_CASE("a draw that is used as it is stands once, under its own name") {
  const Small small;
  const Column traced = small.block(true)(small.demand).base_units();
  CHECK(TraceView(traced).is_leaf());
  CHECK(TraceView(traced).name() == "variables.demand");
}

TEST_CASE("a known number is a leaf with its origin, one made by hand a nameless constant") {
  Small small;
  const OriginId origin = small.variables.add({.name = "pue", .place = "s.yaml:9:9"});
  const Block block = small.block(true);
  const Column pue = block(Uncertain<double>(1.2).from(origin));
  CHECK(TraceView(pue).name() == "pue");
  CHECK(place(small.variables, TraceView(pue)) == "s.yaml:9:9");
  CHECK(pue.is_constant());
  CHECK_FALSE(block(Uncertain<double>(1.2)).is_traced());
}

TEST_CASE("in the middle draw every drawn number is at its median, and formulas of it follow") {
  const Small small;
  const std::vector<std::string> names = small.variables.names();
  const SamplingPlan plan = plan_for(SamplingMethod::sobol, 1024);
  const Sampler sampler(plan, 1, names);
  const Block middle = Draws(small.variables, sampler).middle();
  // Uniform from 10 to 20: 15; half more: 22.5.
  const Column demand = middle(small.demand).base_units(), rate = middle(small.rate).base_units();
  REQUIRE(demand.is_constant());
  CHECK(demand.constant() == doctest::Approx(15));
  CHECK(rate.constant() == doctest::Approx(22.5));
}

TEST_CASE("a number whose origin is replaced has its new value, others stay") {
  const Small small;
  const Block block = small.block(false), changed = block.with({{small.rate.origin, 3}});
  CHECK(changed(small.rate).base_units().is(3));
  const Column stays = changed(small.demand).base_units(), was = block(small.demand).base_units();
  CHECK(stays[5] == was[5]);
  CHECK(changed(Uncertain<double>(7.0)).is(7));  // of no origin
}
