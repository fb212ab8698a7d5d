// llmtco_fit ROWS.csv ... [--start FILE] [--out FILE] [--iterations N] [--leave-out all|none|KIND] [--only
// local|server] [--rows FILE] [--page FILE] [--as-of DATE --source TEXT]
//
// Fits the coefficients of the speed model on measured rows and writes the coefficient file. For maintainers:
// tools/fit.sh runs it on the reference rows. A KIND is leave-one-GPU-out, -model-out or -campaign-out; the page
// is docs/fidelity.md, whose tables are replaced.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>

#include "fitting/fit.h"
#include "fitting/maintainers_program.h"
#include "fitting/page.h"
#include "fitting/report_scores.h"
#include "fitting/row_weights.h"
#include "measured/kernel_rows.h"
#include "performance/strata.h"
#include "yaml/read.h"

namespace {

using namespace llmtco;

struct Options {
  std::vector<std::string> files;
  std::string start, out, only, rows, page, as_of, source, leave_out = "all";
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
    else if (arg == "--page")
      o.page = next();
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

/// A file with the residuals of every row, to find the worst ones: log(measured / predicted) in sample, with
/// leave-one-GPU-out and leave-one-model-out.
void write_rows(const std::string& name, const std::vector<Case>& cases,
                const std::vector<std::vector<double>>& logs) {
  std::FILE* const file = std::fopen(name.c_str(), "w");
  if (file == nullptr) throw FileError("cannot write " + name);
  fmt::print(file,
             "row_id,metric,stratum,hardware,model,engine,load,isl,osl,gpus,campaign,format,weight,in,gpu_"
             "out,model_out,campaign_out\n");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Case& c = cases[i];
    if (c.excluded) continue;
    fmt::print(file, "{},{},{},{},{},{}:{},{},{},{},{},{},{},{:.3f}", c.row_id, c.metric, c.stratum,
               c.hardware, c.model, c.engine, c.replica.placement.engine.version, c.load, c.input, c.output,
               c.replica.placement.gpus(), c.campaign, c.replica.placement.format.id, c.weight);
    for (const std::vector<double>& l : logs) fmt::print(file, ",{:.3f}", l.empty() ? 0 : l[i]);
    fmt::print(file, "\n");
  }
  std::fclose(file);
}

/// Which accelerators and engines the fit has seen.
void count_rows(Coefficients& k, const std::vector<Case>& cases) {
  std::map<std::string, int> counts;
  for (const Case& c : cases) {
    if (c.excluded || !c.measured || c.kind == CaseKind::kernel) continue;
    ++counts["rows.hardware@" + c.replica.placement.accelerator.id];
    ++counts["rows.engine@" + c.engine];
    ++counts[setup_rows(c.replica.placement)];
  }
  for (const auto& [name, count] : counts) k.put(name, count);
}

/// The rows of all files as cases, with what tables of set-ups say of them. Rows of models whose shape is not
/// known are left out.
std::vector<Case> cases_of_files(const Options& o, const Coefficients& k) {
  std::vector<MeasuredRow> rows;
  std::vector<RowTable> setups;
  std::vector<Case> kernels;
  const Catalog catalog;
  for (const std::string& file : o.files) {
    RowTable table = read_rows(file_bytes(file, 1 << 26), file);
    const std::vector<MeasuredRow> more = measured_rows(table);
    rows.insert(rows.end(), more.begin(), more.end());
    if (table.kind() == RowTable::Kind::kernel) {
      const std::vector<Case> some = kernel_cases(table, catalog, k);
      kernels.insert(kernels.end(), some.begin(), some.end());
    }
    if (table.kind() == RowTable::Kind::setup) setups.push_back(std::move(table));
  }
  for (const RowTable& table : setups) join_setup(table, rows);
  Cases read = cases_of(rows, catalog, k);
  for (const Refused& r : read.refused) fmt::print("refused {} {}: {}\n", r.row_id, r.metric, r.reason);
  std::erase_if(read.cases, [](const Case& c) { return c.replica.placement.assumed_shape; });
  read.cases.insert(read.cases.end(), kernels.begin(), kernels.end());
  weigh_rows(read.cases);
  return std::move(read.cases);
}

/// A fifth of the configurations, the same in every run: by a sum over the letters of their names.
std::string fifth_of(const Case& c) {
  unsigned sum = 0;
  for (const char letter : c.configuration) sum = 31 * sum + static_cast<unsigned char>(letter);
  return std::to_string(sum % 1000 / 200);
}

/// Residuals in sample and of rows left out, in this order.
struct Kind {
  const char* name;
  std::string (*group)(const Case&);
};
constexpr Kind kinds[] = {{"in sample", nullptr},
                          {"leave-one-GPU-out", [](const Case& c) { return c.hardware; }},
                          {"leave-one-model-out", [](const Case& c) { return c.model; }},
                          {"leave-one-campaign-out", [](const Case& c) { return c.campaign; }},
                          {"leave-configurations-out", [](const Case& c) { return fifth_of(c); }}};
using Residuals = std::vector<std::vector<double>>;

/// Fits both families one after another; their rows in the order of `all`.
Coefficients fit_families(const Options& o, const std::vector<Case>& cases, Coefficients k,
                          std::vector<Case>& all, Residuals& left) {
  for (const bool server : {false, true}) {
    if (!o.only.empty() && (o.only == "server") != server) continue;
    const std::vector<Case> some = family(cases, server);
    const FitResult fitted = fit(some, k, {.iterations = o.iterations});
    k = fitted.coefficients;
    set_limit_effects(k, some);
    fmt::print("{}: {} rows, {} iterations, cost {:.1f}\n", server ? "server" : "local", some.size(),
               fitted.iterations, fitted.cost);
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (i > 0 && o.leave_out != "all" && o.leave_out != kinds[i].name) continue;
      const std::vector<double> found =
          i == 0 ? residuals(some, k) : left_out_residuals(some, k, kinds[i].group);
      left[i].insert(left[i].end(), found.begin(), found.end());
    }
    all.insert(all.end(), some.begin(), some.end());
  }
  return k;
}

