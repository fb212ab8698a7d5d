#include "kernel/format.h"

#include <fmt/format.h>

#include <stdexcept>

namespace llmtco {

const KernelFormatInfo& info(KernelFormat format) {
  static constexpr std::array<KernelFormatInfo, kernel_formats.size()> table = {{
      {"f32", 32, 0, 1, false},
      {"f16", 16, 0, 1, false},
      {"q8", 8, 128, 1, true},
      {"q4", 4, 8, 1, true},
      {"q2", 2, 3, 2, true},
  }};
  return table[static_cast<std::size_t>(format)];
}

std::size_t unit_bytes(KernelFormat format) {
  const KernelFormatInfo& f = info(format);
  return (f.quantized ? 128 : 0) + std::size_t{256} * static_cast<std::size_t>(f.bits);
}

double bits_per_weight(KernelFormat format) {
  return static_cast<double>(unit_bytes(format)) * 8 / (kernel_stripe_rows * kernel_unit);
}

KernelFormat kernel_format(std::string_view name) {
  for (const KernelFormat format : kernel_formats) {
    if (info(format).name == name) return format;
  }
  throw std::invalid_argument(
      fmt::format("the kernel has no weight format '{}'; it has {}", name, kernel_format_names()));
}

std::string kernel_format_names() {
  std::string names;
  for (const KernelFormat format : kernel_formats) {
    if (!names.empty()) names += ", ";
    names += info(format).name;
  }
  return names;
}

}  // namespace llmtco
