#pragma once

namespace llmtco::app {

/// Exit codes other programs rely on; docs/cli.md lists them.
enum ExitCode {
  ok = 0,
  gate_failed = 1,
  bad_input = 2,
  nothing_feasible = 3,
  file_error = 4,
  our_bug = 70,
  interrupted = 130,
  terminated = 143,
};

}  // namespace llmtco::app