void write_file(const std::string& name, const std::string& text) {
  std::FILE* const file = std::fopen(name.c_str(), "w");
  if (file == nullptr) throw FileError("cannot write " + name);
  fmt::print(file, "{}", text);
  if (std::fclose(file) != 0) throw FileError("cannot write " + name);
}

int run(const Options& o) {
  Diagnostics diagnostics;
  Coefficients k = shipped_coefficients();
  if (!o.start.empty()) k = read_coefficients(file_bytes(o.start, 1 << 24), o.start, diagnostics);
  diagnostics.throw_if_errors();
  const std::vector<Case> cases = cases_of_files(o, k);
  std::vector<Case> all;
  Residuals left(std::size(kinds));
  k = fit_families(o, cases, std::move(k), all, left);
  fmt::print("\n{}\n", errors_table(all, left));
  std::string groups;
  for (std::size_t i = 1; i < 4; ++i) {
    if (!left[i].empty()) groups += group_table(kinds[i].name, all, left[i], kinds[i].group) + "\n";
  }
  fmt::print("{}", groups);
  if (!o.rows.empty()) write_rows(o.rows, all, left);
  const bool complete = o.leave_out == "all" && o.only.empty();
  if (complete) {
    const LeftOutResiduals out{
        .by_hardware = left[1], .by_model = left[2], .by_campaign = left[3], .by_configuration = left[4]};
    std::vector<Spread> spreads = spreads_of(all, out);
    std::erase_if(spreads, [](const Spread& s) { return s.stratum.starts_with("kernel-"); });
    k.set_spreads(std::move(spreads));
    const std::string coverage = coverage_table(coverages(all, out, k.spreads()));
    fmt::print("\n{}\n", coverage);
    if (!o.page.empty()) {
      const std::string page = file_bytes(o.page, 1 << 20);
      write_file(o.page, with_sections(page, {{"errors", errors_table(all, left)},
                                              {"coverage", coverage},
                                              {"groups", groups},
                                              {"rows", rows_text(all, o.as_of)}}));
    }
  }
  count_rows(k, all);
  if (!o.as_of.empty()) k.set_origin(o.as_of, o.source);
  if (!o.out.empty()) write_file(o.out, written(k));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return exit_code_of([&] { return run(options_of(argc, argv)); });
}
