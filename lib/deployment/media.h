#pragma once
#include <string>

#include "deployment/option.h"
#include "workload/traffic.h"

namespace llmtco {

/// Why an option cannot serve the audio, images or tools that a class asks for in some draw, or keep a cache by the hour,
/// and what to write; empty where it can. Nobody guesses a price that an endpoint does not list, or what the model of a fleet takes; parts of a split are
/// asked themselves.
std::string lacking_media(const Option& option, const Traffic& traffic);

}  // namespace llmtco
