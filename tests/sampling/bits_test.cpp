#include <doctest/doctest.h>

#include "api_cost.h"
#include "host/isa.h"

using namespace llmtco;

TEST_CASE("a whole run has these very bits, with every compiler, instruction set and optimisation level") {
  // Uniforms, normals, a beta table, the model and the summary: the numbers were the same with g++ 12 and
  // clang 14, -O0 to -O3, and change when one of these does.
  const Isa before = isa();
  for (Isa candidate : available_isas()) {
    set_isa(candidate);
    for (SamplingMethod method : {SamplingMethod::plain, SamplingMethod::sobol}) {
      const bool plain = method == SamplingMethod::plain;
      const SamplingPlan plan = plan_for(method, 10000);
      const Summary s = summarize(ApiCost().of(Sampler(plan, 42, names)), plan.replicates);
      CHECK(s.mean.value == (plain ? 0x1.a05d1163ffb53p+10 : 0x1.9f110cfb8bd4p+10));
      CHECK(s.mean.high == (plain ? 0x1.a6a574229ede7p+10 : 0x1.9f6f08181b2a6p+10));
      CHECK(s.sd.value == (plain ? 0x1.2ec53df15372bp+10 : 0x1.2a041bf0d898dp+10));
      CHECK(s.p95.value == (plain ? 0x1.f32784a639df3p+11 : 0x1.edb1568871059p+11));
      CHECK(s.p95.high == (plain ? 0x1.fef3b305c67eep+11 : 0x1.f4b23ed1e5331p+11));
    }
  }
  set_isa(before);
}
