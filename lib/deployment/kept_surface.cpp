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
  walk(surface.most, error.median, error.capacity, error.points, error.held_out);
}

// All members by their number, so that one more does not compile before it is written as well: what differs in it alone would
// be taken for the same.

void write_members(Writer& write, const serving::SequenceRoom& room) {
  const auto& [state, windows, count] = room;
  write(state, count);
  for (const auto& [tokens, share] : windows) write(tokens, share);
}

void write_members(Writer& write, const serving::Guessing& guessing) {
  const auto& [accepted, guesses, per_step, per_sequence, off_above] = guessing;
  write(accepted, guesses, per_step, per_sequence, off_above);
}

void write_members(Writer& write, const serving::EngineSettings& engine) {
  const auto& [scheduler, max_batch, token_budget, longest_chunk, whole_prompts, wait_steps, wait_share,
               block_size, kv_blocks, watermark, prefix_cache, host_cache_blocks, disk_cache_blocks,
               host_load, disk_load, contiguous, preemption, host_blocks, swap, room, guessing, pipeline,
               attention_data, host_per_step, host_per_token, host_per_request, host_per_prompt_token,
               overlap, plans_ahead, receive_interval, prompt_launch, front] = engine;
  write(scheduler, max_batch, token_budget, longest_chunk, whole_prompts, wait_steps, wait_share, block_size,
        kv_blocks, watermark, prefix_cache, host_cache_blocks, disk_cache_blocks, host_load, disk_load,
        contiguous, preemption, host_blocks, swap);
  write_members(write, room);
  write_members(write, guessing);
  write(pipeline, attention_data, host_per_step, host_per_token, host_per_request, host_per_prompt_token,
        overlap, plans_ahead, receive_interval, prompt_launch, front);
}

void write_members(Writer& write, const serving::StepTime& step) {
  const auto& [t0, c_pf, c_attn, c_dec, c_kv, shared_pf, bend] = step;
  write(t0, c_pf, c_attn, c_dec, c_kv, shared_pf);
  for (const double each : bend) write(each);
}

void write_members(Writer& write, const SurfacePoints::Point& point) {
  const auto& [step, kv_blocks, calls, closed_capacity] = point;
  write_members(write, step);
  write(kv_blocks, closed_capacity, calls.size());
  for (const auto& [share, input, cached, output, input_cv, output_cv, longest] : calls)
    write(share, input, cached, output, input_cv, output_cv, longest);
}

}  // namespace

std::string bytes_of(const SurfacePoints& points) {
  Writer writer;
  write_members(writer, points.engine);
  writer(points.draws.size(), points.held_out, points.closed.front / second);
  for (const SurfacePoints::Point& each : points.points) write_members(writer, each);
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
