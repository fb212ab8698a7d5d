#include "montecarlo/memory_need.h"

#include "montecarlo/run.h"
#include "montecarlo/runner.h"
#include "montecarlo/summarize.h"
#include "studies.h"
#include "text/diagnostics.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

/// Options that overlap, so that each of them is best in some draws.
Study many_options(int count) {
  Study study = empty_study();
  for (int i = 0; i < count; ++i)
    add_option(study, "option" + std::to_string(i), Uniform{100.0 + i, 200.0 - i});
  return study;
}

/// The answer where somebody watches the draws, which are then all kept.
Result all_at_once(const Study& study, const Settings& settings) {
  return std::move(run({.studies = {&study}, .watch = [](const SeenDraws&) {}}, settings).results[0]);
}

void check_same(const Summary& a, const Summary& b) {
  for (const auto member : {&Summary::mean, &Summary::sd, &Summary::p5, &Summary::p50, &Summary::p95}) {
    CHECK((a.*member).value == (b.*member).value);
    CHECK((a.*member).low == (b.*member).low);
    CHECK((a.*member).high == (b.*member).high);
  }
}

void check_same(const Result& a, const Result& b) {
  CHECK(a.answer.best == b.answer.best);
  CHECK(a.answer.p_best.value == b.answer.p_best.value);
  check_same(a.answer.difference_usd, b.answer.difference_usd);
  for (std::size_t o = 0; o < a.options.size(); ++o) {
    const OptionResult &one = a.options[o], &other = b.options[o];
    REQUIRE(one.figures.size() == other.figures.size());
    for (const auto& figure : one.figures) {
      CAPTURE(figure.measure->id);
      const Statistics& same = other.figures.at(*figure.measure, figure.subject);
      if (figure.value.reduction == Reduction::summary) {
        check_same(figure.value, same);
      } else {
        CHECK(figure.value.mean.value == same.mean.value);
      }
    }
    REQUIRE(one.lines.size() == other.lines.size());
    for (std::size_t i = 0; i < one.lines.size(); ++i) {
      check_same(one.lines[i].monthly_usd, other.lines[i].monthly_usd);
      CHECK(one.lines[i].quantity.value == other.lines[i].quantity.value);
      CHECK(one.lines[i].item == other.lines[i].item);
    }
  }
}

}  // namespace

TEST_CASE("what a run keeps is known before it: 54 series of an option with one class") {
  // 40 of all requests, 4 lines of the class and 10 others: 54 x 10,240 x 8 = 4,423,680 bytes of draws; five numbers of
  // each three times, 54 x 5 x 8 x 3 = 6,480, and 14 lines of 800 bytes, 11,200.
  const Study one = many_options(1);
  const MemoryNeed need = memory_need({&one}, draws_of(10'000));
  CHECK(need.draws == 4'423'680);
  CHECK(need.results == 17'680);
  CHECK(need.work == 114'688);  // 14 lines x 1,024 x 8
  CHECK(need.bytes() == 4'423'680 + 17'680 + 2 * 114'688);
  CHECK(memory_need({&one, &one}, draws_of(10'000)).draws == 2 * 4'423'680);
  CHECK(options_in_turn(one, draws_of(65'536)) == 0);
}

TEST_CASE("options whose draws would take more than 128 MB take turns of a quarter of it") {
  // 54 series of 65,536 draws are 27 MB: four options are kept at once; of five, one is evaluated at a time.
  CHECK(options_in_turn(many_options(4), draws_of(65'536)) == 0);
  CHECK(options_in_turn(many_options(5), draws_of(65'536)) == 1);
  CHECK(options_in_turn(many_options(5), draws_of(16'384)) == 0);
  // Once it is known that six of them vary, ten are.
  CHECK(options_in_turn(20, 6, draws_of(65'536)) == 10);
}

TEST_CASE("options in turns get the same bits as all at once, on any number of threads") {
  const Study ten = many_options(10);
  Settings settings = draws_of(65'536);
  const Result whole = all_at_once(ten, settings);
  for (const int threads : {1, 7}) {
    settings.threads = threads;
    check_same(simulate(ten, settings), whole);
  }
}

TEST_CASE("so they do in one replicate of a long run") {
  const Study ten = many_options(10);
  const Settings settings = draws_of(std::size_t{1} << 18);  // 8 replicates of 32 blocks
  ThreadPool pool(2);
  Runner whole({&ten}, settings, pool), turned({&ten}, settings, pool, {}, 3);
  std::vector<Recording> at_once = whole.record(32, 32, nullptr), in_turns;
  in_turns.push_back(turned.record_in_turns({32, 32, 1}, nullptr, {measures::monthly_cost.row}));
  CHECK(in_turns[0].options[0].lines.empty());
  CHECK(in_turns[0].options[0].figures.has(measures::monthly_cost));
  CHECK(!in_turns[0].options[0].figures.has(measures::marginal_cost));
  const std::vector<const Study*> studies{&ten};
  check_same(summarize(studies, in_turns, {1, nullptr})[0], summarize(studies, at_once, {1, nullptr})[0]);
}

TEST_CASE("what would take more memory than is allowed is refused before it runs, with what to change") {
  const Study one = many_options(1);
  Settings settings = draws_of(65'536);
  settings.memory = std::size_t{16} << 20;
  CHECK_THROWS_WITH_AS(simulate(one, settings),
                       "llmtco: error: this would take about 27 MB of memory, 27 MB of it for draws of "
                       "options, classes and months; "
                       "the limit is 16 MB: fewer --draws, --only some options, fewer classes, or a form "
                       "without classes and months, "
                       "as the table, or a larger --memory\n",
                       InputError);
  settings.memory = std::size_t{32} << 20;
  CHECK_NOTHROW(simulate(one, settings));
}

TEST_CASE("a long run has fewer threads where memory for each is short") {
  // 54 x 32,768 x 8 bytes = 14.2 MB for each thread, beside the results.
  const Study one = many_options(1);
  Settings settings = draws_of(std::size_t{1} << 20);
  settings.threads = 8;
  settings.memory = std::size_t{48} << 20;
  CHECK(threads_within(memory_need({&one}, settings), settings) == 3);
  settings.memory = std::size_t{1} << 30;
  CHECK(threads_within(memory_need({&one}, settings), settings) == 8);
}

TEST_CASE("fewer threads work on blocks where the lines of each take much") {
  // 200 options of 14 lines: 22.9 MB a block. 54 x 10,240 x 8 x 200 bytes of draws are 885 MB, the results 3.5 MB.
  const Study wide = many_options(200);
  Settings settings = draws_of(10'000);
  settings.threads = 16;
  settings.memory = std::size_t{1'100} << 20;
  const MemoryNeed need = memory_need({&wide}, settings);
  CHECK(need.work == 200 * 114'688.0);
  CHECK(threads_within(need, settings) == 10);  // (1,153.4 - 884.7 - 3.5 - 22.9) / 22.9
  settings.memory = std::size_t{8} << 30;
  CHECK(threads_within(need, settings) == 16);
}
