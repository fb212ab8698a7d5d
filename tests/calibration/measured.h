#pragma once
#include <doctest/doctest.h>

#include <string>

#include "calibration/cpu_server.h"
#include "catalog/catalog.h"
#include "performance/placement.h"

namespace llmtco {

inline const Catalog& catalog() {
  static const Catalog built_in;
  return built_in;
}

/// A text with one of its parts, which it must have, replaced.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// Llama 3.1 8B on one accelerator of the catalogue.
inline Placement placed(const std::string& gpu, const std::string& format,
                        const std::string& engine = "vllm") {
  return place(std::get<Accelerator>(catalog().accelerator(gpu)), 1,
               std::get<Model>(catalog().model("llama-3.1-8b")),
               std::get<WeightFormat>(catalog().format(format)), std::get<Engine>(catalog().engine(engine)));
}

/// A benchmark of a machine that does not exist: 2 threads, 30 GB/s, 64 GB.
inline Calibration cpu_calibration() {
  kernel::BenchRun run;
  run.taken_at = "2026-11-20T10:00:00Z";
  run.machine.cpu_model = "Test CPU";
  run.machine.vcpus = 2;
  run.machine.mem_bytes = 64'000'000'000;
  run.limits = {{2, {31, 30, 29, 31, 20}, {900, 890, 880, 900, 20}, {230, 220, 210, 230, 20}}};
  run.fits = {
      {kernel::Format::f16, 1, {0.060, 0.058, 0.062}, {0.008, 0.0078, 0.0082}, {1.3, 1.2, 1.4}, 0.03, 7},
      {kernel::Format::f16, 2, {0.035, 0.034, 0.036}, {0.004, 0.0039, 0.0041}, {1.25, 1.2, 1.3}, 0.03, 7},
      {kernel::Format::q8, 2, {0.034, 0.033, 0.035}, {0.0016, 0.0015, 0.0017}, {1.4, 1.2, 1.6}, 0.03, 7},
      {kernel::Format::q4, 2, {0.033, 0.031, 0.035}, {0.0015, 0.0014, 0.0016}, {2, 1.8, 2.2}, 0.03, 7}};
  for (const kernel::BenchFit& fit : run.fits) {
    for (const int batch : {1, 8, 64}) {
      kernel::BenchPoint point{};
      point.format = fit.format;
      point.batch = batch;
      point.threads = fit.threads;
      point.rows = point.inputs = 4096;
      point.quiet = true;
      point.t_s = point.mbu_same_run = point.peak_share = {0.9, 0.95, 0.9, 1, 20};
      run.points.push_back(point);
    }
  }
  run.derived = {{kernel::Format::q4, 2, {3.2, 3.1, 3.3}, 0}};
  return calibration_from(run);
}

/// What was measured with so many threads is not valid, as on a busy machine.
inline void refuse_threads(int threads, Calibration& c) {
  const auto refuse = [&](auto& measured) {
    for (auto& each : measured) each.valid = each.valid && each.threads != threads;
  };
  refuse(c.bench.points);
  refuse(c.bench.fits);
  refuse(c.bench.derived);
  c.valid = c.bench.valid = false;
}

inline Placement on_cpu(const Calibration& c, const std::string& format) {
  return place(measured_machine(c, "this-machine"), 1, std::get<Model>(catalog().model("llama-3.1-8b")),
               std::get<WeightFormat>(catalog().format(format)),
               std::get<Engine>(catalog().engine("llama.cpp")));
}

}  // namespace llmtco
