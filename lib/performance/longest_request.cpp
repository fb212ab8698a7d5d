#include "performance/longest_request.h"

#include <fmt/format.h>

#include <cmath>

#include "performance/suggestions.h"

namespace llmtco {

Drawn<Tokens> longest_request(const Placement& p, Tokens most, const Column& memory_factor) {
  // Mostly all of it fits, however much memory is taken outside.
  const Drawn<Tokens> all = Drawn<Tokens>(std::floor(most / token) * token);
  if (largest_batch(p, all, largest(memory_factor)).constant() >= 1) return all;
  Column fits = 0.0, above = std::floor(most / token) + 1;
  // Halved until neighbours are left: whole numbers up to 2^31.
  for (int i = 0; i < 31; ++i) {
    const Column middle = floor(0.5 * (fits + above));
    const Column holds = greater_equal(largest_batch(p, max(middle, 1.0) * token, memory_factor), 1.0);
    const Column inside = less(fits, middle);
    fits = select(inside * holds, middle, fits);
    above = select(inside * (1.0 - holds), middle, above);
  }
  return fits * token;
}

std::string does_not_fit(const Placement& p, Tokens asked, Tokens fits) {
  const bool one = p.gpus() == 1;
  const auto holds = [asked](const Placement& other) {
    return largest_batch(other, Drawn<Tokens>(asked))[0] >= 1;
  };
  const bool cpu = p.accelerator.kind == Accelerator::Kind::cpu;
  const std::string more =
      cpu ? "" : "; " + in_words(enough_memory(p, holds), "no number of these GPUs does");
  const Memory memory = memory_use(p);
  const double on_host = (host_kv_bytes(p, Drawn<Tokens>(asked)) / GB)[0];
  const bool by_host = p.host && on_host > memory.host_room / GB;
  const double needed = by_host ? on_host : (kv_bytes(p, Drawn<Tokens>(asked)) / GB)[0];
  return fmt::format("{} tokens need {:.3g} GB of keys and values{}, {:.3g} GB are left: {}{}",
                     whole_tokens(asked), needed,
                     by_host ? " on the host"
                     : one   ? ""
                             : " on each GPU",
                     (by_host ? memory.host_room : memory.kv_available) / GB,
                     fits < 1.0 * token ? "not one fits" : whole_tokens(fits) + " tokens fit", more);
}

std::string whole_tokens(Tokens tokens) {
  std::string digits = fmt::format("{:.0f}", tokens / token);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace llmtco
