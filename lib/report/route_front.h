#pragma once
#include <string>

#include "decision/route_front.h"
#include "report/layout.h"

namespace llmtco {

/// A route's thresholds: some of the front, its ends and what lies between in equal steps, then the chosen one and what
/// no router can pass.
std::string to_text(const RouteFront& front, const Style& style);
/// A page of its own: accuracy against cost over the thresholds, with the legs alone and what no router passes. It
/// stands by itself as that of a result does (html.h).
std::string to_html(const RouteFront& front);
/// All of it. Keys that are unknown are null.
std::string to_json(const RouteFront& front);
/// The front, a line a threshold.
std::string to_csv(const RouteFront& front);

}  // namespace llmtco
