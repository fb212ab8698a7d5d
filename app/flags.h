#pragma once
#include <optional>
#include <string>
#include <variant>

#include "catalog/catalog.h"
#include "refusal.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/diagnostics.h"
#include "units/parse.h"

namespace llmtco::app {

/// Collects what is wrong with the flags, so that all of it is said at once.
class Flags {
 public:
  void complain(const std::string& message, const std::string& hint = "") {
    complaints_ += complaint(message, hint);
  }
  void add(const Flags& more) { complaints_ += more.complaints_; }
  void finish() const {
    if (!complaints_.empty()) throw InputError(complaints_);
  }

  template <class T>
  std::optional<T> entry(const char* flag, const std::string& name, const Found<T>& found) {
    if (name.empty()) {
      complain(std::string(flag) + " is missing");
      return std::nullopt;
    }
    if (const auto* what = std::get_if<NotFound>(&found)) {
      complain(std::string(flag) + ": " + what->message, what->hint);
      return std::nullopt;
    }
    return std::get<T>(found);
  }

  /// A quantity given by a flag, in units of Q.
  template <class Q>
  Q quantity(const char* flag, const std::string& text) {
    const auto read = parse_quantity(text);
    if (const auto* error = std::get_if<QuantityError>(&read)) {
      complain(std::string(flag) + ": " + error->message, did_you_mean(error->word, unit_names()));
      return Q();
    }
    const Measured value = std::get<Measured>(read);
    if (!stands_for(value.dimension, Q::dimension) || value.value <= 0) {
      complain(std::string(flag) + ": " + shown(text) + " is no positive number of " +
               std::string(unit_text(Q::dimension)));
    }
    return Q(value.value);
  }

 private:
  std::string complaints_;
};

}  // namespace llmtco::app
