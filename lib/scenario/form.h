#pragma once
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "catalog/catalog.h"
#include "units/dimension.h"

namespace llmtco {

struct Field;

/// A number with its unit: a value, a 90 % interval (`8M to 12M`), a named distribution or a formula
/// (`= demand * 2`).
struct NumberForm {
  Dimension dimension{};
  bool any_dimension = false;                             ///< of a variable: whatever its users want
  double low = -std::numeric_limits<double>::infinity();  ///< in base units, as `high`
  double high = std::numeric_limits<double>::infinity();
  bool certain = false;  ///< a value only: nothing drawn, no formula
  bool whole = false;    ///< a whole number
  bool share = false;    ///< a share that may pass 1, where a plain number from 1 on needs its % sign
  bool or_more = false;  ///< may be the least, as `at least 2`
  std::string word{};    ///< may stand in its place, as `cheapest`; empty for none
};
struct TextForm {
  bool lines = false;                  ///< may be written over several lines
  std::optional<CatalogKind> names{};  ///< of entries of the catalogue, among others
};
struct BooleanForm {};
struct DateForm {};
struct ChoiceForm {
  std::vector<std::string> of;
};
struct Form;
using FormPtr = std::shared_ptr<const Form>;
struct ListForm {
  FormPtr of;
  bool or_one = false;  ///< a value alone may stand for a list of it
};
/// A mapping whose keys the author chooses: variables, options, request classes.
struct NamedForm {
  std::string what;  ///< what a key names, for messages: "option"
  FormPtr of;
};
/// A mapping with known keys.
struct MappingForm {
  std::string what;  ///< for messages: "workload", "option of kind api"
  std::vector<Field> fields;
};
/// A mapping whose other keys depend on the value of one.
struct TaggedForm {
  std::string what;
  std::string tag;  ///< "kind"
  std::vector<std::pair<std::string, MappingForm>> of;
  std::string like{};     ///< key that names another mapping beside it, whose keys it takes; empty for none
  std::string tag_doc{};  ///< what the tag decides
};
/// A plain value of one form, or a mapping of another.
struct EitherForm {
  FormPtr scalar;
  FormPtr mapping;
};

/// What may stand in a place of a scenario file. The reader checks files against it and `schema` prints it,
/// so that the two cannot disagree.
struct Form {
  std::variant<NumberForm, TextForm, BooleanForm, DateForm, ChoiceForm, ListForm, NamedForm, MappingForm,
               TaggedForm, EitherForm>
      is;
};

struct Field {
  std::string key;
  FormPtr form;
  bool required = false;
  std::string doc;
};

template <class S>
FormPtr form(S is) {
  return std::make_shared<const Form>(Form{std::move(is)});
}

/// The grammar of a whole scenario file.
const Form& scenario_form();

}  // namespace llmtco
