#pragma once
#include <optional>
#include <string>

#include "montecarlo/result.h"
#include "report/inputs_json.h"
#include "text/source.h"

namespace llmtco {

/// What `run --format json` wrote.
struct StoredResult {
  std::string file;
  Result result;
  std::optional<ResultInputs> inputs;  ///< nothing where the file does not carry them
};

/// Reads the JSON of a result (docs/json.md): every rendering of what is read is the same bytes as of the result it was
/// written from. Keys that this version does not know are passed over; those that came after schema version 2 began may
/// be absent. Throws FileError where there is no such file; InputError, with the place, where it is no JSON, cut off, no
/// result of `run`, or of a newer schema.
StoredResult read_result(const std::string& file);

/// The same of a text, which messages call `name`.
StoredResult read_result_text(std::string text, const std::string& name);

/// Throws the InputError of a stored result: "PLACE: error: WHAT; HINT".
[[noreturn]] void refuse_stored(const Location& place, const std::string& what, const std::string& hint);

/// What helps against most that a stored result can lack.
inline constexpr const char* write_it_again = "write it again with 'llmtco run SCENARIO --format json'";

}  // namespace llmtco
