#include "routing/question_curve.h"

#include <cstdlib>
#include <string>

#include "routing/joint.h"

using namespace llmtco;
using namespace llmtco::routing;

namespace {

Questions read(const std::string& text) {
  Diagnostics diagnostics;
  Questions questions = read_questions(text, "questions.csv", diagnostics);
  CHECK(diagnostics.rendered() == "");
  return questions;
}

std::string refused(const std::string& text) {
  Diagnostics diagnostics;
  read_questions(text, "questions.csv", diagnostics);
  std::string all;
  for (const Diagnostic& each : diagnostics.sorted())
    all += to_text(each.location) + ": " + each.message + (each.hint.empty() ? "" : "; " + each.hint) + "\n";
  return all;
}

const std::string four =
    "# measured last week\n"
    "question_id,strong_correct,weak_correct,score,tokens,cost\n"
    "a,1,1,0.9,100,1\nb,1,0,0.6,200,2\nc,true,false,0.2,300,3\nd,0,1,0.4,400,4\n";

}  // namespace

TEST_CASE("four questions of two models") {
  const Questions questions = read(four);
  const Reference all = reference_of(questions);
  CHECK(all.weak == 0.5);
  CHECK(all.strong == 0.75);
  CHECK(all.either == 1);
  CHECK(all.perfect_share == 0.5);
  CHECK(auc_of(questions).value() == 0.25);
  const auto splits = split_at(questions, {0, 0.5, 1});
  CHECK(splits[0].strong_share() == 1);
  CHECK(splits[0].accuracy() == 0.75);
  CHECK(splits[1].strong_share() == 0.5);
  CHECK(splits[1].accuracy() == 0.75);
  CHECK(splits[1].missed == 1);
  CHECK(splits[1].needless == 1);
  CHECK(splits[1].token_share.value() == doctest::Approx(0.3));
  CHECK(splits[1].cost_share.value() == doctest::Approx(0.3));
  CHECK(splits[2].strong_share() == 0);
  CHECK(splits[2].accuracy() == 0.5);
}

TEST_CASE("every mistake of a file of questions is told at its place") {
  CHECK(refused("question_id,strong_correct,weak_corect\n1,1,0\n") ==
        "questions.csv:1:1: no column 'weak_correct'; did you mean 'weak_corect'?\n");
  CHECK(refused("strong_correct,weak_correct,score\n1,0,0.5\n1,maybe,0.5\n2,0,high\n") ==
        "questions.csv:3:3: 'maybe' is neither 1 (right) nor 0 (wrong)\n"
        "questions.csv:4:1: '2' is neither 1 (right) nor 0 (wrong)\n"
        "questions.csv:4:5: 'high' is no number\n");
  CHECK(refused("question_id,strong_correct,weak_correct,tokens\n7,1,0,-3\n7,1,0,3\n") ==
        "questions.csv:2:7: -3 is below 0\n"
        "questions.csv:3:1: question '7' is there twice\n");
  CHECK(refused("strong_correct,weak_correct\n") == "questions.csv:1:1: a file without any question\n");
  CHECK(refused("a,b\n1,2\n").find("no column 'strong_correct'; there are 'a', 'b'") != std::string::npos);
}

TEST_CASE("questions without scores are drawn by lot: on the line between the models") {
  const Questions questions = read("strong_correct,weak_correct\n1,1\n1,0\n1,0\n0,1\n");
  for (const SplitQuestions& split : split_at(questions, thresholds_of(questions, 101))) {
    CHECK(split.strong_share() == doctest::Approx(1 - split.threshold));
    CHECK(split.accuracy() == doctest::Approx(0.5 + 0.25 * split.strong_share()));
  }
  CHECK(!auc_of(questions));
}

TEST_CASE("thresholds span the scores of a file that are not shares") {
  const Questions questions = read("strong_correct,weak_correct,score\n1,1,-3\n1,0,7\n1,0,2\n0,1,1\n");
  const auto thresholds = thresholds_of(questions, 3);
  CHECK(thresholds == std::vector<double>{-3, 2, 7});
  const auto splits = split_at(questions, thresholds);
  CHECK(splits[0].sent == 4);
  CHECK(splits[1].sent == 2);
  CHECK(splits[2].sent == 1);
}

TEST_CASE("published answers to MMLU: weak 68.08 %, strong 80.58 %, either 85.86 % at 17.78 % strong calls") {
  const char* folder = std::getenv("LLMTCO_REFERENCE");
  if (folder == nullptr) return;
  Diagnostics diagnostics;
  const Questions questions = read_question_file(std::string(folder) + "/router_mmlu.csv", diagnostics);
  CHECK(diagnostics.rendered() == "");
  const Reference all = reference_of(questions);
  CHECK(all.questions == 14042);
  CHECK(all.weak == doctest::Approx(0.6808).epsilon(1e-4));
  CHECK(all.strong == doctest::Approx(0.8058).epsilon(1e-4));
  CHECK(all.either == doctest::Approx(0.8586).epsilon(1e-4));
  CHECK(all.perfect_share == doctest::Approx(0.1778).epsilon(3e-4));
  CHECK(all.phi() == doctest::Approx(0.4306).epsilon(1e-3));
  for (const SplitQuestions& split : split_at(questions, thresholds_of(questions, 101)))
    CHECK(split.accuracy() == doctest::Approx(all.weak + split.strong_share() * (all.strong - all.weak)));
}
