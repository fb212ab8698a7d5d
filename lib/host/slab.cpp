#include "host/slab.h"

#include <sys/mman.h>

#include <cassert>
#include <new>

namespace llmtco {

void* huge_pages(std::size_t bytes) {
  void* room = ::operator new (bytes, std::align_val_t{huge_page});
  madvise(room, bytes / huge_page * huge_page, MADV_HUGEPAGE);  // in vain is no harm
  return room;
}

void* Slab::cut(std::size_t bytes) {
  assert(bytes <= huge_page);
  const std::size_t whole = (bytes + 63) / 64 * 64;
  if (used_ + whole > huge_page) {
    newest_ = static_cast<char*>(huge_pages(huge_page));
    used_ = 0;
  }
  char* const piece = newest_ + used_;
  used_ += whole;
  return piece;
}

}  // namespace llmtco
