#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "text/names.h"

namespace llmtco {

/// What is read or written and is no text: its tokens are of a kind of their own, with prices of their own. Factors of
/// text (tokenizers, lengths of answers, thoughts) are never applied to them.
enum class Medium { audio, image };
inline constexpr Names<Medium, 2> medium_names{{{{Medium::audio, "audio"}, {Medium::image, "image"}}}};
inline constexpr std::array<Medium, 2> all_media{Medium::audio, Medium::image};

/// One of something for each medium.
template <class T>
struct ByMedium {
  T audio{}, image{};

  T& operator[](Medium medium) { return medium == Medium::audio ? audio : image; }
  const T& operator[](Medium medium) const { return medium == Medium::audio ? audio : image; }
};

/// Prices of the tokens of one medium, where a list has them. Without a price of its own, what is read from a cache
/// costs as much as input.
template <class Price>
struct MediumPrices {
  std::optional<Price> input{}, output{}, cache_read{};
};

/// "audio_input": the key of a price, and with "_tokens" that of a length.
inline std::string medium_key(Medium medium, std::string_view what) {
  return std::string(medium_names.to_text(medium)) + "_" + std::string(what);
}

}  // namespace llmtco
