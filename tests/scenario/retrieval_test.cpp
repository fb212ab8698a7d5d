#include <doctest/doctest.h>

#include "montecarlo/explain.h"
#include "reading.h"

// Passages through the language: what they cost, what they leave right, and what is refused.

using namespace llmtco;

namespace {

const std::string recall_points =
    "[{passages: 1, share: 55%}, {passages: 5, share: 80%}, {passages: 20, share: 94%}]";

std::string looked_up(const std::string& passages, const std::string& more = "") {
  return "retrieval: {passages: " + passages + ", tokens_each: 400, found: " + recall_points + more + "}";
}

/// Questions of 600 tokens and answers of 200, a million a month, with more keys of the class.
std::string asked(const std::string& keys, const std::string& options) {
  return "scenario: Questions\nas_of: 2026-09-23\nhorizon: 1 months\nobjective: net_value\nworkload:\n"
         "  q: {requests: 1M/month, input_tokens: 600, output_tokens: 200, value_if_right: $0.05, "
         "cost_if_wrong: $0.02, " +
         keys + "}\noptions:\n" + options;
}

const std::string one_model = "  x: {kind: api, endpoint: openai/gpt-4o, accuracy: 90%}\n";

double figure_of(const Result& result, const Measure& measure, const std::string& name = "x") {
  const Statistics* found = option(result, name).find(measure);
  REQUIRE(found != nullptr);
  return found->mean.value;
}

Result with_passages(const std::string& passages) {
  return answer(asked(looked_up(passages, ", right_without: 30%"), one_model));
}

/// Options of every kind that answers, and every way to send requests to two of them.
const std::string ways_to_answer =
    "  stated: {kind: custom, accuracy: 80%, lines: [{item: fee, kind: invoiced, per_request: $0.01}]}\n"
    "  weak: {kind: custom, accuracy: 70%, lines: [{item: fee, kind: invoiced, per_request: $0.001}], speed: "
    "{ttft: 1 s, tokens_per_second: 60 tokens/s}}\n"
    "  catalogue: {kind: api, endpoint: openai/gpt-4o-mini}\n"
    "  known: {kind: api, endpoint: anthropic/claude-sonnet-4-5}\n"
    "  quantized: {kind: rented, price: $2/h, model: llama-3.1-8b, format: q4_k_m, engine: llama.cpp, "
    "accelerator: h100-80-sxm, gpus_per_replica: 1, replicas: 9}\n"
    "  parts: {kind: split, parts: {stated: 60%, weak: 40%}}\n"
    "  class: {kind: route, policy: {by: class, shares: {q: {stated: 60%, weak: 40%}}}}\n"
    "  curve: {kind: route, policy: {by: score, weak: weak, strong: stated, threshold: 70%, curve: [{share: "
    "0, accuracy: 60%}, {share: 40%, accuracy: 70%}, {share: 1, accuracy: 75%}]}}\n"
    "  counted: {kind: route, policy: {by: score, weak: weak, strong: stated, threshold: 50%, questions: "
    "q.csv}}\n"
    "  judge: {kind: route, policy: {by: judge, first: weak, second: stated, accepts_right: 90%, "
    "accepts_wrong: 30%, correlation: 0.4}}\n"
    "  votes: {kind: route, policy: {by: votes, of: weak, samples: 3, correlation: 0.2}}\n"
    "  failure: {kind: route, policy: {by: failure, first: weak, second: stated, fails: 2%}}\n"
    "  cache: {kind: route, policy: {by: cache, of: judge, hit_rate: 30%, wrong_hits: 4%}}\n"
    "  critical: {kind: route, policy: {by: criticality, cheap: weak, precise: stated, share: 10%, caught: "
    "90%}}\n";

std::string said_of_points(const std::string& found) {
  return complaints(asked("retrieval: {passages: 3, tokens_each: 400, found: " + found + "}", one_model));
}

}  // namespace

