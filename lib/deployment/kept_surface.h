#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "deployment/latency_surface.h"

namespace llmtco {

/// All that a surface is made of, as bytes: points with the same bytes have the same surface.
std::string bytes_of(const SurfacePoints& points);

/// What surface_of() gave, as bytes, for whoever keeps it (host/kept_files.h); bit by bit the same when it is read again.
std::string bytes_of(const std::optional<LatencySurface>& surface);

/// What surface_of() gave, which may be nothing.
struct KeptSurface {
  std::optional<LatencySurface> surface;
};
/// Nothing where the bytes hold no surface.
std::optional<KeptSurface> kept_surface(std::string_view bytes);

}  // namespace llmtco
