// Exploring version
#include <fmt/core.h>

#include <cmath>
#include <cstdlib>
#include <map>

#include "fitting/host_fit.h"
using namespace llmtco;
using serving::EngineLoop;
const char* loop_name(EngineLoop l) {
  const char* const names[] = {"vllm v0", "vllm", "sglang", "tensorrt-llm", "other"};
  return names[static_cast<int>(l)];
}
int main(int argc, char** argv) {
  const Coefficients& k = shipped_coefficients();
  std::vector<ServedRow> rows = served_rows(serving_rows(argv[1]), Catalog(), k);
  const bool fit = argc > 2 && std::string(argv[2]) == "fit";
  const int stride = argc > 3 ? std::atoi(argv[3]) : 1;
  std::map<EngineLoop, HostFit> fits;
  std::erase_if(rows, [](const ServedRow& r) { return r.kind == ServedRow::Kind::rate; });
  const std::vector<PreparedRow> all = prepared(rows);
  for (EngineLoop loop : {EngineLoop::vllm_v0, EngineLoop::vllm, EngineLoop::sglang, EngineLoop::tensorrt_llm}) {
    fits[loop] = {.times = serving::loop_times(loop)};
    if (!fit) continue;
    std::size_t n = 0;
    const HostFit found = fit_host_times(all, serving::loop_times(loop), [&](const ServedRow& r) {
      return serving::loop_of(r.engine) == loop && n++ % stride == 0;
    });
    fits[loop] = found;
    fmt::print(stderr, "{}: token {:.1f} us, request {:.2f} ms, expert token {:.2f} us, front {:.1f} ms, other {:.1f} ms; cost {:.2f}\n",
               loop_name(loop), found.times.per_token * 1e6, found.times.expert_request * 1e3, found.times.expert_token * 1e6,
               found.times.front * 1e3, found.times.other_front * 1e3, found.cost);
  }
  fmt::print("row,kind,engine,version,campaign,configuration,hardware,model,format,gpus,tp,dp,load,isl,osl,policy,budget,seqs,known,weight,m_ttft,m_tpot,m_rate,s_ttft,s_tpot,s_rate,c_ttft,c_tpot,own,ferr,maxerr,first_fixed,launch,fstep,prefill\n");
  for (const PreparedRow& pr : all) {
    const ServedRow& r = pr.row;
    const EngineLoop loop = serving::loop_of(r.engine);
    const Served s = simulated(pr, fits[loop == EngineLoop::other ? EngineLoop::vllm : loop].times);
    Case c = r.at;
    c.unit = 1;
    const bool open = r.kind == ServedRow::Kind::poisson;
    c.kind = open ? CaseKind::rate_ttft : CaseKind::ttft;
    const double ct = predict(c, k);
    c.kind = open ? CaseKind::rate_tpot : CaseKind::tpot;
    const double cp = predict(c, k);
    const Replica& rep = r.at.replica;
    const double pf = prefill(rep, Drawn<Tokens>(Column(r.at.input))).time.base_units()[0];
    const Placement& p = rep.placement;
    fmt::print("{},{},{},{},{},{},{},{},{},{},{},{},{},{:.6g},{:.6g},{},{},{},{},{:.4g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{},{:.4g},{:.4g},{:.4g},{:.4g},{:.4g},{:.4g}\n", r.at.row_id,
               static_cast<int>(r.kind), loop_name(loop), r.engine.version, r.at.campaign, r.at.configuration, r.at.hardware, r.at.model, p.format.id,
               p.gpus(), p.parallel.tensor, p.parallel.attention_data, r.at.load, r.at.input, r.at.output, r.setup.policy.substr(0, r.setup.policy.find(",")),
               r.setup.token_budget.value_or(0), r.setup.max_seqs.value_or(0), r.setup_known, r.weight, r.ttft, r.tpot, r.rate, s.ttft, s.tpot,
               s.rate, ct, cp, 0, 1., 1., rep.online.first_fixed, rep.online.first_launch, rep.online.step, pf);
  }
}
