#include "deployment/kept_surface.h"

#include <doctest/doctest.h>

using namespace llmtco;

namespace {

LatencySurface small_surface() {
  LatencySurface surface;
  surface.axes = {{.input = 3, .middle = 0.1, .width = 1.0 / 3, .low = -2, .high = 1e300}};
  surface.capacity_response.coefficients = {1, -0.0, 5e-324};
  surface.classes.resize(2);
  surface.classes[1].axes = surface.axes;
  for (Response& each : surface.classes[1].times) each.coefficients = {0.25, 1.0 / 7};
  surface.classes[1].spread = {0.1, 0.2, 0.3, 0.4};
  surface.most = 1;
  surface.error = {.median = 0.02, .capacity = 0.001, .points = 176, .held_out = 12};
  return surface;
}

SurfacePoints points_at(double block) {
  SurfacePoints points;
  points.draws = {0, 1};
  points.held_out = 1;
  points.points.resize(2);
  points.points[1].kv_blocks = 100;
  points.points[1].calls.push_back({.share = 1, .input = block, .output = 20});
  points.closed.most.batch = Column(64.0);
  points.inputs.common = {Column(0.5)};
  return points;
}

}  // namespace

TEST_CASE("a surface that is kept is the same bit by bit, and so is that there is none") {
  const std::string bytes = bytes_of(std::optional(small_surface()));
  const auto again = kept_surface(bytes);
  REQUIRE(again);
  REQUIRE(again->surface);
  CHECK(bytes_of(again->surface) == bytes);
  CHECK(again->surface->classes[0].is_rare());
  CHECK(again->surface->classes[1].times[3].coefficients == std::vector<double>{0.25, 1.0 / 7});
  CHECK(again->surface->error.points == 176);
  CHECK(again->surface->error.held_out == 12);
  const auto none = kept_surface(bytes_of(std::optional<LatencySurface>()));
  REQUIRE(none);
  CHECK_FALSE(none->surface);
}

TEST_CASE("bytes that are no surface are refused, wherever they end") {
  const std::string bytes = bytes_of(std::optional(small_surface()));
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(kept_surface({bytes.data(), size}));
  CHECK_FALSE(kept_surface(bytes + "x"));
  CHECK_FALSE(kept_surface(std::string(bytes.size(), '\xff')));
}

TEST_CASE("points that differ in anything have other bytes") {
  const std::string base = bytes_of(points_at(100));
  CHECK(bytes_of(points_at(100)) == base);
  CHECK(bytes_of(points_at(100.0000001)) != base);
  const auto changed = [](auto change) {
    SurfacePoints points = points_at(100);
    change(points);
    return bytes_of(points);
  };
  CHECK(changed([](SurfacePoints& p) { p.engine.front = 1e-3; }) != base);
  CHECK(changed([](SurfacePoints& p) { p.engine.room.windows[0].tokens = 7; }) != base);
  CHECK(changed([](SurfacePoints& p) { p.engine.guessing.guesses = 1; }) != base);
  CHECK(changed([](SurfacePoints& p) { p.points[0].step.bend[16] = 1e-9; }) != base);
  CHECK(changed([](SurfacePoints& p) { p.points[0].kv_blocks = 1; }) != base);
  CHECK(changed([](SurfacePoints& p) { p.held_out = 0; }) != base);
  CHECK(changed([](SurfacePoints& p) { p.closed.most.batch = Column(65.0); }) != base);
  CHECK(changed([](SurfacePoints& p) { p.inputs.common.front() = Column(0.6); }) != base);
}
