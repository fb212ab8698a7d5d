#include "text/input_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "text/characters.h"
#include "text/diagnostics.h"

namespace llmtco {
namespace {

/// An open file or folder.
class Handle {
 public:
  explicit Handle(int descriptor = -1) : descriptor_(descriptor) {}
  ~Handle() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Handle(Handle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// What is wrong with a name: it may not be read, or there is no such file (`code`, an errno).
struct NoFile {
  bool refused = false;
  int code = 0;
};

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
// A pipe without a writer would be waited for.
constexpr int file_flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

/// Steps of a path, the last first: what is left to walk is a stack, on which the steps of a link are put.
std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0 && path.substr(0, end) != ".") steps.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

/// Walks from a folder to a file below it, one step at a time, so that no link that changes meanwhile can lead
/// elsewhere. Nothing outside is asked for.
class Walk {
 public:
  Walk(Handle root, std::string_view path) : left_(steps_of(path)) { above_.push_back(std::move(root)); }

  Handle file() {
    constexpr int most_links = 40;
    int links = 0;
    while (!left_.empty()) {
      const std::string step = std::move(left_.back());
      left_.pop_back();
      if (step == "..") {
        if (above_.size() == 1) throw NoFile{.refused = true};
        above_.pop_back();
        continue;
      }
      struct stat status {};
      if (fstatat(here(), step.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) throw NoFile{.code = errno};
      if (S_ISLNK(status.st_mode)) {
        if (++links > most_links) throw NoFile{.code = ELOOP};
        follow(step);
      } else if (S_ISDIR(status.st_mode)) {
        above_.push_back(opened(step, folder_flags));
      } else if (!left_.empty()) {
        throw NoFile{.code = ENOTDIR};
      } else if (!S_ISREG(status.st_mode)) {
        throw NoFile{.refused = true, .code = EINVAL};  // not even opened: a device may act on that
      } else {
        return opened(step, file_flags | O_NOFOLLOW);
      }
    }
    throw NoFile{.code = EISDIR};
  }

 private:
  int here() const { return above_.back().get(); }
  Handle opened(const std::string& step, int flags) const {
    Handle handle(openat(here(), step.c_str(), flags));
    if (handle.get() < 0) throw NoFile{.code = errno};
    return handle;
  }
  void follow(const std::string& link) {
    std::array<char, 4096> target{};
    const ssize_t length = readlinkat(here(), link.c_str(), target.data(), target.size());
    if (length < 0) throw NoFile{.code = errno};
    const std::string_view path(target.data(), static_cast<std::size_t>(length));
    if (path.starts_with('/')) throw NoFile{.refused = true};
    for (std::string& step : steps_of(path)) left_.push_back(std::move(step));
  }

  std::vector<Handle> above_;  ///< the root, and the folders down to where the walk stands
  std::vector<std::string> left_;
};

/// Whether what was opened is a file that a disk keeps.
bool is_kept(int file) {
  constexpr long proc = 0x9fa0, sys = 0x62656572, debug = 0x64626720, control = 0x63677270;
  struct stat status {};
  struct statfs system {};
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || fstatfs(file, &system) != 0) return false;
  const auto type = static_cast<long>(system.f_type);
  return type != proc && type != sys && type != debug && type != control;
}

std::string bytes_of(int file, std::size_t limit, const std::string& path) {
  std::string bytes;
  std::array<char, std::size_t{1} << 16U> chunk;
  while (bytes.size() <= limit) {
    const ssize_t count = read(file, chunk.data(), std::min(chunk.size(), limit + 1 - bytes.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw FileError(fmt::format("{}: reading failed", path));
    if (count == 0) break;
    bytes.append(chunk.data(), static_cast<std::size_t>(count));
  }
  return bytes;
}

/// The root, and the way from it to the folder names are relative to.
std::pair<std::string, std::string> root_and_way(const std::string& directory, const std::string& root) {
  if (root.empty()) return {directory, ""};
  std::error_code none;
  const auto top = std::filesystem::canonical(root, none);
  if (none) throw FileError(fmt::format("{}: no such folder", displayable(root)));
  const auto here = std::filesystem::canonical(directory, none);
  const auto way = none ? std::filesystem::path() : here.lexically_relative(top);
  const bool inside = !way.empty() && *way.begin() != "..";
  return {top.string(), inside ? way.string() : ""};
}

bool leads_up(const std::string& name) {
  const std::vector<std::string> steps = steps_of(name);
  return std::find(steps.begin(), steps.end(), "..") != steps.end();
}

Handle opened_below(const std::string& directory, const FileReach& reach, const std::string& name) {
  if (name.starts_with('/') || (reach.root.empty() && leads_up(name))) throw NoFile{.refused = true};
  const auto [root, way] = root_and_way(directory, reach.root);
  Handle top(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (top.get() < 0) throw NoFile{.code = errno};
  return Walk(std::move(top), way + "/" + name).file();
}

Handle opened_anywhere(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) throw NoFile{.code = errno};
  if (S_ISDIR(status.st_mode)) throw NoFile{.code = EISDIR};
  if (!S_ISREG(status.st_mode)) throw NoFile{.refused = true, .code = EINVAL};
  Handle handle(open(path.c_str(), file_flags));
  if (handle.get() < 0) throw NoFile{.code = errno};
  return handle;
}

std::string words_of(int code) {
  if (code == ENOENT || code == ENOTDIR) return "no such file";
  if (code == EISDIR) return "is a directory, not a file";
  if (code == EACCES || code == EPERM) return "cannot be read (permission denied?)";
  return std::strerror(code);
}

Refusal no_regular(const std::string& name) {
  return {fmt::format("{} is no regular file", shown(name)), ""};
}

Refusal outside(const std::string& name, const FileReach& reach) {
  return {
      fmt::format("{} does not lie below {}", shown(name),
                  reach.root.empty() ? "the scenario's folder" : shown(reach.root)),
      "name a file by its path from there; --root DIR lets a scenario name those below DIR, --allow-any-file "
      "every one"};
}

}  // namespace

InputFolder::InputFolder(std::string directory, FileReach reach)
    : directory_(std::move(directory)), reach_(std::move(reach)), known_(std::make_shared<Known>()) {}

InputFolder& InputFolder::hold(Held files) {
  held_.insert(held_.end(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));
  return *this;
}

std::string InputFolder::path_of(const std::string& name) const {
  const bool whole = name.starts_with('/') || !held_.empty() || !reach_.called.empty();
  return displayable(whole ? name : directory_ + "/" + name);
}

std::variant<std::string, Refusal> InputFolder::read(const std::string& name, std::size_t largest) const {
  for (const auto& [held, bytes] : held_) {
    if (held == name) return bytes;
  }
  const std::string path = name.starts_with('/') ? name : directory_ + "/" + name;
  if (const auto before = known_->bytes.find(name); before != known_->bytes.end()) return before->second;
  try {
    if (name.find('\0') != name.npos) return no_regular(name);
    const Handle file = reach_.any_file ? opened_anywhere(path) : opened_below(directory_, reach_, name);
    if (!is_kept(file.get())) return no_regular(name);
    known_->opened.push_back(path);
    std::string bytes = bytes_of(file.get(), largest, path_of(name));
    if (bytes.size() <= largest) return known_->bytes.emplace(name, std::move(bytes)).first->second;
    return Refusal{fmt::format("{}: the file is larger than {} MB", path_of(name), largest / 1'000'000), ""};
  } catch (const NoFile& why) {
    if (why.refused && why.code == 0) return outside(name, reach_);
    if (why.refused) return no_regular(name);
    throw FileError(fmt::format("{}: {}", path_of(name), words_of(why.code)));
  }
}

}  // namespace llmtco
