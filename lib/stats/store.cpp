#include "stats/store.h"

#include <mutex>
#include <new>
#include <vector>

#include "host/slab.h"

namespace llmtco::detail {
namespace {

/// Kept at most; a part of a run has some dozens of series of up to 512 KB (montecarlo/simulate.cpp).
constexpr std::size_t most_kept_bytes = std::size_t{1} << 30;

std::align_val_t alignment_of(std::size_t values) {
  return std::align_val_t{values * sizeof(double) >= huge_page ? huge_page : 64};
}

void release(double* store, std::size_t values) noexcept { ::operator delete(store, alignment_of(values)); }

/// Whether a piece is cut from a slab: never where an address sanitizer watches the edges of each.
bool from_slab(std::size_t values) { return !address_sanitized && values * sizeof(double) < huge_page; }

struct Piece {
  double* store;
  std::size_t values;
};

/// Never destroyed, so that a static series may still give back to it.
struct Kept {
  std::mutex mutex;
  std::vector<Piece> pieces;
  std::size_t bytes = 0;
  Slab slab{};
};

Kept& kept() {
  static Kept& all = *new Kept;
  return all;
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
    if (from_slab(values)) return static_cast<double*>(all.slab.cut(values * sizeof(double)));
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
