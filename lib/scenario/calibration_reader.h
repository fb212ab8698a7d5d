#pragma once
#include <map>
#include <optional>
#include <string>

#include "calibration/applicability.h"
#include "scenario/inputs.h"

namespace llmtco {

/// Calibration files of a scenario, each read once.
class CalibrationFiles {
 public:
  struct File {
    std::optional<Calibration> calibration;  ///< absent after an error was reported
    std::string id;                          ///< of its bytes, for the names of what is drawn
  };
  /// Throws FileError, with the place that names it, where the file is missing.
  const File& read(const Place& file, Inputs& inputs);

 private:
  std::map<std::string, File> files_;
  std::size_t bytes_ = 0;
};

/// A calibration an option names, and how it wants to use it.
struct NamedCalibration {
  Place place;
  std::string file;  ///< as the scenario writes it
  const Calibration* calibration;
  std::string id;
  CalibrationUse use;

  Place use_place() const { return place.at("use"); }
};

/// What names a calibration in an option.
FormPtr calibration_form();

/// Absent where the option names none, or after an error was reported.
std::optional<NamedCalibration> read_named_calibration(const Place& option, CalibrationFiles& files,
                                                       Inputs& inputs);

/// A number with its interval as something drawn under `name`: lognormal, the value its median, the interval
/// 95 %.
Uncertain<double> drawn(const std::string& name, const Interval95& e, OriginId origin, Inputs& inputs);

/// "2.1 (1.8 to 2.6)"
std::string with_interval(const Interval95& e);

}  // namespace llmtco
