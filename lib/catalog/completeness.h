#pragma once
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "text/date.h"

namespace llmtco {

/// Something that an entry of the price book lacks or says twice, or an old one.
struct CatalogFinding {
  std::string entry;
  std::string what;
  Location where;
};

/// The day up to which the built-in price book was read: the newest date of its entries.
Date catalogue_date();

/// Price lists that a bill cannot be right with: rows without a source or a date; a price of cache writes without one of
/// reads; a provider that is not known, or whose least cacheable length nobody speaks of where reads have a price;
/// longer inputs that have lost a price of the base row, or that do not fit the context; a price that ends while another
/// begins later; two entries of one name. Overlapping rows are errors where they are read.
std::vector<CatalogFinding> incomplete_prices(const Catalog& catalog);

/// Providers whose newest price was read more than `days` before a day.
std::vector<CatalogFinding> aged_prices(const Catalog& catalog, const Date& today, int days);

/// Scores and speeds that no price list and no shape is of, under any of its names: of models that nobody in the book
/// sells, or called what nobody has tied to a price yet.
std::vector<CatalogFinding> figures_of_nothing_sold(const Catalog& catalog);

}  // namespace llmtco
