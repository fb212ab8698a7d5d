#include "output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>
#include <string_view>
#include <system_error>

#include "refusal.h"
#include "streams.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "text/plain.h"

namespace llmtco::app {
namespace {

[[noreturn]] void fail(const std::string& path, int code) {
  throw FileError(fmt::format("cannot write {}: {}", shown(path), std::strerror(code)));
}

/// Name of the file being written, for a signal that ends the program meanwhile.
char unfinished[4096];

/// Six letters that no other file beside the target has.
std::string random_letters() {
  std::random_device device;
  std::string letters;
  for (int i = 0; i < 6; ++i) letters += static_cast<char>('a' + device() % 26);
  return letters;
}

/// A file that goes away unless it is kept. Its name is known to a signal before the file is there.
class Temporary {
 public:
  explicit Temporary(const std::string& target) : target_(target) {
    for (int tries = 0; tries < 100 && descriptor_ < 0; ++tries) {
      name_ = target + "." + random_letters();
      if (name_.size() >= sizeof unfinished) fail(target, ENAMETOOLONG);
      std::fill(name_.copy(unfinished, name_.size()) + unfinished, std::end(unfinished), '\0');
      descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (descriptor_ < 0 && errno != EEXIST) break;
    }
    if (descriptor_ >= 0) return;
    unfinished[0] = '\0';
    fail(target, errno);
  }
  ~Temporary() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!kept_) ::unlink(name_.c_str());
    unfinished[0] = '\0';
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  void write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t count = ::write(descriptor_, text.data(), text.size());
      if (count < 0 && errno != EINTR) fail(target_, errno);
      if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  /// Puts it in the place of the target, whose mode it takes.
  void keep() {
    const mode_t mask = umask(0);
    umask(mask);
    struct stat before {};
    const mode_t mode = ::stat(target_.c_str(), &before) == 0 ? before.st_mode & 07777 : 0666 & ~mask;
    if (::fchmod(descriptor_, mode) != 0 || ::fsync(descriptor_) != 0) fail(target_, errno);
    if (::rename(name_.c_str(), target_.c_str()) != 0) fail(target_, errno);
    kept_ = true;
  }

 private:
  std::string target_, name_;
  int descriptor_ = -1;
  bool kept_ = false;
};

/// What a path names, through links; the path itself where nothing is there yet.
std::string target_of(const std::string& path) {
  std::error_code none;
  const std::filesystem::path target = std::filesystem::canonical(path, none);
  return none ? path : target.string();
}

}  // namespace

void remove_unfinished() {
  if (unfinished[0] != '\0') ::unlink(unfinished);
}

void require_writable(const OutputArgs& output) {
  if (output.file.empty()) return;
  std::error_code ignored;
  const std::filesystem::path path = target_of(output.file);
  if (std::filesystem::is_directory(path, ignored)) fail(output.file, EISDIR);
  const bool there = std::filesystem::exists(path, ignored);
  const bool device = there && !std::filesystem::is_regular_file(path, ignored);
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!device && access(folder.c_str(), W_OK) != 0) fail(output.file, errno);
  if (there && access(path.c_str(), W_OK) != 0) fail(output.file, errno);
}

void keep_inputs(const OutputArgs& output, const std::vector<std::string>& inputs) {
  std::error_code ignored;
  for (const std::string& input : inputs) {
    const bool same = !output.file.empty() && std::filesystem::is_regular_file(output.file, ignored) &&
                      std::filesystem::equivalent(output.file, input, ignored);
    if (same) refuse(fmt::format("--output {} is an input, which it would replace", shown(output.file)));
  }
}

void write_file(const std::string& name, const std::string& text) {
  const std::string path = target_of(name);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) fail(path, EISDIR);
  // A device or a pipe cannot be replaced; it is written to.
  if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored)) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    if (file == nullptr) fail(path, errno);
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (std::fclose(file) != 0 || !written) fail(path, errno == 0 ? EIO : errno);
    return;
  }
  Temporary file(path);
  file.write(text);
  file.keep();
}

void write(const OutputArgs& output, const std::string& text) {
  if (!output.file.empty()) {
    write_file(output.file, text);
    say(fmt::format("wrote {}\n", displayable(output.file)));
    return;
  }
  write_out(without_commands(text));
}

bool is_terminal(int file_descriptor) { return ::isatty(file_descriptor) == 1; }

bool decorated(int file_descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if (no_color != nullptr && *no_color != '\0') return false;
  if (term == nullptr || std::string_view(term) == "dumb") return false;
  return is_terminal(file_descriptor);
}

std::size_t terminal_width(int file_descriptor) {
  winsize size{};
  if (!is_terminal(file_descriptor) || ioctl(file_descriptor, TIOCGWINSZ, &size) != 0) return 0;
  constexpr std::size_t least =
      40;  // below, nothing can be laid out; a size of 0 is one the terminal does not know
  return size.ws_col < least ? 0 : size.ws_col;
}

bool utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view text(value);
    return text.find("UTF-8") != std::string_view::npos || text.find("utf8") != std::string_view::npos ||
           text.find("utf-8") != std::string_view::npos;
  }
  return false;
}

}  // namespace llmtco::app
