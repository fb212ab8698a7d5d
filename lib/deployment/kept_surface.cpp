#include "deployment/kept_surface.h"

#include <cstring>
#include <type_traits>

namespace llmtco {
namespace {

template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

class Writer {
 public:
  template <Plain... T>
  void operator()(const T&... values) {
    (bytes.append(reinterpret_cast<const char*>(&values), sizeof values), ...);
  }
  template <class T>
  std::size_t count(const T& values) {
    (*this)(values.size());
    return values.size();
  }

  std::string bytes;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}

  template <Plain... T>
  void operator()(T&... values) {
    (read(values), ...);
  }
  /// So many as are to come, none where there are not as many bytes.
  template <class T>
  std::size_t count(T& values) {
    std::size_t size = 0;
    read(size);
    if (size > left_.size()) good_ = false;
    values.resize(good_ ? size : 0);
    return values.size();
  }
  bool read_all() const { return good_ && left_.empty(); }

 private:
  template <class T>
  void read(T& value) {
    good_ = good_ && left_.size() >= sizeof value;
    if (!good_) return;
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
  }

  std::string_view left_;
  bool good_ = true;
};

/// What is walked through in one order, whether it is written or read.
template <class Walker, class Axes>
void walk_axes(Walker& walk, Axes& axes) {
  const std::size_t count = walk.count(axes);
  for (std::size_t i = 0; i < count; ++i)
    walk(axes[i].input, axes[i].middle, axes[i].width, axes[i].low, axes[i].high);
}

template <class Walker, class Response>
void walk_response(Walker& walk, Response& response) {
  const std::size_t count = walk.count(response.coefficients);
  for (std::size_t i = 0; i < count; ++i) walk(response.coefficients[i]);
}

template <class Walker, class Surface>
void walk_surface(Walker& walk, Surface& surface) {
  walk_axes(walk, surface.axes);
  walk_response(walk, surface.capacity_response);
  const std::size_t classes = walk.count(surface.classes);
  for (std::size_t c = 0; c < classes; ++c) {
    walk_axes(walk, surface.classes[c].axes);
    for (auto& each : surface.classes[c].times) walk_response(walk, each);
    for (auto& each : surface.classes[c].spread) walk(each);
  }
  auto& error = surface.error;
  walk(surface.most, error.median, error.capacity, error.points, error.held_out, error.requests);
}

void write(Writer& write, const serving::EngineSettings& e) {
  // Whoever adds a member writes it here: surfaces of engines that differ in it alone would be taken for one.
  static_assert(sizeof(serving::EngineSettings) == 264 && sizeof(serving::SequenceRoom) == 40 &&
                sizeof(serving::Guessing) == 40);
  write(e.scheduler, e.max_batch, e.token_budget, e.longest_chunk, e.whole_prompts, e.wait_steps,
        e.wait_share, e.block_size, e.kv_blocks, e.watermark, e.prefix_cache, e.host_cache_blocks,
        e.disk_cache_blocks, e.host_load_per_token, e.disk_load_per_token, e.contiguous, e.preemption,
        e.host_blocks, e.swap_per_token);
  write(e.room.state, e.room.count);
  for (const serving::SequenceRoom::Window& each : e.room.windows) write(each.tokens, each.share);
  write(e.guessing.accepted, e.guessing.guesses, e.guessing.per_step, e.guessing.per_sequence,
        e.guessing.off_above);
  write(e.pipeline, e.attention_data, e.host_per_step, e.host_per_token, e.host_per_request,
        e.host_per_prompt_token, e.overlap, e.plans_ahead, e.receive_interval, e.prompt_launch, e.front);
}

void write(Writer& write, const SurfacePoints::Point& point) {
  const serving::StepTime& t = point.step;
  write(t.t0, t.c_pf, t.c_attn, t.c_dec, t.c_kv, t.shared_pf, point.kv_blocks, point.closed_capacity,
        point.calls.size());
  for (const double each : t.bend) write(each);
  for (const serving::CallClass& c : point.calls)
    write(c.share, c.input, c.cached, c.output, c.input_cv, c.output_cv, c.longest);
}

}  // namespace

std::string bytes_of(const SurfacePoints& points) {
  Writer writer;
  write(writer, points.engine);
  writer(points.draws.size(), points.held_out, (points.closed.front / second));
  for (const SurfacePoints::Point& each : points.points) write(writer, each);
  for (const std::size_t draw : points.draws) {
    writer(draw, points.closed.most.batch[draw]);
    for (const Column& each : points.inputs.common) writer(each[draw]);
  }
  return std::move(writer.bytes);
}

std::string bytes_of(const std::optional<LatencySurface>& surface) {
  Writer writer;
  writer(static_cast<char>(surface.has_value()));
  if (surface) walk_surface(writer, *surface);
  return std::move(writer.bytes);
}

std::optional<KeptSurface> kept_surface(std::string_view bytes) {
  Reader reader(bytes);
  KeptSurface kept;
  char any = 0;
  reader(any);
  if (any == 1) walk_surface(reader, kept.surface.emplace());
  return reader.read_all() ? std::optional(std::move(kept)) : std::nullopt;
}

}  // namespace llmtco
