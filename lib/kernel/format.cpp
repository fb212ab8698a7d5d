#include "kernel/format.h"

#include <fmt/format.h>

#include <stdexcept>

namespace llmtco::kernel {

const FormatInfo& info(Format format) {
  static constexpr std::array<FormatInfo, formats.size()> table = {{
      {32, 0, 1, false},
      {16, 0, 1, false},
      {8, 128, 1, true},
      {4, 8, 1, true},
      {2, 3, 2, true},
  }};
  return table[static_cast<std::size_t>(format)];
}

std::size_t unit_bytes(Format format) {
  const FormatInfo& f = info(format);
  return (f.quantized ? 128 : 0) + std::size_t{256} * static_cast<std::size_t>(f.bits);
}

double bits_per_weight(Format format) {
  return static_cast<double>(unit_bytes(format)) * 8 / (stripe_rows * unit_inputs);
}

Format format_named(std::string_view name) {
  if (const std::optional<Format> format = format_names.from_text(name)) return *format;
  throw std::invalid_argument(fmt::format("the kernel has no weight format '{}'; it has {}", name,
                                          fmt::join(format_names.words(), ", ")));
}

}  // namespace llmtco::kernel
