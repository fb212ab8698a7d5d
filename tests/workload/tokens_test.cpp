#include "workload/tokens.h"

#include "workload/call_lengths.h"

using namespace llmtco;

namespace {

constexpr auto per_call = token / request;

RequestClass agent(double calls) {
  RequestClass requests;
  requests.requests = 1.0 * request / second;
  requests.input.mean = 1000.0 * per_call;
  requests.output.mean = 300.0 * per_call;
  requests.agent.calls.mean = calls;
  requests.agent.new_input.mean = 200.0 * per_call;
  return requests;
}

TaskLengths known_lengths(const RequestClass& requests) { return lengths_of(requests, {}, Block()); }

double tokens(const Drawn<TokensPerRequest>& count) { return (count / per_call)[0]; }

/// Dollars of a task on GPT-4o: 2.50 in, 10 out per million, with the repeated prefix at `repeated` per
/// million.
double gpt_4o(const TaskTokens& task, double repeated) {
  return ((tokens(task.input) - tokens(task.repeated)) * 2.5 + tokens(task.repeated) * repeated +
          tokens(task.output) * 10) /
         1e6;
}

}  // namespace

TEST_CASE("an agent task reads a context that grows with every call") {
  // First call 1,000; each later one 500 more (200 new, 300 answered before). Cost at full price, and with
  // the repeated prefix read from the cache at 1.25 per million.
  struct Row {
    double calls, full, cached;
  };
  for (const Row row :
       {Row{10, 0.111, 0.078}, Row{20, 0.348, 0.217}, Row{30, 0.709, 0.419}, Row{50, 1.806, 1.010}}) {
    CAPTURE(row.calls);
    const TaskTokens task = task_tokens(known_lengths(agent(row.calls)));
    CHECK(std::abs(gpt_4o(task, 2.5) - row.full) <= 0.0005001);
    CHECK(std::abs(gpt_4o(task, 1.25) - row.cached) <= 0.0005001);
  }
}

TEST_CASE("an agent task first costs half a dollar at 25 calls, at 34 with a cache") {
  const auto first = [](double repeated) {
    for (double calls = 1;; ++calls) {
      if (gpt_4o(task_tokens(known_lengths(agent(calls))), repeated) >= 0.5) return calls;
    }
  };
  CHECK(first(2.5) == 25);
  CHECK(first(1.25) == 34);
}

TEST_CASE("a task of one call repeats nothing and keeps nothing") {
  const TaskTokens task = task_tokens(known_lengths(agent(1)));
  CHECK(tokens(task.input) == 1000);
  CHECK(tokens(task.output) == 300);
  CHECK(tokens(task.repeated) == 0);
  CHECK(tokens(task.kept) == 0);
  CHECK(task.calls.constant() == 1);
}

TEST_CASE("what is kept is the context of the call before the last, without the shared prefix") {
  RequestClass requests = agent(10);
  CHECK(tokens(task_tokens(known_lengths(requests)).kept) == 1000 + 8 * 500);
  requests.shared_prefix = 600.0 * per_call;
  CHECK(tokens(task_tokens(known_lengths(requests)).kept) == 400 + 8 * 500);
  CHECK(tokens(task_tokens(known_lengths(requests)).shared) == 600);
  requests.shared_prefix = 5000.0 * per_call;  // no longer than the input itself
  CHECK(tokens(task_tokens(known_lengths(requests)).shared) == 1000);
}

TEST_CASE("a retried call reads its whole input again, all of it repeated") {
  RequestClass requests = agent(10);
  requests.agent.retries = 0.1;
  const TaskTokens task = task_tokens(known_lengths(requests));
  CHECK(tokens(task.input) == doctest::Approx(1.1 * 32500));
  CHECK(tokens(task.repeated) == doctest::Approx(27000 + 0.1 * 32500));
  CHECK(tokens(task.output) == doctest::Approx(3300));
  CHECK(task.calls.constant() == doctest::Approx(11));
}

