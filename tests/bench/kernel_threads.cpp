// Decode on one and on two threads, first as the machine is, then with another program keeping one core busy:
// does a second thread still help, and does it never hurt? Every round runs a plain read and a pass on one
// thread, then on two; wall times.
//
//     kernel_threads [ROUNDS]

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>

#include "host/clock.h"
#include "kernel/huge_buffer.h"
#include "kernel/multiply.h"
#include "kernel/variants.h"
#include "stats/bootstrap.h"

using namespace llmtco::kernel;
using llmtco::median;
using llmtco::Sampled;
using llmtco::sampled;
using llmtco::ThreadPool;
using llmtco::wall_seconds;

namespace {

constexpr std::size_t side = 4096;

template <class F>
double wall(F&& f) {
  const double began = wall_seconds();
  f();
  return wall_seconds() - began;
}

void read_all(const HugeBuffer& buffer, ThreadPool& pool) {
  constexpr std::size_t piece = std::size_t{1} << 20;
  std::atomic<std::uint64_t> sum{0};
  pool.run(buffer.size() / piece, 4, [&](std::size_t first, std::size_t last) {
    for (; first < last; ++first)
      sum += detail::probe(best_isa()).read(buffer.data() + first * piece, piece, 1024);
  });
}

void measure(const char* title, const HugeBuffer& buffer, Format format, int rounds) {
  ThreadPool one(1), two(2);
  Activations x;
  const std::vector<float> input(side, 0.5f);
  std::vector<float> y(side);
  const std::size_t each = packed_bytes(format, side, side);
  const std::size_t count = buffer.size() / each;
  const auto pass = [&](ThreadPool& pool) {
    for (std::size_t i = 0; i < count; ++i) {
      prepare(x, format, best_isa(), {input.data(), 1, side}, pool);
      multiply({format, side, side, buffer.data() + i * each}, x, y.data(), pool, 4096);
    }
  };
  std::vector<double> gain, share, single, pair;
  const double bytes = static_cast<double>(count * each);
  for (int round = 0; round < rounds; ++round) {
    const double t1 = wall([&] { pass(one); });
    const double read2 = wall([&] { read_all(buffer, two); }) * bytes / static_cast<double>(buffer.size());
    const double t2 = wall([&] { pass(two); });
    single.push_back(bytes / t1 * 1e-9);
    pair.push_back(bytes / t2 * 1e-9);
    gain.push_back(t1 / t2);
    share.push_back(read2 / t2);
  }
  const Sampled g = sampled(gain), s = sampled(share);
  fmt::print("| {} | {} | {:.1f} | {:.1f} | {:.2f} ({:.2f}-{:.2f}) | {:.2f} ({:.2f}-{:.2f}) |\n", title,
             name(format), median(single), median(pair), g.median, g.low, g.high, s.median, s.low, s.high);
}

/// A child that does nothing but use a core, until it is killed.
pid_t busy_child() {
  const pid_t child = fork();
  if (child == 0) {
    for (std::atomic<std::uint64_t> i{0};;) i.fetch_add(1, std::memory_order_relaxed);
  }
  return child;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 21;
  HugeBuffer buffer(std::size_t{256} << 20);
  std::memset(buffer.data(), 1, buffer.size());
  fmt::print(
      "| machine | weights | 1 thread GB/s | 2 threads GB/s | 2 threads over 1 | of the 2-thread read "
      "|\n|---|---|---|---|---|---|\n");
  for (const Format format : {Format::q8, Format::q4, Format::q2})
    measure("as it is", buffer, format, rounds);
  const pid_t child = busy_child();
  for (const Format format : {Format::q8, Format::q4, Format::q2})
    measure("one core busy", buffer, format, rounds);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}
