#pragma once
#include <cstddef>

namespace llmtco {

inline constexpr std::size_t huge_page = std::size_t{2} << 20;

/// Whether an address sanitizer watches the edges of each piece: nothing should be cut from a slab then.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool address_sanitized = true;
#elif defined(__has_feature)
inline constexpr bool address_sanitized = __has_feature(address_sanitizer);
#else
inline constexpr bool address_sanitized = false;
#endif

/// Room for so many bytes, which asks for huge pages; given back by operator delete with the alignment of one.
void* huge_pages(std::size_t bytes);

/// Pieces cut from huge pages one after the other, for whoever keeps what is given back: a run meets 8 fresh pages and not
/// 4,000. Nothing is given back to the system. One thread at a time.
class Slab {
 public:
  /// 64-byte aligned. Requires bytes <= huge_page.
  void* cut(std::size_t bytes);

 private:
  char* newest_ = nullptr;  ///< of one huge page; older ones are used up
  std::size_t used_ = huge_page;
};

}  // namespace llmtco
