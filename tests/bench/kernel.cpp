// The bundled kernel beside the libraries a distribution packages, on one thread in one process: every round
// runs all of them once, ratios are of runs of the same round, and medians of rounds are printed as Markdown.
//
//     kernel_bench [ROUNDS [COLUMNS,...]]

#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <sstream>

#include "host/clock.h"
#include "kernel/huge_buffer.h"
#include "kernel/multiply.h"
#include "kernel/variants.h"
#include "kernel_peers.h"
#include "stats/bootstrap.h"

using namespace llmtco::kernel;
using llmtco::median;
using llmtco::Resampler;
using llmtco::seconds_of;
using llmtco::ThreadPool;

namespace {

Peer own(Format format, const PeerShape& shape) {
  const std::size_t each = packed_bytes(format, shape.rows, shape.inputs);
  const std::size_t count = 1 + shape.bytes / (each + 1);
  auto buffer = std::make_shared<HugeBuffer>(count * each);
  Resampler draw(1);
  std::vector<float> weights(stripe_rows * shape.inputs);
  for (float& w : weights) w = static_cast<float>(draw.uniform() - 0.5);
  const PackedMatrix stripe =
      pack(format, Rounding::nearest, {weights.data(), stripe_rows, shape.inputs}, buffer->data());
  for (std::size_t at = stripe.bytes(); at < buffer->size(); at += stripe.bytes())
    std::memcpy(buffer->data() + at, buffer->data(), stripe.bytes());
  auto x =
      std::make_shared<std::vector<float>>(shape.inputs * static_cast<std::size_t>(shape.most_columns), 0.5f);
  auto y = std::make_shared<std::vector<float>>(shape.rows * static_cast<std::size_t>(shape.most_columns));
  auto pool = std::make_shared<ThreadPool>(1);
  auto activations = std::make_shared<Activations>();
  return {"llmtco", std::string(name(format)), bits_per_weight(format) / 8,
          static_cast<double>(count * shape.rows * shape.inputs), [=](int columns) {
            for (std::size_t i = 0; i < count; ++i) {
              prepare(*activations, format, best_isa(),
                      {x->data(), static_cast<std::size_t>(columns), shape.inputs}, *pool);
              multiply({format, shape.rows, shape.inputs, buffer->data() + i * each}, *activations, y->data(),
                       *pool, 4096);
            }
          }};
}

/// Reads from memory and int8 operations per second, the machine's limits in the same round.
double read_GBps(const HugeBuffer& buffer) {
  volatile std::uint64_t sum = 0;
  const double seconds =
      seconds_of(1, [&] { sum = detail::probe(best_isa()).read(buffer.data(), buffer.size(), 1024); });
  return static_cast<double>(buffer.size()) / seconds * 1e-9;
}

double int8_GOPS() {
  const detail::Probe& probe = detail::probe(best_isa());
  const double seconds = seconds_of(1, [&] { probe.int8(400000); });
  return 400000 * probe.int8_ops / seconds * 1e-9;
}

void compare(std::vector<Peer>& peers, const HugeBuffer& reference, int columns, int rounds) {
  std::vector<std::vector<double>> seconds(peers.size());
  std::vector<double> read, peak;
  for (Peer& peer : peers) peer.pass(columns);
  for (int round = 0; round < rounds; ++round) {
    read.push_back(read_GBps(reference));
    peak.push_back(int8_GOPS());
    for (std::size_t i = 0; i < peers.size(); ++i)
      seconds[i].push_back(seconds_of(1, [&] { peers[i].pass(columns); }));
  }
  fmt::print("\n{} column{}: DRAM read {:.1f} GB/s, int8 peak {:.0f} GOPS (medians of {} rounds)\n\n",
             columns, columns == 1 ? "" : "s", median(read), median(peak), rounds);
  fmt::print(
      "| | weights | Gweights/s | GB/s | GOPS | of DRAM read | of int8 peak | q4 is faster by | q8 is faster "
      "by |\n|---|---|---|---|---|---|---|---|---|\n");
  for (std::size_t i = 0; i < peers.size(); ++i) {
    const auto rate = [&](std::size_t p, std::size_t round) { return peers[p].weights / seconds[p][round]; };
    const auto median_of = [&](auto&& value) {
      std::vector<double> values;
      for (std::size_t round = 0; round < static_cast<std::size_t>(rounds); ++round)
        values.push_back(value(round));
      return median(values);
    };
    fmt::print(
        "| {} | {} | {:.2f} | {:.1f} | {:.0f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |\n", peers[i].name,
        peers[i].kind, median_of([&](std::size_t r) { return rate(i, r) * 1e-9; }),
        median_of([&](std::size_t r) { return rate(i, r) * peers[i].bytes_per_weight * 1e-9; }),
        median_of([&](std::size_t r) { return 2 * columns * rate(i, r) * 1e-9; }),
        median_of([&](std::size_t r) { return rate(i, r) * peers[i].bytes_per_weight * 1e-9 / read[r]; }),
        median_of([&](std::size_t r) { return 2 * columns * rate(i, r) * 1e-9 / peak[r]; }),
        median_of([&](std::size_t r) { return rate(1, r) / rate(i, r); }),
        median_of([&](std::size_t r) { return rate(0, r) / rate(i, r); }));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 9;
  std::istringstream list(argc > 2 ? argv[2] : "1,64");
  std::vector<int> columns;
  for (std::string word; std::getline(list, word, ',');) columns.push_back(std::atoi(word.c_str()));
  if (rounds < 1 || columns.empty()) return 2;

  const PeerShape shape{4096, 14336, std::size_t{230} << 20, 512};
  std::vector<Peer> peers = {own(Format::q8, shape),  own(Format::q4, shape), own(Format::q2, shape),
                             own(Format::f16, shape), onednn_peer(shape),     openblas_peer(shape),
                             eigen_peer(shape)};
  HugeBuffer reference(std::size_t{256} << 20);
  std::memset(reference.data(), 1, reference.size());
  for (const int n : columns) compare(peers, reference, n, rounds);
}
