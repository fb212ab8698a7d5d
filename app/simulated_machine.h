#pragma once
#include <optional>
#include <string>
#include <vector>

#include "args.h"
#include "flags.h"
#include "serving/settings.h"
#include "serving/speed_fit.h"
#include "serving/step_time.h"

namespace llmtco::app {

/// Where the step time and the KV blocks come from, and what is to be said of it.
struct Machine {
  serving::EngineSettings settings;
  serving::StepTime step_time;
  std::optional<serving::SpeedFit> fit;
  std::string title;
  std::vector<std::string> notes;
  std::string reason;  ///< why it does not run
};

/// What flags of `simulate` say of the machine, for a load whose lengths they do not tell. Throws InputError with all that
/// is wrong with them.
Machine machine_of(const SimulateArgs& args, const serving::Load& load);

/// Seconds of a flag that takes a time; nothing where it is absent.
std::optional<double> seconds_of(const char* flag, const std::string& text, Flags& flags);
/// The same of one that may be 0 s, and no more than 30 days.
std::optional<double> time_of(const char* flag, const std::string& text, Flags& flags);

}  // namespace llmtco::app
