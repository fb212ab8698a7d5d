#pragma once

#include <string>
#include <string_view>

namespace llmtco {

/// SHA-256 of the bytes, in lower-case hexadecimal (FIPS 180-4). For fingerprints of up to some
/// hundred kilobytes; a cryptography library would add more to the start of the program than the rest of this file takes.
std::string sha256(std::string_view bytes);

}  // namespace llmtco
