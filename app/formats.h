#pragma once
#include <span>
#include <string>
#include <string_view>

#include "args.h"
#include "montecarlo/result.h"
#include "ran.h"
#include "report/inputs_json.h"
#include "report/text.h"

namespace llmtco::app {

/// A result that is to be shown, and all that any form needs beside it.
struct Shown {
  const Result& result;
  const ResultInputs* inputs;  ///< what it was made of; null where a stored result does not carry it
  const Ran* ran;              ///< the run it is of; null of a stored result
  const ViewArgs& view;        ///< what was asked for
  const Screen& screen;        ///< the same of the first screen
};

/// The same in one form.
struct Rendering : Shown {
  const OutputArgs& output;  ///< the one file, or stdout, it goes to
};

/// A form of a result.
struct Format {
  std::string_view name;    ///< of --format
  std::string_view suffix;  ///< of --output, with its dot; empty: only by name, as FORMAT=FILE
  std::string (*text)(const Rendering&);
  bool details = true;  ///< whether it shows classes and months, and so needs a run with details
  bool binary = false;  ///< not for a terminal
  bool needs_run =
      false;  ///< whether it asks the run for more than its result, so that `render` cannot make it
};

/// All of them, in the order of help. A new form is a row here and a line in docs/reports.md.
std::span<const Format> formats();

/// Whether a result that comes from there can be shown in that form.
bool makes(ResultOf of, const Format& format);

/// The form of that name; null for none.
const Format* format_called(std::string_view name);
/// The form whose suffix a file has, whatever its case; null for none.
const Format* format_of_suffix(std::string_view file);

}  // namespace llmtco::app
