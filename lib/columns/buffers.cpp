#include "columns/buffers.h"

#include <cstddef>
#include <new>

#include "columns/block.h"

namespace llmtco::detail {
namespace {

constexpr std::align_val_t alignment{64};
constexpr std::size_t front = 64;  // for the number of users
constexpr std::size_t buffer_bytes = front + block_draws * sizeof(double);
constexpr std::size_t most_kept = 256;  // 2 MB a thread

/// A freed buffer holds the link to the next one. Trivially destructible, so that a column that outlives the
/// thread's Drain (a static one, say) still finds it usable.
struct FreeList {
  void* first = nullptr;
  std::size_t length = 0;
  bool closed = false;
};
thread_local FreeList free_list;

void release(void* buffer) noexcept { ::operator delete(buffer, alignment); }

/// Empties the thread's list when the thread ends.
struct Drain {
  ~Drain() {
    while (free_list.first != nullptr) {
      void* next = *static_cast<void**>(free_list.first);
      release(free_list.first);
      free_list.first = next;
    }
    free_list.closed = true;
  }
};

}  // namespace

double* take_buffer() {
  thread_local Drain drain;
  void* piece = free_list.first;
  if (piece == nullptr) {
    piece = ::operator new(buffer_bytes, alignment);
  } else {
    free_list.first = *static_cast<void**>(piece);
    --free_list.length;
  }
  double* buffer = reinterpret_cast<double*>(static_cast<char*>(piece) + front);
  new (&users(buffer)) std::atomic<std::uint32_t>(1);
  return buffer;
}

void give_back(double* buffer) noexcept {
  thread_local Drain drain;
  void* piece = reinterpret_cast<char*>(buffer) - front;
  if (free_list.closed || free_list.length == most_kept) return release(piece);
  *static_cast<void**>(piece) = free_list.first;
  free_list.first = piece;
  ++free_list.length;
}

}  // namespace llmtco::detail
