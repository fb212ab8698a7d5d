#include "serving/placed.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace llmtco::serving {
namespace {

/// Bytes a token of the layers that keep at most so many tokens.
struct WindowBytes {
  double tokens, bytes;
};

std::vector<WindowBytes> windows_of(const Placement& p, double& all) {
  std::vector<WindowBytes> found;
  all = 0;
  for (const CachePart& part : shape_of(p).cache) {
    const double bytes = part.numbers / std::min(p.parallel.tensor, part.slices) / part.ratio;
    all += bytes;
    if (part.grows()) continue;
    const double tokens = part.kept * part.ratio;
    const auto same =
        std::find_if(found.begin(), found.end(), [&](const WindowBytes& w) { return w.tokens == tokens; });
    if (same != found.end()) {
      same->bytes += bytes;
    } else {
      found.push_back({tokens, bytes});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const WindowBytes& a, const WindowBytes& b) { return a.tokens < b.tokens; });
  return found;
}

/// The two nearest become one, until there are no more than `most`.
void merge(std::vector<WindowBytes>& windows, std::size_t most) {
  while (windows.size() > most) {
    std::size_t at = 0;
    for (std::size_t i = 1; i + 1 < windows.size(); ++i) {
      if (windows[i + 1].tokens / windows[i].tokens < windows[at + 1].tokens / windows[at].tokens) at = i;
    }
    WindowBytes& a = windows[at];
    const WindowBytes& b = windows[at + 1];
    a = {(a.tokens * a.bytes + b.tokens * b.bytes) / (a.bytes + b.bytes), a.bytes + b.bytes};
    windows.erase(windows.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }
}

/// What guessing takes longer at a batch, and the step in all.
struct GuessingPoint {
  double sequences, longer, step;
};

/// per_step + per_sequence x B with the least squares of (line - longer) / step, neither below 0.
void fit_line(const std::vector<GuessingPoint>& points, Guessing& g) {
  double w = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const GuessingPoint& p : points) {
    const double weight = 1 / (p.step * p.step);
    w += weight;
    x += weight * p.sequences;
    y += weight * p.longer;
    xx += weight * p.sequences * p.sequences;
    xy += weight * p.sequences * p.longer;
  }
  const double spread = w * xx - x * x;
  g.per_sequence = spread > 0 ? std::max(0.0, (w * xy - x * y) / spread) : 0;
  g.per_step = (y - g.per_sequence * x) / w;
  if (g.per_step >= 0) return;
  g.per_step = 0;
  g.per_sequence = xy / xx;
}

}  // namespace

SequenceRoom room_of(const Placement& p, int block_size) {
  double all = 0;
  std::vector<WindowBytes> windows = windows_of(p, all);
  const Memory m = memory_use(p);
  SequenceRoom room;
  if (!(all > 0)) {  // states alone
    room.state = block_size;
    room.windows[0] = {0, SequenceRoom::whole};
    room.count = 1;
    return room;
  }
  room.state = static_cast<std::int32_t>(std::ceil(m.state / byte / kv_bytes_per_token(p) - 1e-9));
  merge(windows, room.windows.size());
  std::int64_t left = SequenceRoom::whole;
  double kept = all;
  for (const WindowBytes& w : windows) {
    kept -= w.bytes;
    const bool last = kept < 1e-9 * all;  // no layer keeps every token
    const std::int64_t share =
        last ? left : std::min<std::int64_t>(left, std::llround(w.bytes / all * SequenceRoom::whole));
    room.windows[static_cast<std::size_t>(room.count++)] = {
        static_cast<std::int32_t>(std::min<double>(w.tokens, most_tokens)), static_cast<std::int32_t>(share)};
    left -= share;
  }
  return room;
}

double kv_bytes_per_token(const Placement& p) { return memory_use(p).kv_per_token / (byte / token); }

std::int64_t kv_blocks_of(const Placement& p, int block_size) {
  const Memory m = memory_use(p);
  if (!m.fits) return 0;
  const double bytes = kv_bytes_per_token(p);
  const double block = bytes > 0 ? bytes * block_size : m.state / byte;
  if (!(block > 0)) return 0;
  const double blocks = m.kv_available / byte / block * std::max(1, p.parallel.attention_data);
  return static_cast<std::int64_t>(std::min(blocks, 1e12));
}

Guessing guessing_of(const llmtco::Replica& r, const EngineSettings& settings, const FitRange& range,
                     const Factors& factors) {
  const auto& speculation = r.placement.speculation;
  if (!speculation) return {};
  Guessing g{.accepted = r.speculating.accepted,
             .guesses = static_cast<int>(std::llround(r.speculating.guesses))};
  if (speculation->off_above) g.off_above = *speculation->off_above;
  g.off_above = std::clamp(settings.token_budget / (1 + g.guesses), 1, g.off_above);
  const double most = std::min(settings.max_batch, g.off_above);
  const Drawn<Tokens> context(Column(range.input + 0.5 * range.output));
  std::vector<GuessingPoint> points;
  for (double n = 1;; n = std::min(2 * n, most)) {
    const double longer = guessing_time(r, n, context, factors)[0];
    points.push_back({n, longer, decode_step(r, n, context, factors).time.base_units()[0] + longer});
    if (n >= most) break;
  }
  fit_line(points, g);
  return g;
}

}  // namespace llmtco::serving