TEST_CASE("fewer passages cost less and miss more: the best number lies between") {
  // GPT-4o at $2.50 and $10 a million: 0.0015 + 0.001 a passage + 0.002. Right 0.9 (found + 0.3 (1 - found)):
  struct Row {
    const char* passages;
    double cost, right;
  };
  for (const Row row : {Row{"0", 0.0035, 0.27}, Row{"1", 0.0045, 0.6165}, Row{"5", 0.0085, 0.774},
                        Row{"20", 0.0235, 0.8622}}) {
    CAPTURE(row.passages);
    const Result result = with_passages(row.passages);
    CHECK(figure_of(result, measures::cost_per_request) == doctest::Approx(row.cost));
    CHECK(figure_of(result, measures::accuracy) == doctest::Approx(row.right));
    CHECK(figure_of(result, measures::cost_per_right_answer) == doctest::Approx(row.cost / row.right));
    // A right answer is worth $0.05, a wrong one costs $0.02.
    CHECK(figure_of(result, measures::net_value) ==
          doctest::Approx(1e6 * (0.05 * row.right - row.cost - 0.02 * (1 - row.right))));
  }
  // A right answer costs least with one passage: $0.0130, 0.0073, 0.0110 and 0.0273; but more money is left with five.
  CHECK(figure_of(with_passages("1"), measures::cost_per_right_answer) <
        figure_of(with_passages("5"), measures::cost_per_right_answer));
  CHECK(figure_of(with_passages("5"), measures::net_value) >
        figure_of(with_passages("1"), measures::net_value));
  CHECK(figure_of(with_passages("5"), measures::net_value) >
        figure_of(with_passages("20"), measures::net_value));
}

TEST_CASE("every option sees what retrieval leaves exactly once") {
  // Of 5 passages 0.8 + 0.2 x 0.3 = 0.86, less 1 % of 2,000 tokens: 0.8428.
  const Folder folder;
  folder.write("q.csv", "strong_correct,weak_correct,score\n1,0,0.9\n1,1,0.2\n0,0,0.7\n1,1,0.1\n");
  const std::string known = "models: {claude-sonnet-4-5: {accuracy: 75% to 85%}}\n";
  const Result all = answer(known + asked("task: general-knowledge", ways_to_answer), {}, folder.path());
  const Result less =
      answer(known + asked(looked_up("5", ", right_without: 30%, distraction: 0.5%"), ways_to_answer), {},
             folder.path());
  const double left = 0.86 * 0.99;
  REQUIRE(all.options.size() == 14);
  for (const OptionResult& each : all.options) {
    CAPTURE(each.name);
    CHECK(figure_of(less, measures::accuracy, each.name) ==
          doctest::Approx(left * figure_of(all, measures::accuracy, each.name)).epsilon(1e-9));
  }
}

TEST_CASE("a judge escalates what was not found, too, and in vain") {
  // Right 0.7 and 0.8 where found, of which 0.8 remain without any knowledge: 0.56 accepted in 9 of 10, and 0.44 wrong in 3 of
  // 10: escalated 0.056 + 0.308 = 0.364, in place of 0.28.
  const Result result =
      answer(asked(looked_up("5"), ways_to_answer.substr(0, ways_to_answer.find("  counted"))) +
             ways_to_answer.substr(ways_to_answer.find("  judge"),
                                   ways_to_answer.find("  votes") - ways_to_answer.find("  judge")));
  CHECK(figure_of(result, measures::to_second_leg, "judge") == doctest::Approx(0.364));
}

TEST_CASE("a floor on accuracy is held against what retrieval leaves") {
  const auto meets = [](const std::string& passages) {
    return figure_of(answer(asked(looked_up(passages) + ", slo: {accuracy: 80%}", one_model)),
                     measures::meets_accuracy);
  };
  CHECK(meets("5") == 0);   // 0.9 x 0.80
  CHECK(meets("20") == 1);  // 0.9 x 0.94
}

