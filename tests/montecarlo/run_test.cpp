#include "montecarlo/run.h"

#include "montecarlo/compare.h"
#include "studies.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

const Summary& cost_of(const Result& result, std::size_t option = 0) {
  return result.options.at(option).figures.at(measures::monthly_cost);
}

/// One option that costs so many dollars a month, drawn under the name "it".
Study study_of(const Distribution& dollars) {
  Study study = empty_study();
  add_option(study, "it", dollars);
  return study;
}

constexpr std::size_t few = 4096, many = std::size_t{1} << 17;  // kept at once; summed up part by part

}  // namespace

TEST_CASE("every study of a run gets the answer it gets alone, bit by bit, however many there are") {
  // One variable in all of them, so that its Sobol' dimension is the same alone and together.
  std::vector<Study> studies;
  for (const double high : {110.0, 120.0, 130.0, 140.0, 150.0})
    studies.push_back(study_of(Uniform{100, high}));
  Run all;
  for (const Study& study : studies) all.studies.push_back(&study);
  for (const std::size_t draws : {few, many}) {
    CAPTURE(draws);
    const RunResult together = run(all, draws_of(draws));
    REQUIRE(together.results.size() == 5);
    CHECK(together.differences.empty());
    for (std::size_t s = 0; s < studies.size(); ++s) {
      const Summary one = cost_of(simulate(studies[s], draws_of(draws))), same = cost_of(together.results[s]);
      CHECK(same.mean.value == one.mean.value);
      CHECK(same.mean.low == one.mean.low);
      CHECK(same.p95.value == one.p95.value);
    }
  }
}

TEST_CASE("in brief unit costs and lines are told by their means, which are those of the whole run") {
  const Study study = study_of(Uniform{100, 300});
  for (const std::size_t draws : {few, many}) {
    CAPTURE(draws);
    Settings brief = draws_of(draws);
    brief.brief = true;
    const OptionResult all = simulate(study, draws_of(draws)).options[0],
                       short_one = simulate(study, brief).options[0];
    const Statistics &whole = all.figures.at(measures::cost_per_request),
                     &mean = short_one.figures.at(measures::cost_per_request);
    CHECK(mean.reduction == Reduction::mean);
    CHECK(mean.mean.value == whole.mean.value);
    CHECK(mean.mean.high == whole.mean.high);
    CHECK(short_one.figures.at(measures::monthly_cost).p95.value ==
          all.figures.at(measures::monthly_cost).p95.value);
    CHECK(short_one.lines[0].monthly_usd.mean.value == all.lines[0].monthly_usd.mean.value);
  }
}

TEST_CASE("pairs of a run are compared draw by draw, each with its own base") {
  // Uniform(100, 300), 10 % and 20 % dearer: in every draw by 10 %, by 20 %, and by 12 / 11 - 1 = 9.09 %.
  const Study base = study_of(Uniform{100, 300}), dearer = study_of(Uniform{110, 330}),
              dearest = study_of(Uniform{120, 360});
  for (const std::size_t draws : {few, many}) {
    CAPTURE(draws);
    const RunResult all =
        run({.studies = {&base, &dearer, &dearest}, .pairs = {{0, 1}, {0, 2}, {1, 2}}}, draws_of(draws));
    REQUIRE(all.differences.size() == 3);
    const double expected[] = {0.1, 0.2, 120.0 / 110 - 1};
    for (std::size_t p = 0; p < 3; ++p) {
      const Estimate& relative = all.differences[p].at(0).relative.at(measures::monthly_cost);
      CHECK(relative.value == doctest::Approx(expected[p]).epsilon(1e-9));
      CHECK(relative.half_width() < 1e-6);
    }
    const ScenarioComparison two = compare(base, dearest, {"a change"}, draws_of(draws));
    CHECK(two.changes == std::vector<std::string>{"a change"});
    CHECK(two.options[0].changes.at(measures::monthly_cost).p95.value ==
          all.differences[1][0].changes.at(measures::monthly_cost).p95.value);
  }
}

TEST_CASE("a pair may ask for other figures than the monthly cost") {
  const Study base = study_of(Uniform{100, 300}), changed = study_of(Uniform{110, 330});
  const Compared wanted[] = {{measures::marginal_cost.row}};
  const RunResult all = run(
      {.studies = {&base, &changed}, .pairs = {{.base = 0, .changed = 1, .wanted = wanted}}}, draws_of(few));
  const OptionDifference& it = all.differences[0][0];
  CHECK(it.changes.has(measures::marginal_cost));
  CHECK_FALSE(it.changes.has(measures::monthly_cost));
  CHECK(it.relative.size() == 0);
}

TEST_CASE("variables of one name are the same in all studies, others are not") {
  Study one = empty_study(), two = empty_study();
  add_option(one, "shared", Uniform{0, 100});
  add_option(one, "own", Uniform{0, 100});
  add_option(two, "shared", Uniform{0, 100});
  add_option(two, "another", Uniform{0, 100});
  two.options[1].name = "own";
  const RunResult all = run({.studies = {&one, &two}, .pairs = {{0, 1}}}, draws_of(16384));
  CHECK(all.differences[0][0].changes.at(measures::monthly_cost).sd.value == 0);
  // Of two independent uniforms: 100 sqrt(2 / 12) = 40.8.
  CHECK(all.differences[0][1].changes.at(measures::monthly_cost).sd.value ==
        doctest::Approx(40.82).epsilon(1e-2));
}

TEST_CASE("a run says what the seed, the draws and the study's own warnings were") {
  Study study = study_of(Uniform{0, 1});
  study.warnings = {"as it was read"};
  const RunResult all = run({.studies = {&study, &study}}, draws_of(10'000, SamplingMethod::plain, 7));
  for (const Result& result : all.results) {
    CHECK(result.seed == 7);
    CHECK(result.draws == 10'240);
    CHECK(result.sampling == "plain");
    CHECK(result.warnings.back() == "as it was read");
  }
}
