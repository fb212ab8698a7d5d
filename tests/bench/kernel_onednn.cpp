// oneDNN 2.6 matmul, unsigned 8-bit activations times signed 8-bit weights in the layout it prefers; one
// scale for all.

#include <omp.h>

#include <cstring>
#include <map>
#include <oneapi/dnnl/dnnl.hpp>

#include "kernel_peers.h"

namespace {

using dnnl::memory;

/// Primitive and memories for one number of columns.
struct Plan {
  dnnl::matmul primitive;
  std::vector<std::unordered_map<int, memory>> arguments;  // one per weight matrix
};

struct State {
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
  std::map<int, Plan> plans;
};

Plan plan(const dnnl::engine& engine, const PeerShape& shape, std::size_t count, int columns) {
  const auto k = static_cast<memory::dim>(shape.inputs);
  const auto m = static_cast<memory::dim>(shape.rows);
  const memory::desc x({columns, k}, memory::data_type::u8, memory::format_tag::ab);
  const memory::desc w({k, m}, memory::data_type::s8, memory::format_tag::any);
  const memory::desc y({columns, m}, memory::data_type::f32, memory::format_tag::ab);
  const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(x, w, y), engine);
  Plan made{dnnl::matmul(description), {}};
  const memory source(x, engine), target(y, engine);
  for (std::size_t i = 0; i < count; ++i) {
    const memory weights(description.weights_desc(), engine);
    std::memset(weights.get_data_handle(), 1,
                description.weights_desc().get_size());  // untouched pages would all be one
    made.arguments.push_back({{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, target}});
  }
  return made;
}

}  // namespace

Peer onednn_peer(const PeerShape& shape) {
  omp_set_num_threads(1);
  const std::size_t each = shape.rows * shape.inputs;
  const std::size_t count = 1 + shape.bytes / (each + 1);
  auto state = std::make_shared<State>();
  return {"oneDNN 2.6", "u8 x s8", 1, static_cast<double>(count * each), [=](int columns) {
            auto at = state->plans.find(columns);
            if (at == state->plans.end()) {
              state->plans.clear();
              at = state->plans.emplace(columns, plan(state->engine, shape, count, columns)).first;
            }
            for (auto& arguments : at->second.arguments)
              at->second.primitive.execute(state->stream, arguments);
            state->stream.wait();
          }};
}
