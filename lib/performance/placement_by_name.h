#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/catalog.h"
#include "performance/placement.h"

namespace llmtco {

/// A part of a placement: a name of the catalogue, or the thing itself, such as a described accelerator; or
/// nothing, where its reader found it wrong and has reported that.
template <class T>
using Named = std::variant<std::monostate, std::string, T>;

struct PlacementNames {
  Named<Model> model;
  std::string format, engine;
  Named<Accelerator> accelerator;
  int gpus = 1;
  std::vector<std::string>
      cards{};  ///< each by its name, in place of `accelerator`; like ones are what `gpus` says
};

/// What is wrong with a part. Callers know where it was written, and put that before or behind the message.
struct PlacementProblem {
  enum class Part { model, format, engine, accelerator };
  enum class Kind {
    unknown,       ///< no entry of the catalogue
    whole_server,  ///< its accelerators are entries of their own
    unlike,        ///< cards that no engine shares layers over: of several vendors, or no cards
    no_datasheet   ///< no memory bandwidth or 16-bit peak, so that no speed can be predicted
  };
  Part part;
  Kind kind;
  std::string message;
  std::string hint{};
  std::string subject{};  ///< id of the accelerator
  std::size_t card = 0;   ///< of several, from 0
};

/// The placement, absent if a part is; and everything that is wrong, in the order model, format, engine,
/// accelerator. Whether the engine starts it is asked of refusals() (performance/legality.h).
struct PlacementFound {
  std::optional<Placement> placement;
  std::vector<PlacementProblem> problems;
};
PlacementFound placement_by_name(const PlacementNames& names, const Catalog& catalog);

}  // namespace llmtco
