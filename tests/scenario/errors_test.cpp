#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>

#include "reading.h"

// What an author is told: all mistakes at once, each once, in the words of the file.

using namespace llmtco;

namespace {

/// What is said of a scenario of one class and one option; `budget` stands in its head.
std::string said(const std::string& workload, const std::string& option, const std::string& head = "") {
  return complaints("scenario: A test\nas_of: 2026-09-23\n" + head + "workload:\n  w: {" + workload +
                    "}\noptions:\n  a: {" + option + "}\n");
}

const char* const works = "requests: 1M/month, input_tokens: 1000, output_tokens: 100";
const char* const sells = "kind: api, endpoint: openai/gpt-4o";
const char* const serves =
    "kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, "
    "gpus_per_replica: 1";

std::string of_requests(const std::string& value) {
  return said("requests: " + value + ", input_tokens: 1000, output_tokens: 100", sells);
}
std::string of_tokens(const std::string& value) {
  return said("requests: 1M/month, input_tokens: " + value + ", output_tokens: 100", sells);
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("mistakes of every kind are told at once") {
  const std::string all = complaints(R"(scenario: A test
as_of: 2026-09-23
budget: $70k
variables: {v: 1 to 2, w: = nothing * 2}
workload:
  w: {requests: = w * 1M/month, input_tokens: 1000, output_tokens: 100, extra: 5}
options:
  a: {kind: rented, model: llama-3.1-8b, format: fp88, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1, colour: red}
  b: {kind: api, endpont: opneai/gpt-4o, discount: 130%}
  c: {kind: apu, endpoint: openai/gpt-4o, disount: 5%}
  d: {kind: api}
  s: {kind: split, parts: {a: 50%, d: 50%}}
)");
  for (const char* part :
       {"s.yaml:3:9: '$70k' counts $", "unknown variable 'nothing'", "unknown key 'extra' in workload.w",
        "unknown weight format 'fp88' at options.a.format", "unknown key 'colour' in options.a",
        "unknown key 'endpont' in options.b; did you mean 'endpoint'?", "unknown API model 'opneai/gpt-4o'",
        "'130%' is out of range", "unknown kind 'apu' at options.c.kind; did you mean 'api'?",
        "unknown key 'disount' in options.c; did you mean 'discount'?",
        "the key 'endpoint' is missing in options.d"}) {
    CAPTURE(part);
    CHECK(has(all, part));
  }
  // Nothing else: no key is missing that was mistyped, no variable unread that has its own error, no split without
  // the option that is left out.
  CHECK(std::count(all.begin(), all.end(), '\n') == 11);
}

TEST_CASE("a mistyped key that is required is one mistake, and its value is read") {
  CHECK(said("requets: 1M/month, input_tokens: 1000, output_tokens: 100", sells) ==
        "s.yaml:4:7: unknown key 'requets' in workload.w; did you mean 'requests'?\n");
  CHECK(said("requets: 1M, input_tokens: 1000, output_tokens: 100", sells) ==
        "s.yaml:4:7: unknown key 'requets' in workload.w; did you mean 'requests'?\n"
        "s.yaml:4:16: '1M' is a plain number: expected a rate such as 10M/month at workload.w.requests\n");
  CHECK(said(works, "kidn: api, endpoint: openai/gpt-4o") ==
        "s.yaml:6:7: unknown key 'kidn' in options.a; did you mean 'kind'?\n");
}

TEST_CASE("a point with three digits behind it in a count can be read in two ways and is refused") {
  CHECK(of_tokens("12.500") ==
        "s.yaml:4:41: '12.500' can be read in two ways at workload.w.input_tokens; write 12500 or 12.5\n");
  CHECK(of_requests("1.000/s") ==
        "s.yaml:4:17: '1.000/s' can be read in two ways at workload.w.requests; write 1000/s or 1/s\n");
  CHECK(has(of_tokens("10.000 to 12.500"), "'12.500' can be read in two ways"));
  CHECK(has(of_tokens("1.000.000"), "has a digit separator"));
  CHECK(has(of_tokens("'12,5'"), "'12,5' has a comma; write 12.5"));
  CHECK(has(of_tokens("'12,500'"), "'12,500' has a digit separator; write it without, or with k, M, B"));
  for (const char* clear : {"12.5", "12500.0", "12.5000", "1234.500", "0.500", "1.250k", "1.125M"}) {
    CAPTURE(clear);
    CHECK(of_tokens(clear) == "");
  }
  CHECK(said(works, std::string(sells) + ", discount: 0.125") == "");
  CHECK(said(works, "kind: api, endpoint: acme/x, price: {input: $2.125/Mtok, output: $2.500/Mtok}") == "");
}

TEST_CASE("an interval that begins above its end is told in the words of the file") {
  CHECK(of_requests("12M to 8M/month") ==
        "s.yaml:4:17: the interval '12M to 8M/month' begins at 12M, above its end 8M/month at "
        "workload.w.requests\n");
  CHECK(of_requests("{uniform: {low: 5M/month, high: 2M/month}}") ==
        "s.yaml:4:27: low 5M/month must be below high 2M/month at workload.w.requests.uniform\n");
  CHECK(of_requests("{triangular: {low: 5M/month, mode: 9M/month, high: 7M/month}}") ==
        "s.yaml:4:30: mode 9M/month must lie between low 5M/month and high 7M/month at "
        "workload.w.requests.triangular\n");
  CHECK(has(of_tokens("900 to 600"), "begins at 900, above its end 600"));
}

TEST_CASE("what was probably meant is said in the hint") {
  struct Row {
    std::string said;
    const char* hint;
  };
  const Row rows[] = {
      {of_requests("40 * 70/day"), "a formula begins with '=': write '= 40 * 70/day'"},
      {of_requests("8M - 12M/month"), "an interval is written with 'to', as 8M to 12M"},
      {of_requests("+10M/month"), "a change is written with a percent sign or a factor, as +10% or *1.1"},
      {of_requests("{normal: [5M, 1M]}"), "the parameters of normal stand in a mapping"},
      {of_requests("{normal: [5M, 1M]}"), "write {normal: {mean: ..., sd: ...}}"},
      {said(works, sells, "budget: $70k\n"), "write '$70k/month'"},
      {said(works, std::string(serves) + ", price: $2.49"), "write '$2.49/h'"},
      {said(works, sells, "budget: 20k€/month\n"), "write `rates: {EUR: {usd: $1.10, as_of: 2026-09-23}}`"},
      {said(works, sells, "budget: 20k¥/month\n"), "amounts are in dollars"},
      {said(works, sells, "budget: 20k EUR/month\n"), "the scenario gives no rate of EUR at budget"},
      {said(works, sells, "horizon: 36\n"), "did you mean '36 months'?"},
      {said(works, std::string(sells) + ", discount: 12"), "did you mean '12%'?"},
      {said(works, std::string(serves).replace(std::string(serves).find("llama-3.1-8b"), 12, "llama-70b")),
       "did you mean 'llama-3.3-70b' or 'llama-3.1-70b'?"}};
  for (const Row& row : rows) {
    CAPTURE(row.hint);
    CHECK_MESSAGE(has(row.said, row.hint), row.said);
  }
}

TEST_CASE("a dollar that a shell took away is missed") {
  const std::string text = "scenario: A test\nas_of: 2026-09-23\nworkload:\n  w: {" + std::string(works) +
                           "}\noptions:\n  a: {kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, "
                           "accelerator: h100-80-sxm, gpus_per_replica: 1}\n";
  for (const char* left : {"budget=0k/month", "budget=00/month", "options.a.price=.49/h"}) {
    CAPTURE(left);
    CHECK(
        has(complaints(text, {left}), "a shell takes the $2 of \"$20k\" away: put single quotes around it"));
  }
  CHECK_FALSE(has(complaints(text, {"budget=5k/month"}), "a shell"));
}

TEST_CASE("a formula says that number and unit are written together") {
  const std::string line = std::string(
      "kind: custom, lines: [{item: x, kind: invoiced, cost: \"= ceil(calls * 1 h "
      "/ 4000) * $1/h\"}]");
  CHECK(said(works, line, "variables: {calls: 40000/hour}\n") ==
        "s.yaml:7:61: formula 'ceil(calls * 1 h / 4000) * $1/h': a number and its unit are written together: "
        "write "
        "1h, not '1 h' at options.a.lines.0.cost\n");
  CHECK(has(of_requests("= 40 / day"), "'day' is a unit: a number and its unit are written together"));
}

TEST_CASE("a formula may use a figure of the catalogue, which keeps its source") {
  const char* const owned =
      "kind: owned, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, "
      "gpus_per_replica: 1, "
      "life: 36 months, pue: = catalog.pue-hyperscale, electricity: ";
  const std::string head =
      "scenario: A test\nas_of: 2026-09-23\nworkload:\n  w: {" + std::string(works) + "}\noptions:\n  a: {";
  const Study study = good_study(head + owned + "= catalog.electricity-us-virginia * 1.1}\n");
  const auto& bought = std::get<Owned>(study.options[0].contracts.at(0));
  const Graph& graph = study.variables.graph();
  const GraphNode& product = graph[bought.electricity.node];
  CHECK(product.operation == Operation::multiply);
  CHECK(graph[product.left].constant == doctest::Approx(0.1301 / 3.6e6));
  const Origin& price = study.variables.origin(graph[product.left].origin);
  CHECK(price.kind == Origin::Kind::catalogue);
  CHECK(price.name == "electricity-us-virginia");
  CHECK(price.as_of == "2026-02");
  // A range is drawn, under the catalogue's own name.
  CHECK(graph[bought.pue.node].operation == Operation::draw);
  CHECK(study.variables.drawn()[static_cast<std::size_t>(graph[bought.pue.node].variable)].name ==
        "economics.pue-hyperscale");
  CHECK(has(said(works, owned + std::string("= catalog.electricity-us-virgina")),
            "unknown economic figure 'electricity-us-virgina' at options.a.electricity; did you mean "
            "'electricity-us-virginia'?"));
  CHECK(has(said(works, owned + std::string("= catalog.pue-average")), "gives a plain number"));
}

TEST_CASE("a fleet is fixed, or has a least number of replicas and spares") {
  const std::string head =
      "scenario: A test\nas_of: 2026-09-23\nworkload:\n  w: {" + std::string(works) + "}\noptions:\n  a: {";
  const auto fleet = [&](const std::string& size, const std::vector<std::string>& set = {}) {
    return std::get<Fleet>(good_study(head + serves + ", " + size + "}\n", set).options[0].serving);
  };
  CHECK(fleet("replicas: 3").replicas == 3);
  CHECK_FALSE(fleet("replicas: at least 3").replicas);
  CHECK(fleet("replicas: at least 3").least->constant == 3);
  CHECK(fleet("replicas: at least 3, spare: 1").spare->constant == 1);
  CHECK(fleet("replicas: at least 3", {"options.a.replicas=*2"}).least->constant == 6);
  CHECK(
      has(said(works, std::string(serves) + ", replicas: 3, spare: 1"),
          "spare sizes the fleet, which `replicas` fixes at options.a.spare; leave one of them out, or write "
          "replicas: at least 3"));
  CHECK(has(said(works, std::string(serves) + ", replicas: at least 2.5"), "'2.5' must be a whole number"));
  CHECK(has(said(works, std::string(serves) + ", max_batch: at least 2"), "'at least 2' is not a number"));
}