TEST_CASE("how often passages hold the answer is told by class and of all that look any up") {
  const Study study = good_study(
      "scenario: Two\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n"
      "  few: {requests: 3M/month, input_tokens: 600, output_tokens: 200, " +
      looked_up("1") + "}\n  many: {requests: 1M/month, input_tokens: 600, output_tokens: 200, " +
      looked_up("20") + "}\n  none: {requests: 5M/month, input_tokens: 600, output_tokens: 200}\noptions:\n" +
      one_model);
  const Result result = simulate(study, {.draws = 1024, .details = true, .latency = Server::steady});
  const OptionResult& x = option(result, "x");
  const auto of_class = [&](int number) {
    return x.find(measures::retrieval_found, Subject{.request_class = number})->mean.value;
  };
  CHECK(of_class(0) == doctest::Approx(0.55));
  CHECK(of_class(1) == doctest::Approx(0.94));
  CHECK(x.find(measures::retrieval_found, Subject{.request_class = 2}) == nullptr);
  CHECK(figure_of(result, measures::retrieval_found) == doctest::Approx((3 * 0.55 + 0.94) / 4));
  CHECK(figure_of(result, measures::accuracy) == doctest::Approx(0.9 * (3 * 0.55 + 0.94 + 5) / 9));
}

TEST_CASE("accuracy is explained by the model's and by what was found") {
  const Study study = good_study(asked(looked_up("2 to 10"), one_model));
  const Settings settings{.draws = 1024, .latency = Server::steady};
  const Question question{.option = 0, .figure = {measures::accuracy.row, ""}, .draw = 7};
  const auto explanation = explain(study, question, settings, simulate(study, settings));
  REQUIRE(explanation.has_value());
  const auto has = [&](const std::string& name) {
    for (const ExplainedStep& step : explanation->steps) {
      if (step.name == name) return true;
    }
    return false;
  };
  for (const char* name : {"q: right answers that retrieval leaves", "workload.q.retrieval.passages",
                           "workload.q.retrieval.found.1.share", "workload.q.retrieval.right_without"}) {
    CAPTURE(name);
    CHECK(has(name));
  }
}

TEST_CASE("what nobody says of passages is assumed, and asked about") {
  Settings settings{.draws = 1024, .latency = Server::steady};
  settings.assumption_effects = true;
  const Result result = simulate(good_study(asked(looked_up("5"), one_model)), settings);
  const auto listed = [&](const std::string& text) {
    for (const auto& each : result.assumptions) {
      if (each.text == text) return each.effects.size();
    }
    return std::size_t{0};
  };
  CHECK(listed("answers are wrong where the passages do not hold what they need") == 2);
  CHECK(listed("passages that are not needed lead to no wrong answer") == 2);
}

TEST_CASE("what is wrong with passages is told with its place") {
  CHECK(said_of_points("[]") == "s.yaml:6:161: the list at workload.q.retrieval.found is empty\n");
  CHECK(said_of_points("[{passages: 5, share: 80%}, {passages: 5, share: 81%}]") ==
        "s.yaml:6:200: the passages of the points must ascend: 5 stands behind 5 at "
        "workload.q.retrieval.found.1.passages; order the points from few passages to many\n");
  CHECK(said_of_points("[{passages: 5, share: 80%}, {passages: 20, share: 79%}]") ==
        "s.yaml:6:211: more passages hold no less: 79 % behind 80 % at workload.q.retrieval.found.1.share; a "
        "point is the share of tasks whose first so many passages hold what the answer needs\n");
  CHECK(
      said_of_points("[{passages: 5, share: 108%}]") ==
      "s.yaml:6:183: '108%' is out of range: it must be from 0 to 1 at workload.q.retrieval.found.0.share\n");
  CHECK(said_of_points("[{passages: 0, share: 8%}]") ==
        "s.yaml:6:173: '0' is out of range: it must be from 1 to 1000 at "
        "workload.q.retrieval.found.0.passages\n");
  CHECK(said_of_points("[{passages: 5, share: 70% to 80%}]") ==
        "s.yaml:6:183: '70% to 80%' must be a known value here at workload.q.retrieval.found.0.share\n");
  CHECK(complaints(asked("retrieval: {passages: 3, found: " + recall_points + "}", one_model)) ==
        "s.yaml:6:111: the key 'tokens_each' is missing in workload.q.retrieval\n");
  CHECK(complaints(asked(looked_up("1001"), one_model)) ==
        "s.yaml:6:133: '1001' is out of range: it must be from 0 to 1000 at workload.q.retrieval.passages\n");
}
