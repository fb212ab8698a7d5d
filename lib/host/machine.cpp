#include "host/machine.h"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include <cstring>
#include <fstream>
#include <thread>

#include "host/features.h"
#include "host/sha256.h"

namespace llmtco {
namespace {

/// Value of the first "key : value" line of /proc/cpuinfo.
std::string cpu_field(const std::string& key) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || line.compare(0, key.size(), key) != 0) continue;
    if (line.find_first_not_of(" \t", key.size()) != colon) continue;
    const std::size_t value = line.find_first_not_of(" \t", colon + 1);
    return value == std::string::npos ? "" : line.substr(value);
  }
  return "";
}

std::int64_t positive_or_zero(long value) { return value > 0 ? value : 0; }

/// CPUID leaf 0x40000000 when the processor says that it is a guest.
std::string hypervisor_name() {
#if defined(__x86_64__)
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c >> 31) == 0) return "none";
  __cpuid(0x40000000, a, b, c, d);
  char text[13] = {};
  std::memcpy(text, &b, 4);
  std::memcpy(text + 4, &c, 4);
  std::memcpy(text + 8, &d, 4);
  return text;
#else
  return "";
#endif
}

}  // namespace

Machine this_machine() {
  Machine m;
  m.cpu_model = cpu_field("model name");
  m.family_model_stepping =
      fmt::format("{}/{}/{}", cpu_field("cpu family"), cpu_field("model"), cpu_field("stepping"));
  for (const std::string_view feature : fingerprint_features()) m.isa.emplace_back(feature);
  m.vcpus = static_cast<int>(std::thread::hardware_concurrency());
  m.page_size = positive_or_zero(sysconf(_SC_PAGESIZE));
  m.mem_bytes = positive_or_zero(sysconf(_SC_PHYS_PAGES)) * m.page_size;
#if defined(_SC_LEVEL1_DCACHE_SIZE)
  m.l1d_bytes = positive_or_zero(sysconf(_SC_LEVEL1_DCACHE_SIZE));
  m.l2_bytes = positive_or_zero(sysconf(_SC_LEVEL2_CACHE_SIZE));
  m.l3_bytes = positive_or_zero(sysconf(_SC_LEVEL3_CACHE_SIZE));
#endif
  m.hypervisor = hypervisor_name();
  utsname system{};
  if (uname(&system) == 0) m.kernel = fmt::format("{} {}", system.sysname, system.release);
  return m;
}

std::string fingerprint(const Machine& m) {
  return sha256(fmt::format(
      "cpu_model={}\nfamily_model_stepping={}\nisa={}\nvcpus={}\nl1d_bytes={}\nl2_bytes={}\nl3_bytes={}\n"
      "mem_bytes={}\npage_size={}\nhypervisor={}\nkernel={}\n",
      m.cpu_model, m.family_model_stepping, fmt::join(m.isa, ","), m.vcpus, m.l1d_bytes, m.l2_bytes,
      m.l3_bytes, m.mem_bytes, m.page_size, m.hypervisor, m.kernel));
}

}  // namespace llmtco
