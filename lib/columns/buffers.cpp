#include "columns/buffers.h"

#include <cstddef>
#include <mutex>
#include <new>
#include <vector>

#include "columns/block.h"
#include "host/slab.h"

namespace llmtco::detail {
namespace {

constexpr std::align_val_t alignment{64};
constexpr std::size_t front = 64;  // for the number of users
constexpr std::size_t buffer_bytes = front + block_draws * sizeof(double);
constexpr std::size_t taken_at_once = 32, most_kept = 512;  // 4 MB a thread

/// Free buffers, each of which holds the link to the next one.
struct Chain {
  void* first = nullptr;
  std::size_t length = 0;

  void push(void* piece) {
    *static_cast<void**>(piece) = first;
    first = piece;
    ++length;
  }
  void* pop() {
    void* piece = first;
    first = *static_cast<void**>(piece);
    --length;
    return piece;
  }
};

/// What threads that ended, or have more than they need, leave to others. Never destroyed, so that a static column may
/// still give back to it.
struct Left {
  std::mutex mutex{};
  std::vector<Chain> chains{};
  Slab slab{};
};

Left& left() {
  static Left& all = *new Left;
  return all;
}

/// Trivially destructible, so that a column that outlives the thread's Drain (a static one, say) still finds it usable.
struct FreeList {
  Chain chain;
  bool closed = false;
};
thread_local FreeList free_list;

void leave(Chain& chain) noexcept {
  if (chain.length == 0) return;
  try {
    const std::scoped_lock lock(left().mutex);
    left().chains.push_back(chain);
  } catch (...) {  // no room for the note: the buffers are lost
  }
  chain = {};
}

/// Leaves the thread's buffers to others when it ends.
struct Drain {
  ~Drain() {
    leave(free_list.chain);
    free_list.closed = true;
  }
};

Chain some_buffers() {
  Left& all = left();
  const std::scoped_lock lock(all.mutex);
  Chain some;
  if (!all.chains.empty()) {
    some = all.chains.back();
    all.chains.pop_back();
    return some;
  }
  for (std::size_t i = 0; i < taken_at_once; ++i)
    some.push(address_sanitized ? ::operator new(buffer_bytes, alignment) : all.slab.cut(buffer_bytes));
  return some;
}

}  // namespace

double* take_buffer() {
  thread_local Drain drain;
  Chain& chain = free_list.chain;
  if (chain.length == 0) chain = some_buffers();
  void* piece = chain.pop();
  double* buffer = reinterpret_cast<double*>(static_cast<char*>(piece) + front);
  new (&users(buffer)) std::atomic<std::uint32_t>(1);
  return buffer;
}

void give_back(double* buffer) noexcept {
  thread_local Drain drain;
  Chain& chain = free_list.chain;
  chain.push(reinterpret_cast<char*>(buffer) - front);
  if (free_list.closed || chain.length == most_kept) leave(chain);
}

}  // namespace llmtco::detail
