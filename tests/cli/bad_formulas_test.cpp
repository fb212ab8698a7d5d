#include <doctest/doctest.h>

#include "bad_inputs.h"

TEST_CASE("formulas that cannot be read, or whose dimensions do not fit, are named where they stand") {
  check(std::vector<Mistake>{
      {"requests: = demand", "requests: = demnd",
       R"(s.yaml:16:15: error: formula 'demnd': unknown variable 'demnd' at workload.chat.requests; did you mean 'demand'?
      requests: = demnd
                ^
)"},
      {"requests: = demand", "requests: = demand * gpu_hour",
       R"(s.yaml:16:15: error: formula 'demand * gpu_hour' gives $/s/s: expected a rate such as 10M/month at workload.chat.requests
      requests: = demand * gpu_hour
                ^
)"},
      {"requests: = demand", "requests: = demand + 5",
       R"(s.yaml:16:15: error: formula 'demand + 5': cannot add 1/s and a plain number at workload.chat.requests
      requests: = demand + 5
                ^
)"},
      {"requests: = demand", "requests: = (demand",
       R"(s.yaml:16:15: error: formula '(demand': lacks a ')' at workload.chat.requests
      requests: = (demand
                ^
)"},
      {"requests: = demand", "requests: = demand *",
       R"(s.yaml:16:15: error: formula 'demand *': ends where a number or a name should stand at workload.chat.requests
      requests: = demand *
                ^
)"},
      {"requests: = demand",
       "requests: = ", R"(s.yaml:16:15: error: the formula is empty at workload.chat.requests
      requests: = 
                ^
)"},
      {"requests: = demand", "requests: = demand * 2x",
       R"(s.yaml:16:15: error: formula 'demand * 2x': unknown unit 'x' in '2x' at workload.chat.requests
      requests: = demand * 2x
                ^
)"}});
}

TEST_CASE("functions of a formula take as many arguments as they have, of the dimensions they take") {
  check(std::vector<Mistake>{
      {"requests: = demand", "requests: = max(demand)",
       R"(s.yaml:16:15: error: formula 'max(demand)': max() takes two numbers, with a comma between them at workload.chat.requests
      requests: = max(demand)
                ^
)"},
      {"requests: = demand", "requests: = sqrt(demand)",
       R"(s.yaml:16:15: error: formula 'sqrt(demand)': unknown function 'sqrt' at workload.chat.requests
      requests: = sqrt(demand)
                ^
)"},
      {"requests: = demand", "requests: = log(demand)",
       R"(s.yaml:16:15: error: formula 'log(demand)': log() takes a plain number, not 1/s at workload.chat.requests
      requests: = log(demand)
                ^
)"}});
}

TEST_CASE("variables that go in a circle, or whose name or value cannot be, are named where they stand") {
  check(std::vector<Mistake>{
      {"  demand: 0.8M to 1.2M/month", "  demand: = demand * 2",
       R"(s.yaml:8:11: error: formula 'demand * 2': the variable 'demand' refers to itself at variables.demand
    demand: = demand * 2
            ^
)"},
      {"  demand: 0.8M to 1.2M/month", R"(  demand: = other
  other: = demand)",
       R"(s.yaml:9:10: error: formula 'demand': the variables 'other' and 'demand' refer to each other in a circle at variables.other
    other: = demand
           ^
)"},
      {"  demand: 0.8M to 1.2M/month", R"(  demand: 0.8M to 1.2M/month
  my-var: 5)",
       R"(s.yaml:9:3: error: 'my-var' cannot name a variable: a variable's name is a word of letters, digits and _
    my-var: 5
    ^
)"},
      {"  demand: 0.8M to 1.2M/month", R"(  demand: 0.8M to 1.2M/month
  month: 5)",
       R"(s.yaml:9:3: error: 'month' cannot name a variable: it is the name of a unit
    month: 5
    ^
)"},
      {"  demand: 0.8M to 1.2M/month", "  demand:", R"(s.yaml:8:3: error: variable 'demand' has no value
    demand:
    ^
)"},
      {"  demand: 0.8M to 1.2M/month", "  demand: 0.8Mil/month",
       R"(s.yaml:8:11: error: unknown unit 'Mil' in '0.8Mil/month': expected a number at variables.demand; did you mean 'MiB'?
    demand: 0.8Mil/month
            ^
)"}});
}

TEST_CASE("correlations of what is no variable, or that cannot be, are named where they stand") {
  check(std::vector<Mistake>{
      {"[demand, gpu_hour]", "[demand, gpu_hours]",
       R"(s.yaml:12:24: error: 'gpu_hours' is no variable that is drawn at correlations.0.between.1; did you mean 'gpu_hour'?
    - {between: [demand, gpu_hours], spearman: 0.5}
                         ^
)"},
      {"[demand, gpu_hour]", "[demand]",
       R"(s.yaml:12:5: error: a correlation is between two variables, not 1 at correlations.0
    - {between: [demand], spearman: 0.5}
      ^
)"},
      {"[demand, gpu_hour]", "[demand, demand]",
       R"(s.yaml:12:3: error: 'demand' is correlated with itself at correlations
    - {between: [demand, demand], spearman: 0.5}
    ^
)"},
      {"spearman: 0.5", "spearman: 1.5",
       R"(s.yaml:12:45: error: '1.5' is out of range: it must be from -1 to 1 at correlations.0.spearman; did you mean '1.5%'?
    - {between: [demand, gpu_hour], spearman: 1.5}
                                              ^
)"}});
}

TEST_CASE("a formula cannot give a share above one") {
  check(std::vector<Mistake>{
      {"hit_rate: 50%", "hit_rate: = 0.5 * 3",
       R"(s.yaml:27:23: error: formula '0.5 * 3' at options.hosted.cache.hit_rate reaches 1.5 in some draws; it must stay from 0 to 1
      cache: {hit_rate: = 0.5 * 3}
                        ^
)"}});
}

TEST_CASE("nothing is simulated of a fleet whose inputs leave their range") {
  const Ran ran = run({"run", "support-agent", "--set", "options.llama-70b-h100.cache.hit_rate== 0.5 * 3",
                       "--draws", "1024"});
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(has(ran.err,
            "formula '0.5 * 3' at options.llama-70b-h100.cache.hit_rate reaches 1.5 in some draws; it must "
            "stay from 0 to 1\n"));
}
