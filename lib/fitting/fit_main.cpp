// llmtco_fit ROWS.csv ... [--start FILE] [--out FILE] [--iterations N] [--leave-out both|none] [--only
// local|server] [--rows FILE] [--as-of DATE --source TEXT]
//
// Fits the coefficients of the speed model on measured rows and writes the coefficient file. For maintainers:
// tools/fit.sh runs it on the reference rows.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>

#include "fitting/fit.h"
#include "fitting/report_scores.h"
#include "yaml/read.h"

namespace {

using namespace llmtco;

struct Options {
  std::vector<std::string> files;
  std::string start, out, only, rows, as_of, source, leave_out = "both";
  int iterations = 40;
};

Options options_of(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    const auto next = [&] { return i + 1 < argc ? argv[++i] : ""; };
    if (arg == "--start")
      o.start = next();
    else if (arg == "--out")
      o.out = next();
    else if (arg == "--only")
      o.only = next();
    else if (arg == "--rows")
      o.rows = next();
    else if (arg == "--as-of")
      o.as_of = next();
    else if (arg == "--source")
      o.source = next();
    else if (arg == "--iterations")
      o.iterations = std::atoi(next());
    else if (arg == "--leave-out")
      o.leave_out = next();
    else
      o.files.push_back(arg);
  }
  return o;
}

/// Servers of MLPerf run close to their limit, where the steady state of the means is too kind: what rows
/// say.
void set_limit_effects(Coefficients& k, const std::vector<Case>& cases) {
  for (const auto& [stratum, name] :
       {std::pair{"mlperf-ttft", "mlperf.first"}, std::pair{"mlperf-tpot", "mlperf.token"}}) {
    std::vector<double> logs;
    const std::vector<double> all = residuals(cases, k);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (cases[i].stratum == stratum && !cases[i].excluded && !std::isnan(all[i])) logs.push_back(all[i]);
    }
    if (logs.empty()) continue;
    std::nth_element(logs.begin(), logs.begin() + static_cast<std::ptrdiff_t>(logs.size() / 2), logs.end());
    const double factor = std::exp(logs[logs.size() / 2]);
    for (std::size_t j = 0; j < k.list().size(); ++j) {
      if (k.list()[j].name == name) k.set(j, k.list()[j].value * factor);
    }
  }
}

/// The rows of a family are fitted apart: they share no free coefficient but the power limit.
std::vector<Case> family(const std::vector<Case>& cases, bool server) {
  std::vector<Case> out;
  for (const Case& c : cases) {
    if (is_server(c.replica.placement) == server) out.push_back(c);
  }
  return out;
}

/// Times to first token depend on how a test was driven: each engine version counts as a hundred rows at
/// most.
void weigh_harnesses(std::vector<Case>& cases) {
  std::map<std::string, int> counts;
  const auto name = [](const Case& c) { return c.engine + ":" + c.replica.placement.engine.version; };
  for (const Case& c : cases) counts[name(c)] += c.kind == CaseKind::ttft ? 1 : 0;
  for (Case& c : cases) {
    if (c.kind == CaseKind::ttft) c.weight = std::min(1.0, 100.0 / counts[name(c)]);
  }
}

/// A file with the residuals of every row, to find the worst ones: log(measured / predicted) in sample, with
/// leave-one-GPU-out and leave-one-model-out.
void write_rows(const std::string& name, const std::vector<Case>& cases,
                const std::vector<std::vector<double>>& logs) {
  std::FILE* const file = std::fopen(name.c_str(), "w");
  if (file == nullptr) throw FileError("cannot write " + name);
  fmt::print(file, "row_id,metric,stratum,hardware,model,engine,load,isl,osl,gpus,in,gpu_out,model_out\n");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Case& c = cases[i];
    if (c.excluded) continue;
    fmt::print(file, "{},{},{},{},{},{}:{},{},{},{},{}", c.row_id, c.metric, c.stratum, c.hardware, c.model,
               c.engine, c.replica.placement.engine.version, c.load, c.input, c.output,
               c.replica.placement.gpus());
    for (const std::vector<double>& l : logs) fmt::print(file, ",{:.3f}", l.empty() ? 0 : l[i]);
    fmt::print(file, "\n");
  }
  std::fclose(file);
}

/// Which accelerators and engines the fit has seen.
void count_rows(Coefficients& k, const std::vector<Case>& cases) {
  std::map<std::string, int> counts;
  for (const Case& c : cases) {
    if (c.excluded || !c.measured) continue;
    ++counts["rows.hardware@" + c.replica.placement.accelerator.id];
    ++counts["rows.engine@" + c.engine];
  }
  for (const auto& [name, count] : counts) k.put(name, count);
}

int run(const Options& o) {
  Diagnostics diagnostics;
  Coefficients k = shipped_coefficients();
  if (!o.start.empty()) k = read_coefficients(file_bytes(o.start, 1 << 24), o.start, diagnostics);
  diagnostics.throw_if_errors();
  const Catalog catalog;
  std::vector<Case> cases;
  for (const std::string& file : o.files) {
    Cases read = cases_of(read_rows(file_bytes(file, 1 << 26), file), catalog, k);
    for (const Refused& r : read.refused) fmt::print("refused {} {}: {}\n", r.row_id, r.metric, r.reason);
    cases.insert(cases.end(), read.cases.begin(), read.cases.end());
  }
  weigh_harnesses(cases);
  std::vector<Case> all;
  std::vector<std::vector<double>> left(3);
  for (const bool server : {false, true}) {
    if (!o.only.empty() && (o.only == "server") != server) continue;
    const std::vector<Case> some = family(cases, server);
    const FitResult fitted = fit(some, k, {.iterations = o.iterations});
    k = fitted.coefficients;
    set_limit_effects(k, some);
    fmt::print("{}: {} rows, {} iterations, cost {:.1f}\n", server ? "server" : "local", some.size(),
               fitted.iterations, fitted.cost);
    const auto add = [&](std::vector<double>& to, const std::vector<double>& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    add(left[0], residuals(some, k));
    if (o.leave_out != "none") {
      add(left[1], left_out_residuals(some, k, [](const Case& c) { return c.hardware; }));
      add(left[2], left_out_residuals(some, k, [](const Case& c) { return c.model; }));
    }
    all.insert(all.end(), some.begin(), some.end());
  }
  const char* const names[] = {"in sample", "leave-one-GPU-out", "leave-one-model-out"};
  for (std::size_t i = 0; i < 3; ++i) {
    if (!left[i].empty()) fmt::print("\n{}\n", scores_table(names[i], all, left[i]));
  }
  if (!o.rows.empty()) write_rows(o.rows, all, left);
  if (!left[1].empty()) {
    const LeftOutResiduals out{.by_hardware = left[1], .by_model = left[2]};
    k.set_spreads(spreads_of(all, out));
    fmt::print("\n{}\n", coverage_table(coverages(all, out, k.spreads())));
  }
  count_rows(k, all);
  if (!o.as_of.empty()) k.set_origin(o.as_of, o.source);
  if (o.out.empty()) return 0;
  std::FILE* const file = std::fopen(o.out.c_str(), "w");
  if (file == nullptr) throw FileError("cannot write " + o.out);
  fmt::print(file, "{}", written(k));
  return std::fclose(file) == 0 ? 0 : 4;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(options_of(argc, argv));
  } catch (const InputError& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 2;
  } catch (const FileError& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 4;
  }
}
