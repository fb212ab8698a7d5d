#include "scenario/named_file.h"

#include <fmt/format.h>

#include "yaml/scalar.h"

namespace llmtco {

std::optional<std::string> bytes_named(const std::string& name, std::size_t largest, const Node& asker,
                                       const InputFolder& folder, Diagnostics& diagnostics) {
  try {
    auto read = folder.read(name, largest);
    if (auto* bytes = std::get_if<std::string>(&read)) return std::move(*bytes);
    const Refusal& refusal = std::get<Refusal>(read);
    diagnostics.error(asker.location(), refusal.message + at_path(asker), refusal.hint);
    return std::nullopt;
  } catch (const FileError& error) {
    throw FileError(
        fmt::format("{}; it is named in {}{}", error.what(), to_text(asker.location()), at_path(asker)));
  }
}

}  // namespace llmtco
