#include <fmt/core.h>
#include <cstdlib>
#include <cmath>
#include <map>
#include "fitting/served_simulation.h"
using namespace llmtco;
int main(int argc, char** argv) {
  const std::string folder = argv[1];
  serving::HostTimes h;
  std::string only;
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string a = argv[i]; const double v = std::atof(argv[i + 1]);
    if (a == "step") h.per_step = v; else if (a == "token") h.per_token = v; else if (a == "request") h.per_request = v;
    else if (a == "front") h.front = v; else if (a == "launch") h.launch = v; else if (a == "ahead") h.plans_ahead = v > 0; else if (a == "only") only = argv[i + 1];
  }
  const Coefficients& k = shipped_coefficients();
  const std::vector<ServedRow> rows = served_rows(serving_rows(folder), Catalog(), k);
  fmt::print("row,kind,engine,version,campaign,configuration,hardware,model,format,gpus,tp,dp,load,isl,osl,policy,budget,seqs,known,weight,m_ttft,m_tpot,m_rate,s_ttft,s_tpot,s_rate,c_ttft,c_tpot,own,ferr,maxerr,first_fixed,launch,fstep,prefill\n");
  for (const ServedRow& r : rows) {
    if (r.kind == ServedRow::Kind::rate) continue;
    if (!only.empty() && r.at.engine != only) continue;
    const Served s = simulated(r, h);
    Case c = r.at;
    c.unit = 1;
    const bool open = r.kind == ServedRow::Kind::poisson;
    c.kind = open ? CaseKind::rate_ttft : CaseKind::ttft;
    const double ct = predict(c, k);
    c.kind = open ? CaseKind::rate_tpot : CaseKind::tpot;
    const double cp = predict(c, k);
    const Replica& rep = r.at.replica;
    const double pf = prefill(rep, Drawn<Tokens>(Column(r.at.input))).time.base_units()[0];
    const double real = decode_step(rep, std::max(1.0, r.at.load), Drawn<Tokens>(Column(r.at.input + r.at.output / 2))).time.base_units()[0];
    const ServedMachine m = machine_of(r, h);
    const serving::StepClock clock(m.step_time);
    const auto ll = [](double x) { return std::llround(x); };
    const double n = std::max(1.0, std::round(r.at.load));
    const double lin = serving::in_seconds(clock.of({.decoding = ll(n), .contexts = ll(n * (r.at.input + r.at.output / 2))}));
    const double linpf = serving::in_seconds(clock.of({.prompt_tokens = ll(r.at.input), .attention = ll(r.at.input * r.at.input)}));
    const Placement& p = rep.placement;
    fmt::print("{},{},{},{},{},{},{},{},{},{},{},{},{},{:.6g},{:.6g},{},{},{},{},{:.4g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{},{:.4g},{:.4g},{:.4g},{:.4g},{:.4g},{:.4g}\n", r.at.row_id,
               static_cast<int>(r.kind), r.at.engine, p.engine.version, r.at.campaign, r.at.configuration, r.at.hardware, r.at.model, p.format.id,
               p.gpus(), p.parallel.tensor, p.parallel.attention_data, r.at.load, r.at.input, r.at.output, r.setup.policy.substr(0, r.setup.policy.find(",")) + (r.setup.policy.find("whole") != std::string::npos ? "-whole" : ""),
               r.setup.token_budget.value_or(0), r.setup.max_seqs.value_or(0), r.setup_known, r.weight, r.ttft, r.tpot, r.rate, s.ttft, s.tpot,
               s.rate, ct, cp, 0, lin / real, linpf / pf, rep.online.first_fixed, rep.online.first_launch, rep.online.step, pf);
  }
}
