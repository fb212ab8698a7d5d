#include "kernel/huge_buffer.h"

#include <sys/mman.h>

#include <new>
#include <utility>

#include "host/slab.h"

namespace llmtco::kernel {

HugeBuffer::HugeBuffer(std::size_t bytes) : size_(bytes) {
  if (bytes == 0) return;
  mapped_ = (bytes + huge_page - 1) / huge_page * huge_page + huge_page;
  void* mapping = mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) throw std::bad_alloc();
  mapping_ = static_cast<std::uint8_t*>(mapping);
  const std::size_t past = reinterpret_cast<std::uintptr_t>(mapping_) % huge_page;
  data_ = mapping_ + (past == 0 ? 0 : huge_page - past);
  madvise(data_, mapped_ - huge_page, MADV_HUGEPAGE);  // a wish: without it everything works, slower
}

HugeBuffer::~HugeBuffer() {
  if (mapping_ != nullptr) munmap(mapping_, mapped_);
}

HugeBuffer::HugeBuffer(HugeBuffer&& other) noexcept
    : mapping_(std::exchange(other.mapping_, nullptr)),
      mapped_(std::exchange(other.mapped_, 0)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

HugeBuffer& HugeBuffer::operator=(HugeBuffer&& other) noexcept {
  std::swap(mapping_, other.mapping_);
  std::swap(mapped_, other.mapped_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace llmtco::kernel
