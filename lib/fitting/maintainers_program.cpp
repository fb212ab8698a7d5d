#include "fitting/maintainers_program.h"

#include <fmt/format.h>

#include "text/diagnostics.h"

namespace llmtco {

int exit_code_of(const std::function<int()>& run) {
  try {
    return run();
  } catch (const InputError& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 2;
  } catch (const FileError& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 4;
  }
}

}  // namespace llmtco
