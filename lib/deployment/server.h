#pragma once
#include "text/names.h"

namespace llmtco {

/// How the times of a fleet under load are found.
///
///     steady   in closed form: Little's law and the wait of M/D/1 (performance/load.h: steady_state())
///     surface  through simulations of its calls, request by request, made before the first draw
///              (deployment/latency_surface.h)
///     exact    by a simulation of every draw
enum class Server { steady, surface, exact };

inline constexpr Names<Server, 3> server_names{
    {{{Server::steady, "steady"}, {Server::surface, "surface"}, {Server::exact, "exact"}}}};

}  // namespace llmtco
