#include "catalog/fingerprint.h"

#include <algorithm>
#include <cassert>
#include <string_view>

#include "catalog/catalog.h"
#include "host/sha256.h"

namespace llmtco {
namespace {

/// The hash of a data file that is built in, as CMake worked it out.
struct FileHash {
  std::string_view name, sha256;
};
constexpr FileHash hashes[] = {
#include "data_sha256.inc"
};

}  // namespace

std::string catalogue_fingerprint() {
  std::string all;
  for (const CatalogKind kind : all_catalog_kinds()) {
    const auto* file = std::find_if(std::begin(hashes), std::end(hashes),
                                    [&](const FileHash& each) { return each.name == to_text(kind); });
    assert(file != std::end(hashes));
    all += file->sha256;
  }
  return sha256(all);
}

}  // namespace llmtco
