#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace llmtco {

/// What decides how fast the kernel runs, and so whether a measurement holds here.
struct Machine {
  std::string cpu_model;
  std::string family_model_stepping;  // "26/2/1"
  std::vector<std::string> isa;       // features the kernel could use
  int vcpus = 0;
  std::int64_t l1d_bytes = 0;  // of one core
  std::int64_t l2_bytes = 0;
  std::int64_t l3_bytes = 0;
  std::int64_t mem_bytes = 0;
  std::int64_t page_size = 0;
  std::string hypervisor;  // "none", or what it calls itself, such as "KVMKVMKVM"
  std::string kernel;      // of the operating system: "Linux 6.1.0"
};

/// This machine, as far as its operating system tells; what it does not tell is empty or 0.
Machine this_machine();

/// SHA-256 of all of the above, one "name=value" per line. A measurement belongs to one fingerprint.
std::string fingerprint(const Machine& machine);

}  // namespace llmtco
