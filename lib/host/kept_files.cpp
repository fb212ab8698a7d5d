#include "host/kept_files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "host/sha256.h"

namespace llmtco {
namespace {

namespace fs = std::filesystem;

constexpr const char* suffix = ".kept";
constexpr std::size_t sum_length = 64;

void remove_oldest(const std::string& folder, std::size_t most) {
  std::error_code none;
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (const fs::directory_entry& each : fs::directory_iterator(folder, none)) {
    if (each.path().extension() == suffix) files.emplace_back(each.last_write_time(none), each.path());
  }
  if (files.size() <= most) return;
  std::sort(files.begin(), files.end());
  for (std::size_t i = 0; i < files.size() - most; ++i) fs::remove(files[i].second, none);
}

}  // namespace

KeptFiles::KeptFiles(std::string folder, std::string maker, std::size_t most)
    : folder_(std::move(folder)), maker_(std::move(maker)), most_(most) {}

std::string KeptFiles::file_of(std::string_view made_of) const {
  return folder_ + "/" + sha256(maker_ + "\n" + std::string(made_of)) + suffix;
}

std::optional<std::string> KeptFiles::find(std::string_view made_of) const {
  std::ifstream file(file_of(made_of), std::ios::binary);
  if (!file) return std::nullopt;
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  if (all.size() < sum_length) return std::nullopt;
  std::string bytes = all.substr(sum_length);
  if (all.compare(0, sum_length, sha256(bytes)) != 0) return std::nullopt;
  return bytes;
}

void KeptFiles::keep(std::string_view made_of, std::string_view bytes) const {
  std::error_code none;
  fs::create_directories(folder_, none);
  const std::string target = file_of(made_of), unfinished = fmt::format("{}.{}", target, ::getpid());
  {
    std::ofstream file(unfinished, std::ios::binary);
    file << sha256(bytes) << bytes;
    file.close();
    if (!file) {
      fs::remove(unfinished, none);
      return;
    }
  }
  fs::rename(unfinished, target, none);
  if (none) fs::remove(unfinished, none);
  remove_oldest(folder_, most_);
}

std::string running_program() {
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none);
  if (none) return {};
  const auto size = fs::file_size(program, none);
  const auto time = fs::last_write_time(program, none);
  return none ? std::string() : fmt::format("{} {}", size, time.time_since_epoch().count());
}

}  // namespace llmtco
