#include "catalog/fingerprint.h"

#include "catalog/catalog.h"
#include "catalog/embedded.h"
#include "host/sha256.h"

namespace llmtco {

std::string catalogue_fingerprint() {
  std::string hashes;
  for (const CatalogKind kind : all_catalog_kinds()) hashes += sha256(embedded_data(to_text(kind)));
  return sha256(hashes);
}

}  // namespace llmtco
