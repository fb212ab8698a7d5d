#include "cost/throughput.h"

#include <fmt/format.h>

#include <numeric>

#include "columns/column_math.h"

namespace llmtco {
namespace {

/// A demand that is above a capacity by less than this share is as large: it is rounding.
constexpr double rounding = 1e-9;

}  // namespace

CountedTokens counted_tokens_of(const ClassUse& use, const Column& cache_read_weight) {
  const TokensByKind& bought = use.bought;
  CountedTokens counted{bought.input + bought.cache_writes + bought.cache_writes_1h, bought.output};
  if (!bought.cache_reads.base_units().is(0))
    counted.input = counted.input + cache_read_weight * bought.cache_reads;
  for (const Medium medium : all_media) {
    counted.input += bought.media[medium].input + bought.media[medium].cache_reads;
    counted.output += bought.media[medium].output;
  }
  return counted;
}

std::vector<const RequestClass*> classes_of(const Use& use) {
  std::vector<const RequestClass*> all;
  for (const ClassUse& each : use.classes) all.push_back(each.traffic->requests);
  return all;
}

void set_tokens(const Use& use, const AboveCapacity& above, Overload& overload) {
  for (std::size_t i = 0; i < use.classes.size(); ++i) {
    const CountedTokens counted = counted_tokens_of(use.classes[i], 1.0);
    const Drawn<Tokens> tokens = counted.input + counted.output;
    overload.asked += tokens;
    overload.above += above.share[i] * tokens;
  }
}

void set_holds(Overflow overflow, const AboveCapacity& above, const Column& capacity, Overload& overload) {
  if (overflow == Overflow::standard) return;
  const Column room = (1.0 + rounding) * capacity;
  if (overflow == Overflow::queue) overload.wait = above.wait;
  const Column& asked = overflow == Overflow::queue ? above.day : above.busiest;
  overload.holds = less_equal(asked, room);
  overload.of_capacity = largest(asked / max(capacity, 1e-30));
}

double mean_draw(const Column& column) {
  if (column.is_constant()) return column.constant();
  return std::accumulate(column.data(), column.data() + block_draws, 0.0) / block_draws;
}

std::string up_to(const Column& column) {
  const double most = largest(column);
  const std::string digits = most >= 1e6   ? fmt::format("{:.4g}M", most / 1e6)
                             : most >= 1e4 ? fmt::format("{:.4g}k", most / 1e3)
                                           : fmt::format("{:.4g}", most);
  return (column.is_constant() ? "" : "up to ") + digits;
}

}  // namespace llmtco
