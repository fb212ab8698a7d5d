#include "catalog/unclear_format.h"

#include <algorithm>
#include <array>

#include "catalog/catalog.h"

namespace llmtco::detail {
namespace {

/// Names of two and three bits that tell no method, as folded_name() writes them. With four bits and more the
/// methods differ by less than the models do.
constexpr std::array<std::string_view, 16> bits_alone = {
    "2bit",  "3bit",   "1bit",  "w2",     "w3",    "int2",  "int3",      "w2a16",
    "w3a16", "w2g128", "w2g64", "w3g128", "2bits", "3bits", "w2a16g128", "w3a16g128"};

}  // namespace

std::string unclear_format_hint(std::string_view name) {
  std::string folded = folded_name(name);
  if (folded.starts_with("gguf")) folded.erase(0, 4);
  if (folded.starts_with("udq") || folded.starts_with("udiq") || folded.starts_with("udtq"))
    return "a dynamic mix has other bits in each layer of each model, so that its size does not follow from "
           "its "
           "name: describe the file as a format of your own, with `whole_file: true` and `bits` = 8 x its "
           "bytes "
           "/ parameters";
  if (std::find(bits_alone.begin(), bits_alone.end(), folded) != bits_alone.end())
    return "bits alone say little below four: with 2 a 70B model keeps 61.7 of 66.1 points by AutoRound and "
           "28 "
           "by GPTQ, where guessing gives 30. Name the method, such as aqlm-2bit, quip-2bit, autoround-2bit, "
           "gguf-q2_k or gguf-iq2_m";
  return "";
}

}  // namespace llmtco::detail
