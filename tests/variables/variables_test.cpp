#include "variables/variables.h"

#include <doctest/doctest.h>

using namespace llmtco;

TEST_CASE("who names the same thing sees the same draws, whose origin is that of the first who asked") {
  Variables variables;
  const OriginId first = variables.add({.name = "h100.rent", .place = "a.yaml:1:1"});
  const OriginId second = variables.add({.name = "h100.rent", .place = "a.yaml:9:9"});
  const Distribution range = distributions::Uniform{2, 3};
  const auto a = variables.uncertain<double>("rent", range, first);
  const auto b = variables.uncertain<double>("rent", range, second);
  CHECK(a.node == b.node);
  CHECK(variables.drawn().size() == 1);
  CHECK(variables.drawn()[0].origin == first);
  CHECK(variables.origin(b.origin).place == "a.yaml:9:9");
}

TEST_CASE("a distribution that is a constant is a known number with its origin") {
  Variables variables;
  const OriginId fit = variables.add({.kind = Origin::Kind::catalogue, .name = "model.accuracy"});
  const auto sure = variables.uncertain<double>("accuracy", distributions::Constant{1}, fit);
  CHECK(sure.is_known());
  CHECK(sure.constant == 1);
  CHECK(sure.origin == fit);
  CHECK(variables.drawn().empty());
}

TEST_CASE("a value a program builds by hand has no origin") {
  CHECK(Uncertain<double>(3.0).origin == no_origin);
}

TEST_CASE("numbers in a formula take the origin their writer gives them, the formula keeps the first") {
  Variables variables;
  Graph& graph = variables.graph();
  std::vector<std::string> numbers;
  const auto literal = [&](std::string_view number) {
    numbers.emplace_back(number);
    return variables.add({.name = std::string(number)});
  };
  const auto no_names = [](std::string_view) -> Expression { return ExpressionError{"none", ""}; };
  const Expression read = parse_expression("$2.49/h * 8", graph, no_names, literal);
  const NodeId product = std::get<TypedNode>(read).node;
  CHECK(numbers == std::vector<std::string>{"$2.49/h", "8"});
  CHECK(variables.origin(graph[graph[product].left].origin).name == "$2.49/h");
  graph.set_origin(product, 0);
  graph.set_origin(product, 1);
  CHECK(graph[product].origin == 0);
}
