#include "stats/store.h"

#include <sys/mman.h>

#include <mutex>
#include <new>
#include <vector>

namespace llmtco::detail {
namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;
/// Kept at most; a part of a run has some dozens of series of up to 512 KB (montecarlo/simulate.cpp).
constexpr std::size_t most_kept_bytes = std::size_t{1} << 30;

std::align_val_t alignment_of(std::size_t values) {
  return std::align_val_t{values * sizeof(double) >= huge_page ? huge_page : 64};
}

void release(double* store, std::size_t values) noexcept { ::operator delete(store, alignment_of(values)); }

#if defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer);
#else
constexpr bool sanitized = false;
#endif

/// Whether a piece is cut from a slab: never where an address sanitizer watches the edges of each.
bool from_slab(std::size_t values) { return !sanitized && values * sizeof(double) < huge_page; }

struct Piece {
  double* store;
  std::size_t values;
};

/// Never destroyed, so that a static series may still give back to it.
struct Kept {
  std::mutex mutex;
  std::vector<Piece> pieces;
  std::size_t bytes = 0;
  char* slab = nullptr;  ///< the newest, of one huge page; older ones are used up
  std::size_t used = huge_page;
};

Kept& kept() {
  static Kept& all = *new Kept;
  return all;
}

void* huge_pages(std::size_t bytes) {
  void* room = ::operator new (bytes, std::align_val_t{huge_page});
  madvise(room, bytes / huge_page * huge_page, MADV_HUGEPAGE);  // in vain is no harm
  return room;
}

/// A piece of a slab, 64-byte aligned. The caller holds the mutex.
double* cut(Kept& all, std::size_t values) {
  const std::size_t bytes = (values * sizeof(double) + 63) / 64 * 64;
  if (all.used + bytes > huge_page) {
    all.slab = static_cast<char*>(huge_pages(huge_page));
    all.used = 0;
  }
  char* piece = all.slab + all.used;
  all.used += bytes;
  return reinterpret_cast<double*>(piece);
}

}  // namespace

double* take_store(std::size_t values) {
  Kept& all = kept();
  {
    const std::scoped_lock lock(all.mutex);
    for (std::size_t i = all.pieces.size(); i-- > 0;) {
      if (all.pieces[i].values != values) continue;
      double* store = all.pieces[i].store;
      all.pieces.erase(all.pieces.begin() + static_cast<std::ptrdiff_t>(i));
      all.bytes -= values * sizeof(double);
      return store;
    }
    if (from_slab(values)) return cut(all, values);
  }
  const std::size_t bytes = values * sizeof(double);
  return static_cast<double*>(bytes >= huge_page ? huge_pages(bytes)
                                                 : ::operator new(bytes, alignment_of(values)));
}

void give_back_store(double* store, std::size_t values) noexcept {
  Kept& all = kept();
  try {
    const std::scoped_lock lock(all.mutex);
    if (from_slab(values) || all.bytes + values * sizeof(double) <= most_kept_bytes) {
      all.pieces.push_back({store, values});
      all.bytes += values * sizeof(double);
      return;
    }
  } catch (...) {  // no room for the note: let the piece go
  }
  if (!from_slab(values)) release(store, values);
}

}  // namespace llmtco::detail
