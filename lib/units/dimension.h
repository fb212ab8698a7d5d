#pragma once
#include <string>

namespace llmtco {

/// What a number counts, as powers of eight base units. The compiler refuses a sum of two dimensions; the
/// reader of scenario files compares them at run time.
struct Dimension {
  int usd = 0;
  int tokens = 0;
  int bytes = 0;
  int flop = 0;
  int seconds = 0;
  int joules = 0;
  int requests = 0;
  int carbon = 0;  ///< kilograms of CO2 equivalent

  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;

  friend constexpr Dimension operator+(Dimension a, Dimension b) {
    return {a.usd + b.usd,         a.tokens + b.tokens, a.bytes + b.bytes,       a.flop + b.flop,
            a.seconds + b.seconds, a.joules + b.joules, a.requests + b.requests, a.carbon + b.carbon};
  }
  friend constexpr Dimension operator-(Dimension a, Dimension b) {
    return {a.usd - b.usd,         a.tokens - b.tokens, a.bytes - b.bytes,       a.flop - b.flop,
            a.seconds - b.seconds, a.joules - b.joules, a.requests - b.requests, a.carbon - b.carbon};
  }
};

inline constexpr Dimension dimensionless{};

/// True where a value of dimension `got` may stand for one of dimension `wanted`: they are equal, or `got`
/// leaves out what is counted, as in `requests: 10M/month`, `input_tokens: 700` and `cost_if_wrong: $0.05`. A
/// price per token must name its tokens.
constexpr bool stands_for(Dimension got, Dimension wanted) {
  const Dimension whole = wanted;
  for (const int tokens : {whole.tokens, whole.tokens > 0 ? 0 : whole.tokens}) {
    for (const int requests : {whole.requests, 0}) {
      wanted.tokens = tokens;
      wanted.requests = requests;
      if (got == wanted) return true;
    }
  }
  return false;
}

/// "$/h", "tokens/s", "GB", "a plain number": what a reader would write. `wanted` words for error messages.
std::string unit_text(Dimension dimension);

}  // namespace llmtco
