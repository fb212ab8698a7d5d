#include "simulation.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "host/isa.h"
#include "host/kept_files.h"
#include "host/thread_pool.h"
#include "output.h"
#include "refusal.h"
#include "scenario_file.h"
#include "streams.h"
#include "text/diagnostics.h"
#include "text/number.h"

namespace llmtco::app {
namespace {

using Clock = std::chrono::steady_clock;

/// One line on stderr, redrawn ten times a second from the first second on, wiped at the end.
class Progress {
 public:
  void operator()(std::size_t done, std::size_t all) {
    const auto now = Clock::now();
    if (now - start_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    shown_ = true;
    const double share = static_cast<double>(done) / static_cast<double>(all);
    const double left = std::chrono::duration<double>(now - start_).count() * (1 - share) / share;
    show_progress(fmt::format("\r{:3.0f} % of the draws, {:.0f} s left \x1b[K", 100 * share, left));
  }
  ~Progress() {
    if (shown_) show_progress("\r\x1b[K");
  }
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  Clock::time_point start_ = Clock::now(), last_{};
  bool shown_ = false;
};

void choose_isa(const std::string& wanted) {
  for (const Isa each : {Isa::scalar, Isa::avx2, Isa::avx512}) {
    if (wanted != name(each)) continue;
    try {
      set_isa(each);
    } catch (const std::invalid_argument& error) {
      refuse(fmt::format("--isa {}: {}", wanted, error.what()));
    }
  }
}

/// Where latency surfaces are kept: $LLMTCO_CACHE, or llmtco in the user's folder for what can be made again (XDG). Nowhere
/// where that is `off`, or where no folder is known.
std::shared_ptr<const KeptFiles> kept_surfaces() {
  const std::string program = running_program();
  if (program.empty()) return nullptr;
  for (const auto& [variable, inside] :
       {std::pair("LLMTCO_CACHE", ""), std::pair("XDG_CACHE_HOME", "/llmtco"),
        std::pair("HOME", "/.cache/llmtco")}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    if (*inside == '\0' && std::string_view(value) == "off") return nullptr;
    return std::make_shared<const KeptFiles>(std::string(value) + inside, program);
  }
  return nullptr;
}

}  // namespace

Settings settings_of(const DrawArgs& args, const OutputArgs& output) {
  Settings settings;
  settings.details = output.format == "json" || output.format == "csv";
  settings.method = sampling_method_names.from_text(args.sampling).value();
  settings.seed = args.seed.value_or(settings.seed);
  settings.draws = args.draws.value_or(settings.draws);
  if (args.memory) settings.memory = *args.memory << 30;
  settings.latency = server_names.from_text(args.latency);
  settings.kept = kept_surfaces();
  settings.threads = args.threads > 0 ? args.threads : hardware_threads();
  choose_isa(args.isa);
  if (decorated(STDERR_FILENO)) {
    settings.progress = [progress = std::make_shared<Progress>()](std::size_t done, std::size_t all) {
      (*progress)(done, all);
    };
  }
  return settings;
}

Study study_of(const SourceArgs& args, const OutputArgs& output) {
  Diagnostics diagnostics;
  Study study = read_study(args, output, diagnostics);
  diagnostics.throw_if_errors();
  return study;
}

Style style_of(const OutputArgs& output) {
  const bool screen = output.file.empty();
  const bool asked = output.colour == "always", shown = output.colour == "auto" && screen;
  return {.colour = asked || (shown && decorated(STDOUT_FILENO)),
          .unicode = utf8_locale(),
          .width = screen ? terminal_width(STDOUT_FILENO) : 0};
}

Style screen_style_of(const OutputArgs& output) {
  constexpr std::size_t least = 40, most = 1000;
  Style style = style_of(output);
  if (style.width > 0) return style;
  style.width = Style::usual_width;
  const char* columns = std::getenv("COLUMNS");
  if (columns == nullptr) return style;
  const auto asked = integer_in(columns);
  if (const auto* width = std::get_if<std::int64_t>(&asked); width != nullptr && *width > 0)
    style.width = std::clamp(static_cast<std::size_t>(*width), least, most);
  return style;
}

}  // namespace llmtco::app
