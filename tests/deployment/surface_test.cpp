#include <chrono>
#include <cmath>
#include <cstdio>

#include "demands.h"
#include "deployment/from_catalog.h"
#include "deployment/latency_surface.h"
#include "random/sampler.h"
#include "variables/draws.h"

using namespace llmtco;

namespace {

struct Drawn8B {
  Variables variables;
  Fleet fleet;
  Demand demand;
};

Fleet drawn_fleet(const char* model, const char* gpu, int gpus, const char* format, Variables& variables) {
  const Catalog catalog;
  const Placement placement = place(std::get<Accelerator>(catalog.accelerator(gpu)), gpus,
                                    std::get<Model>(catalog.model(model)),
                                    std::get<WeightFormat>(catalog.format(format)),
                                    std::get<Engine>(catalog.engine("vllm")));
  Fleet fleet{.replica = replica(placement), .speed = drawn_speed(placement, variables), .cache_hit_rate = 0.0};
  fleet.memory = drawn_memory(placement, variables);
  return fleet;
}

}  // namespace

TEST_CASE("experiment") {
  struct Case { const char* model; const char* gpu; int gpus; const char* format; double in, out, cvi, cvo; };
  for (const Case& k : {Case{"llama-3.1-8b", "h100-80-sxm", 1, "fp8", 600, 200, 1.0, 0.8},
                        Case{"llama-3.1-70b", "a100-80-sxm", 8, "fp16", 667, 333, 0, 0},
                        Case{"llama-3.1-70b", "h100-80-sxm", 2, "fp8", 3000, 400, 0.5, 1},
                        Case{"mistral-7b", "a100-80-sxm", 1, "fp16", 667, 333, 0, 0}}) {
    Variables variables;
    Fleet fleet = drawn_fleet(k.model, k.gpu, k.gpus, k.format, variables);
    RequestClass chat = requests(1e6, k.in, k.out);
    chat.input.cv = k.cvi;
    chat.output.cv = k.cvo;
    if (k.cvi == 1.0) {
      chat.input.mean = variables.uncertain("in", interval90(0.8 * k.in * tokens_each, 1.25 * k.in * tokens_each));
      chat.output.mean = variables.uncertain("out", interval90(0.7 * k.out * tokens_each, 1.4 * k.out * tokens_each));
    }
    const Demand demand = demand_of({chat});
    std::vector<std::string> names = variables.names();
    std::sort(names.begin(), names.end());
    const Sampler sampler(plan_for(SamplingMethod::sobol, 16384), 1, names);
    const Draws draws(variables, sampler);
    const Block block = draws.block(0);
    const Traffic traffic = traffic_of(demand, block);
    const Context context{block, traffic};
    ThreadPool pool(2);
    const serving::CallStream stream(1);
    using Clock = std::chrono::steady_clock;
    const auto t0 = Clock::now();
    const SurfacePoints points = surface_points(fleet, context);
    const auto t1 = Clock::now();
    const auto surface = surface_of(fleet, points, stream, &pool);
    const auto t2 = Clock::now();
    REQUIRE(surface);
    const auto ms_of = [](auto d) { return std::chrono::duration<double, std::milli>(d).count(); };
    std::printf("%s %s: points %d axes %zu, %.1f ms + %.1f ms; error ttft95 %.4f capacity %.4f spread", k.model,
                k.gpu, surface->error.points, surface->axes.size(), ms_of(t1 - t0), ms_of(t2 - t1),
                surface->error.median, surface->error.capacity);
    for (double s : surface->classes[0].spread) std::printf(" %.4f", s);
    std::printf("\n");
    const auto& p = points.points[0];
    std::printf(" t0 %.3g c_pf %.3g c_attn %.3g c_dec %.3g c_kv %.3g blocks %ld closed cap %.3f first_fixed %.4g launch %.4g\n", p.step.t0, p.step.c_pf, p.step.c_attn, p.step.c_dec, p.step.c_kv, static_cast<long>(p.kv_blocks), p.closed_capacity, fleet.replica.online.first_fixed, fleet.replica.online.first_launch);
    const Column cap = surface->capacity(points.closed, points.inputs) / (request / second);
    std::printf(" capacity simulated %.3f\n", cap[0]);
    for (double u : {0.05, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}) {
      const auto closed = yardsticks(fleet, points.closed, points.calls, u);
      const auto times = surface->times(closed, points.inputs, u, 0.0);
      std::printf(" u %.2f closed", u);
      for (auto& t : closed[0]) std::printf(" %.4f", (t / second)[0]);
      std::printf("   surface");
      for (auto& t : times[0]) std::printf(" %.4f", (t / second)[0]);
      std::printf("\n");
    }
  }
}