TEST_CASE("the calls of a task add up to its tokens") {
  const RequestClass requests = agent(10);
  double sum = 0;
  for (int call = 0; call < 10; ++call) sum += tokens(input_of_call(known_lengths(requests), call));
  CHECK(sum == tokens(task_tokens(known_lengths(requests)).input));
}

TEST_CASE("the longest call is the last, with its answer") {
  // 1,000 + 9 x 500 read, 300 written.
  CHECK(tokens(longest_call(known_lengths(agent(10))).mean) == 5800);
  CHECK(tokens(longest_call(known_lengths(agent(1))).mean) == 1300);
}

TEST_CASE("a model that counts more tokens reads, writes and repeats more") {
  // 1,000 read, 300 answered, 200 new, 10 calls, shared 600; factors 1.2 and 1.5, twice as much thought as answered:
  // each call writes 450 + 900 and the next reads 240 + 450 more.
  RequestClass requests = agent(10);
  requests.shared_prefix = 600.0 * per_call;
  const TaskLengths counted = lengths_of(requests, {.input = 1.2, .output = 1.5, .reasoning = 2.0}, Block());
  CHECK(tokens(counted.visible) == 450);
  CHECK(tokens(counted.reasoning) == 900);
  CHECK(tokens(counted.step) == 690);
  const TaskTokens task = task_tokens(counted);
  CHECK(tokens(task.input) == doctest::Approx(10 * 1200 + 45 * 690));
  CHECK(tokens(task.output) == doctest::Approx(10 * 1350));
  CHECK(tokens(task.shared) == doctest::Approx(720));
}

TEST_CASE("what is spoken in a loop is audio input of every later call") {
  // Three calls of a minute of audio each way, 1,920 tokens, beside the text of 1,000, 300 answered and 200 new: audio
  // read 3 x 1,920 + 1,920 x 3 = 11,520, 5,760 of it again; text 3 x 1,000 + 500 x 3 = 4,500, 2,000 + 500 of it again.
  RequestClass requests = agent(3);
  requests.media.audio.input.mean = 1920.0 * per_call;
  requests.media.audio.output.mean = 1920.0 * per_call;
  const TaskTokens task = task_tokens(known_lengths(requests));
  CHECK(tokens(task.media.audio.input) == doctest::Approx(11520));
  CHECK(tokens(task.media.audio.repeated) == doctest::Approx(5760));
  CHECK(tokens(task.media.audio.output) == doctest::Approx(5760));
  CHECK(tokens(task.input) == doctest::Approx(11520 + 4500));
  CHECK(tokens(task.repeated) == doctest::Approx(5760 + 2500));
  CHECK(tokens(task.output) == doctest::Approx(5760 + 900));
  CHECK(tokens(task.kept) == doctest::Approx(tokens(task_tokens(known_lengths(agent(3))).kept)));
  CHECK(tokens(task.media.image.input) == 0);
}

TEST_CASE("audio and images are added to the text without its factors, and differ apart from it") {
  // 1,000 x 1.2 of text, all alike, and 1,920 of audio with cv 0.5: 3,120 read, cv 960 / 3,120. Answers 300 x 1.5 with
  // cv 1, thoughts twice that, 1,350 in all, and 650 of an image: cv 1,350 / 2,000.
  RequestClass requests = agent(1);
  requests.media.audio.input = {1920.0 * per_call, 0.5};
  requests.media.image.output.mean = 650.0 * per_call;
  requests.output.cv = 1.0;
  const TaskLengths of =
      lengths_of(requests, {.input = Column(1.2), .output = Column(1.5), .reasoning = Column(2.0)}, Block());
  CHECK(tokens(of.input) == doctest::Approx(3120));
  CHECK(of.input_cv[0] == doctest::Approx(0.3077).epsilon(1e-4));
  CHECK(tokens(of.visible) == doctest::Approx(1100));
  CHECK(tokens(of.reasoning) == doctest::Approx(900));
  CHECK(tokens(of.output) == doctest::Approx(2000));
  CHECK(of.output_cv[0] == doctest::Approx(0.675));
}
