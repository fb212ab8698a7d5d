#include "scenario/calibration_reader.h"

#include <fmt/format.h>

#include <memory>
#include <string_view>

#include "calibration/calibration_file.h"
#include "columns/normal.h"
#include "host/sha256.h"
#include "scenario/forms.h"
#include "scenario/named_file.h"
#include "text/characters.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::size_t largest_calibration = 16'000'000;

/// Whether a text says that it is a calibration, of this version or another: only then may lines of it be shown.
bool names_its_schema(std::string_view text) {
  const std::size_t key = text.find("\"schema\"");
  if (key == text.npos) return false;
  const std::size_t value = text.find_first_not_of(" \t\r\n:", key + 8);
  return value != text.npos && text.substr(value).starts_with("\"kernel-calibration/");
}

}  // namespace

FormPtr calibration_form() {
  using namespace forms;
  return mapping("a calibration",
                 {{"file", text(), required, "of `llmtco calibrate` or `bench`, relative to the scenario"},
                  {"use", choice({"form", "ratios", "absolute"}), required,
                   "the blend of memory and compute time, the format's speed over 16-bit weights, or the "
                   "speeds measured"}});
}

const CalibrationFiles::File& CalibrationFiles::read(const Place& file, Inputs& inputs) {
  const std::string path = inputs.folder().path_of(file.text());
  if (const auto known = files_.find(path); known != files_.end()) return known->second;
  auto text =
      bytes_named(file.text(), largest_calibration, file.node(), inputs.folder(), inputs.diagnostics());
  File& read = files_[path];
  if (!text) return read;
  bytes_ += text->size();
  if (bytes_ > largest_calibration) {
    inputs.diagnostics().error(
        file.node().location(),
        fmt::format("the calibrations of this scenario have more than 16 MB{}", at_path(file.node())));
    return read;
  }
  read.id = sha256(*text).substr(0, 8);
  // Whether the file is good does not hang on mistakes elsewhere, so it has diagnostics of its own first.
  Diagnostics own;
  read.calibration = read_calibration(*text, path, own);
  if (!own.has_errors()) return read;
  if (!names_its_schema(*text)) {
    inputs.diagnostics().error(
        file.node().location(),
        fmt::format("{}: no calibration that `llmtco calibrate` or `bench` has written{}", path,
                    at_path(file.node())));
    return read;
  }
  inputs.diagnostics().add_source(std::make_shared<const Source>(path, *std::move(text)));
  for (const Diagnostic& each : own.sorted())
    inputs.diagnostics().error(each.location, each.message, each.hint);
  return read;
}

std::optional<NamedCalibration> read_named_calibration(const Place& option, CalibrationFiles& files,
                                                       Inputs& inputs) {
  const auto place = option.find("calibration");
  if (!place) return std::nullopt;
  const CalibrationFiles::File& file = files.read(place->at("file"), inputs);
  if (!file.calibration) return std::nullopt;
  return NamedCalibration{.place = *place,
                          .file = place->at("file").text(),
                          .calibration = &*file.calibration,
                          .id = file.id,
                          .use = calibration_use_names.from_text(place->at("use").text()).value()};
}

Uncertain<double> drawn(const std::string& name, const Interval95& e, OriginId origin, Inputs& inputs) {
  return inputs.study().variables.uncertain<double>(name, distribution_of(e), origin);
}

std::string with_interval(const Interval95& e) {
  return e.high > e.low ? fmt::format("{:.3g} ({:.3g} to {:.3g})", e.value, e.low, e.high)
                        : fmt::format("{:.3g}", e.value);
}

}  // namespace llmtco
