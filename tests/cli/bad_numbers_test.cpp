#include <doctest/doctest.h>

#include "bad_inputs.h"

TEST_CASE("numbers that cannot be read are refused where they stand") {
  check(std::vector<Mistake>{
      {"input_tokens: 700", "input_tokens: seven",
       R"(s.yaml:19:19: error: 'seven' is not a number: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: seven
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 500 - 900",
       R"(s.yaml:19:19: error: '500 - 900' cannot be read from '- 900' on: expected a number of tokens such as 700 at workload.chat.input_tokens; an interval is written with 'to', as 8M to 12M
      input_tokens: 500 - 900
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 500..900",
       R"(s.yaml:19:19: error: '500..900' cannot be read from '.900' on: expected a number of tokens such as 700 at workload.chat.input_tokens; an interval is written with 'to', as 8M to 12M
      input_tokens: 500..900
                    ^
)"},
      {"input_tokens: 700", "input_tokens: -700",
       R"(s.yaml:19:19: error: '-700' is out of range: it must not be negative at workload.chat.input_tokens
      input_tokens: -700
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 1_000",
       R"(s.yaml:19:19: error: '1_000' has a digit separator; write it without, or with k, M, B: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: 1_000
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 1,000",
       R"(s.yaml:19:19: error: '1,000' has a digit separator; write it without, or with k, M, B: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: 1,000
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 0700",
       R"(s.yaml:19:19: error: '0700' starts with a zero; write it without: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: 0700
                    ^
)"},
      {"input_tokens: 700", "input_tokens: .nan",
       R"(s.yaml:19:19: error: '.nan' is not a number that can be used: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: .nan
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 1e400",
       R"(s.yaml:19:19: error: '1e400' is not a number that can be used: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: 1e400
                    ^
)"}});
}

TEST_CASE("numbers of another unit than wanted are refused where they stand") {
  check(std::vector<Mistake>{
      {"input_tokens: 700", "input_tokens: 700 tokns",
       R"(s.yaml:19:19: error: unknown unit 'tokns' in '700 tokns': expected a number of tokens such as 700 at workload.chat.input_tokens; did you mean 'tokens'?
      input_tokens: 700 tokns
                    ^
)"},
      {"input_tokens: 700", "input_tokens: $700",
       R"(s.yaml:19:19: error: '$700' counts $: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: $700
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 700 ms",
       R"(s.yaml:19:19: error: '700 ms' counts s: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: 700 ms
                    ^
)"}});
}

TEST_CASE("intervals that are none are refused where they stand") {
  check(std::vector<Mistake>{
      {"input_tokens: 700", "input_tokens: 900 to 300",
       R"(s.yaml:19:19: error: the interval '900 to 300' begins at 900, above its end 300 at workload.chat.input_tokens
      input_tokens: 900 to 300
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 300 to",
       R"(s.yaml:19:19: error: the interval '300 to' lacks one end at workload.chat.input_tokens; write both, as 8M to 12M/month
      input_tokens: 300 to
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 1 to 2k",
       R"(s.yaml:19:19: error: '1 to 2k' can be read in two ways at workload.chat.input_tokens; write k, M or B on both ends
      input_tokens: 1 to 2k
                    ^
)"},
      {"input_tokens: 700", "input_tokens: 300 tokens to 2 s",
       R"(s.yaml:19:19: error: '2 s' counts s: expected a number of tokens such as 700 at workload.chat.input_tokens
      input_tokens: 300 tokens to 2 s
                    ^
)"}});
}

TEST_CASE("forms of a distribution of lengths that are incomplete are refused where they stand") {
  check(std::vector<Mistake>{
      {"input_tokens: 700", "input_tokens: {mean: 700, sample: {file: x.csv, column: a}}",
       R"(s.yaml:19:19: error: a length has either a mean (with a cv), p50 and p95, each or a sample at workload.chat.input_tokens
      input_tokens: {mean: 700, sample: {file: x.csv, column: a}}
                    ^
)"},
      {"input_tokens: 700", "input_tokens: {cv: 0.5}",
       R"(s.yaml:19:19: error: a length has either a mean (with a cv), p50 and p95, each or a sample at workload.chat.input_tokens
      input_tokens: {cv: 0.5}
                    ^
)"},
      {"input_tokens: 700", "input_tokens: {normal: {mean: 700}}",
       R"(s.yaml:19:20: error: the key 'sd' is missing in workload.chat.input_tokens.normal
      input_tokens: {normal: {mean: 700}}
                     ^
)"}});
}

TEST_CASE("distributions whose parameters cannot be are refused where they stand") {
  check(std::vector<Mistake>{
      {"input_tokens: 700", "input_tokens: {normal: {mean: 700, sd: -10}}",
       R"(s.yaml:19:28: error: sd must be positive, is -10 at workload.chat.input_tokens.normal
      input_tokens: {normal: {mean: 700, sd: -10}}
                             ^
)"},
      {"input_tokens: 700", "input_tokens: {normal: {mean: -100, sd: 40}}",
       R"(s.yaml:19:19: error: most of the distribution is out of range: it must not be negative at workload.chat.input_tokens
      input_tokens: {normal: {mean: -100, sd: 40}}
                    ^
)"},
      {"input_tokens: 700", "input_tokens: {norml: {mean: 700, sd: 10}}",
       R"(s.yaml:19:19: error: expected a number of tokens such as 700, found a mapping at workload.chat.input_tokens; did you mean 'normal'?
      input_tokens: {norml: {mean: 700, sd: 10}}
                    ^
)"},
      {"input_tokens: 700", "input_tokens: {mean: {norml: {mean: 700, sd: 10}}}",
       R"(s.yaml:19:26: error: expected a number of tokens such as 700, found a mapping at workload.chat.input_tokens.mean; did you mean 'normal'?
      input_tokens: {mean: {norml: {mean: 700, sd: 10}}}
                           ^
)"},
      {"input_tokens: 700", "input_tokens: {uniform: {low: 700, high: 600}}",
       R"(s.yaml:19:29: error: low 700 must be below high 600 at workload.chat.input_tokens.uniform
      input_tokens: {uniform: {low: 700, high: 600}}
                              ^
)"},
      {"input_tokens: 700", "input_tokens: {uniform: {low: 700, high: 5 s}}",
       R"(s.yaml:19:46: error: '5 s' counts s: expected a number of tokens such as 700 at workload.chat.input_tokens.uniform.high
      input_tokens: {uniform: {low: 700, high: 5 s}}
                                               ^
)"},
      {"input_tokens: 700", "input_tokens: {triangular: {low: 1, mode: 9, high: 5}}",
       R"(s.yaml:19:32: error: mode 9 must lie between low 1 and high 5 at workload.chat.input_tokens.triangular
      input_tokens: {triangular: {low: 1, mode: 9, high: 5}}
                                 ^
)"}});
}

TEST_CASE("lists of values, mixtures and parameters of the wrong dimension are refused where they stand") {
  check(std::vector<Mistake>{
      {"input_tokens: 700", "input_tokens: {discrete: {values: [1, 2], probabilities: [0.5, 0.6]}}",
       R"(s.yaml:19:30: error: probabilities must sum to 1, sum to 1.1 at workload.chat.input_tokens.discrete
      input_tokens: {discrete: {values: [1, 2], probabilities: [0.5, 0.6]}}
                               ^
)"},
      {"input_tokens: 700", "input_tokens: {discrete: {values: [1, 2, 3], probabilities: [0.5, 0.5]}}",
       R"(s.yaml:19:30: error: 2 probabilities for 3 values at workload.chat.input_tokens.discrete
      input_tokens: {discrete: {values: [1, 2, 3], probabilities: [0.5, 0.5]}}
                               ^
)"},
      {"input_tokens: 700", "input_tokens: {discrete: {values: 5, probabilities: [1]}}",
       R"(s.yaml:19:39: error: expected a list at workload.chat.input_tokens.discrete.values, found a single value '5'
      input_tokens: {discrete: {values: 5, probabilities: [1]}}
                                        ^
)"},
      {"input_tokens: 700", "input_tokens: {mixture: {parts: [{weight: 1, of: = demand}]}}",
       R"(s.yaml:19:54: error: a formula cannot be part of a distribution at workload.chat.input_tokens.mixture.parts.0.of
      input_tokens: {mixture: {parts: [{weight: 1, of: = demand}]}}
                                                       ^
)"},
      {"input_tokens: 700", "input_tokens: {gamma: {shape: 0, scale: 5}}",
       R"(s.yaml:19:27: error: shape must be between 0.1 and 100000, is 0 at workload.chat.input_tokens.gamma
      input_tokens: {gamma: {shape: 0, scale: 5}}
                            ^
)"},
      {"input_tokens: 700", "input_tokens: {lognormal: {median: 700, sigma: 0.5 s}}",
       R"(s.yaml:19:52: error: '0.5 s' counts s: expected a plain number such as 1.5 or 45% at workload.chat.input_tokens.lognormal.sigma
      input_tokens: {lognormal: {median: 700, sigma: 0.5 s}}
                                                     ^
)"},
      {"input_tokens: 700",
       "input_tokens: {truncated: {of: {normal: {mean: 700, sd: 50}}, low: 800, high: 750}}",
       R"(s.yaml:19:31: error: low 800 must be below high 750 at workload.chat.input_tokens.truncated
      input_tokens: {truncated: {of: {normal: {mean: 700, sd: 50}}, low: 800, high: 750}}
                                ^
)"}});
}

TEST_CASE("peaks, growth and shares outside of their range are refused where they stand") {
  check(std::vector<Mistake>{
      {"peak_to_mean: 3", "peak_to_mean: 0.5",
       R"(s.yaml:18:19: error: '0.5' is out of range: it must be from 1 to 1000 at workload.chat.peak_to_mean
      peak_to_mean: 0.5
                    ^
)"},
      {"peak_to_mean: 3", "peak_to_mean: 3 h",
       R"(s.yaml:18:19: error: '3 h' counts s: expected a plain number such as 1.5 or 45% at workload.chat.peak_to_mean
      peak_to_mean: 3 h
                    ^
)"},
      {"growth_per_month: 2%", "growth_per_month: 300%",
       R"(s.yaml:17:23: error: '300%' is out of range: it must be from -0.5 to 2 at workload.chat.growth_per_month
      growth_per_month: 300%
                        ^
)"},
      {"hit_rate: 50%", "hit_rate: 50",
       R"(s.yaml:27:23: error: '50' is out of range: it must be from 0 to 1 at options.hosted.cache.hit_rate; did you mean '50%'?
      cache: {hit_rate: 50}
                        ^
)"},
      {"hit_rate: 50%", "hit_rate: 50% to 120%",
       R"(s.yaml:27:23: error: '50% to 120%' is out of range: it must be from 0 to 1 at options.hosted.cache.hit_rate
      cache: {hit_rate: 50% to 120%}
                        ^
)"}});
}

TEST_CASE("numbers of GPUs that are no whole number are refused where they stand") {
  check(std::vector<Mistake>{
      {"gpus_per_replica: 1", "gpus_per_replica: 1.5",
       R"(s.yaml:35:23: error: '1.5' must be a whole number at options.rented.gpus_per_replica
      gpus_per_replica: 1.5
                        ^
)"},
      {"gpus_per_replica: 1", "gpus_per_replica: 0",
       R"(s.yaml:35:23: error: '0' is out of range: it must be from 1 to 1000000 at options.rented.gpus_per_replica
      gpus_per_replica: 0
                        ^
)"},
      {"gpus_per_replica: 1", "gpus_per_replica: 1 to 2",
       R"(s.yaml:35:23: error: '1 to 2' must be a known value here at options.rented.gpus_per_replica
      gpus_per_replica: 1 to 2
                        ^
)"},
      {"gpus_per_replica: 1", "gpus_per_replica: = 2",
       R"(s.yaml:35:23: error: a known value must stand here, not a formula at options.rented.gpus_per_replica
      gpus_per_replica: = 2
                        ^
)"}});
}

TEST_CASE("rates of requests without a time, or below none, are refused where they stand") {
  check(std::vector<Mistake>{
      {"requests: = demand", "requests: 10M",
       R"(s.yaml:16:15: error: '10M' is a plain number: expected a rate such as 10M/month at workload.chat.requests
      requests: 10M
                ^
)"},
      {"requests: = demand", "requests: -1/month",
       R"(s.yaml:16:15: error: '-1/month' is out of range: it must not be negative at workload.chat.requests
      requests: -1/month
                ^
)"},
      {"requests: = demand", "requests: 10M/mnth",
       R"(s.yaml:16:15: error: unknown unit 'mnth' in '10M/mnth': expected a rate such as 10M/month at workload.chat.requests; did you mean 'month'?
      requests: 10M/mnth
                ^
)"},
      {"requests: = demand", "requests: 10M per fortnight",
       R"(s.yaml:16:15: error: unknown unit 'fortnight' in '10M per fortnight': expected a rate such as 10M/month at workload.chat.requests
      requests: 10M per fortnight
                ^
)"}});
}

TEST_CASE("prices without a time, a currency or a sign that can be are refused where they stand") {
  check(std::vector<Mistake>{
      {"price: = gpu_hour", "price: $2.49",
       R"(s.yaml:36:12: error: '$2.49' counts $: expected a price over time such as $2.49/h or $20k/month at options.rented.price; write '$2.49/h'
      price: $2.49
             ^
)"},
      {"price: = gpu_hour", "price: 2.49/h",
       R"(s.yaml:36:12: error: '2.49/h' counts 1/s: expected a price over time such as $2.49/h or $20k/month at options.rented.price
      price: 2.49/h
             ^
)"},
      {"price: = gpu_hour", "price: $-2.49/h",
       R"(s.yaml:36:12: error: '$-2.49/h' is not a number: expected a price over time such as $2.49/h or $20k/month at options.rented.price
      price: $-2.49/h
             ^
)"},
      {"price: = gpu_hour", "price: €2.49/h",
       R"(s.yaml:36:12: error: the scenario gives no rate of EUR at options.rented.price; write `rates: {EUR: {usd: $1.10, as_of: 2026-09-23}}` with the rate and its day
      price: €2.49/h
             ^
)"}});
}
