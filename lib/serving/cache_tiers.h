#pragma once
#include <cstdint>
#include <list>
#include <unordered_map>

namespace llmtco::serving {

/// Parts of prompts kept outside of the GPU, up to so many blocks; what came or was asked for longest ago goes first.
class CacheTier {
 public:
  struct Part {
    std::uint64_t id;
    int blocks;
  };
  explicit CacheTier(std::int64_t capacity) : capacity_(capacity) {}

  bool has(std::uint64_t id, int blocks) const {
    const auto found = index_.find(id);
    return found != index_.end() && found->second->blocks == blocks;
  }
  /// Takes a part in and calls pushed_out(part) for each that has to go for it, the part itself where it is too large.
  template <class PushedOut>
  void put(const Part& part, const PushedOut& pushed_out) {
    drop(part.id);
    order_.push_back(part);
    index_[part.id] = std::prev(order_.end());
    blocks_ += part.blocks;
    while (blocks_ > capacity_) {
      const Part oldest = order_.front();
      drop(oldest.id);
      pushed_out(oldest);
    }
  }
  /// Whether it was there.
  bool drop(std::uint64_t id);

  std::int64_t blocks() const { return blocks_; }
  std::int64_t capacity() const { return capacity_; }

 private:
  std::int64_t capacity_, blocks_ = 0;
  std::list<Part> order_;  ///< the oldest first
  std::unordered_map<std::uint64_t, std::list<Part>::iterator> index_;
};

/// What the GPU pushes out goes to the memory of the host, what that pushes out to a disk, and what the disk does is lost.
/// A part is in one place at a time.
class CacheTiers {
 public:
  enum class Place { none, host, disk };

  CacheTiers(std::int64_t host_blocks, std::int64_t disk_blocks) : host(host_blocks), disk(disk_blocks) {}

  Place find(std::uint64_t id, int blocks) const {
    return host.has(id, blocks) ? Place::host : disk.has(id, blocks) ? Place::disk : Place::none;
  }
  void put(std::uint64_t id, int blocks);
  void drop(std::uint64_t id);

  CacheTier host, disk;
};

}  // namespace llmtco::serving
