// llmtco_fit_host FOLDER [--fit] [--every N] [--rows FILE]
//
// Holds the simulator against the measured servers of a folder of reference rows and prints the tables of docs/serving.md:
// with the shipped times of the host, with the speed model's residual taken out, and the largest rates under limits.
// --fit finds the times again, from every Nth row, and scores rows whose whole test (of open loops: GPU) was left out;
// what it finds goes into lib/serving/host_times.cpp by hand. --rows writes what is simulated of each row.
#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <set>

#include "fitting/maintainers_program.h"
#include "fitting/served_rate.h"
#include "fitting/served_scores.h"
#include "yaml/read.h"

namespace {

using namespace llmtco;
using serving::EngineLoop;

constexpr EngineLoop loops[] = {EngineLoop::vllm_v0, EngineLoop::vllm, EngineLoop::sglang,
                                EngineLoop::tensorrt_llm};

struct Options {
  std::string folder, rows;
  bool fit = false;
  std::size_t every = 1;
};

Options options_of(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    const auto next = [&] { return i + 1 < argc ? argv[++i] : ""; };
    if (arg == "--fit")
      o.fit = true;
    else if (arg == "--every")
      o.every = static_cast<std::size_t>(std::max(1, std::atoi(next())));
    else if (arg == "--rows")
      o.rows = next();
    else
      o.folder = arg;
  }
  return o;
}

void print_times(const HostFit& f, std::string_view what) {
  fmt::print(
      "{}: {} rows, cost {:.1f}: {:.0f} us a token; experts {:.1f} ms a request, {:.2f} us a token; front "
      "{:.1f} "
      "ms, other attention {:.0f} ms\n",
      what, f.rows, f.cost, f.times.per_token * 1e6, f.times.expert_request * 1e3, f.times.expert_token * 1e6,
      f.times.front * 1e3, f.times.other_front * 1e3);
}

/// What is left out together: a test with its engine and version; of open loops, which are one test, a GPU.
std::string left_out_with(const ServedRow& row) {
  return row.kind == ServedRow::Kind::closed_loop ? row.at.campaign : row.at.hardware;
}

/// The errors of rows under times that have seen nothing of what is left out with them.
std::vector<ServedError> left_out(const std::vector<PreparedRow>& rows, EngineLoop loop, std::size_t every,
                                  const Coefficients& k) {
  std::set<std::string> groups;
  const auto of_loop = [&](const ServedRow& row) { return serving::loop_of(row.engine) == loop; };
  for (const PreparedRow& p : rows) {
    if (of_loop(p.row)) groups.insert(left_out_with(p.row));
  }
  std::vector<ServedError> out;
  for (const std::string& group : groups) {
    std::size_t n = 0;
    const HostFit fit = fit_host_times(rows, serving::loop_times(loop), [&](const ServedRow& row) {
      return of_loop(row) && left_out_with(row) != group && n++ % every == 0;
    });
    print_times(fit, "  without " + group);
    for (const PreparedRow& p : rows) {
      if (of_loop(p.row) && left_out_with(p.row) == group)
        out.push_back(error_of(p.row, simulated(p, fit.times), k));
    }
  }
  return out;
}

void print_fits(const std::vector<PreparedRow>& rows, std::size_t every, const Coefficients& k) {
  std::vector<ServedError> all;
  for (const EngineLoop loop : loops) {
    std::size_t n = 0;
    print_times(fit_host_times(rows, serving::loop_times(loop),
                               [&](const ServedRow& row) {
                                 return serving::loop_of(row.engine) == loop && n++ % every == 0;
                               }),
                "found");
    const std::vector<ServedError> some = left_out(rows, loop, every, k);
    all.insert(all.end(), some.begin(), some.end());
  }
  fmt::print("\nRows left out with their test or GPU:\n\n{}\n", score_table(scores_of(all, usual_group)));
}

void write_rows(const std::string& name, const std::vector<PreparedRow>& rows) {
  std::FILE* const file = std::fopen(name.c_str(), "w");
  if (file == nullptr) throw FileError("cannot write " + name);
  fmt::print(
      file,
      "row_id,configuration,load,isl,osl,ttft,tpot,rate,simulated_ttft,simulated_tpot,simulated_rate\n");
  for (const PreparedRow& p : rows) {
    const ServedTimes s = simulated(p, serving::loop_times(serving::loop_of(p.row.engine)));
    fmt::print(file, "{},{},{},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g}\n", p.row.at.row_id,
               p.row.at.configuration, p.row.at.load, p.row.at.input, p.row.at.output, p.row.ttft, p.row.tpot,
               p.row.rate, s.ttft, s.tpot, s.rate);
  }
  std::fclose(file);
}

int run(const Options& o) {
  const Coefficients& k = shipped_coefficients();
  std::vector<ServedRow> rows = served_rows(serving_rows(o.folder), Catalog(), k);
  std::vector<ServedError> errors;
  for (const ServedRow& row : rows) {
    if (row.kind != ServedRow::Kind::rate) continue;
    if (const auto rate = searched_rate(row, machine_of(row), k))
      errors.push_back(error_of(row, {.ttft = 0, .tpot = 0, .rate = *rate}, k));
  }
  std::erase_if(rows, [](const ServedRow& r) { return r.kind == ServedRow::Kind::rate; });
  const std::vector<PreparedRow> all = prepared(rows);
  for (const PreparedRow& p : all)
    errors.push_back(error_of(p.row, simulated(p, serving::loop_times(serving::loop_of(p.row.engine))), k));
  fmt::print("With the shipped times:\n\n{}\n", score_table(scores_of(errors, usual_group)));
  fmt::print("With the speed model's residual taken out:\n\n{}\n",
             score_table(scores_of(without_residual(all, k), usual_group)));
  if (!o.rows.empty()) write_rows(o.rows, all);
  if (o.fit) print_fits(all, o.every, k);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return exit_code_of([&] { return run(options_of(argc, argv)); });
}
