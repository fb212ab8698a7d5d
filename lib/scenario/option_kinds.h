#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "scenario/form.h"
#include "scenario/option_reader.h"

namespace llmtco {

/// A kind of option: its word, the keys it takes, and what makes an option of them.
struct OptionKind {
  std::string_view name;
  std::vector<Field> (*fields)();
  /// `option` has its name, and takes who serves, contracts, accuracy and assumptions.
  void (*read)(const Place& place, const Sources& sources, Inputs& inputs, Option& option);
};

/// All kinds. A new one is a row here, and a file with its two functions.
std::span<const OptionKind> option_kinds();
/// The kind of an option that has passed check().
const OptionKind& kind_of(const Place& option);

std::vector<Field> api_fields();
void read_api(const Place& place, const Sources& sources, Inputs& inputs, Option& option);
std::vector<Field> rented_fields();
void read_rented(const Place& place, const Sources& sources, Inputs& inputs, Option& option);
std::vector<Field> owned_fields();
void read_owned(const Place& place, const Sources& sources, Inputs& inputs, Option& option);
std::vector<Field> appliance_fields();
void read_appliance(const Place& place, const Sources& sources, Inputs& inputs, Option& option);
std::vector<Field> serverless_fields();
void read_serverless(const Place& place, const Sources& sources, Inputs& inputs, Option& option);
std::vector<Field> split_fields();
void read_split(const Place& place, const Sources& sources, Inputs& inputs, Option& option);
std::vector<Field> route_fields();
void read_route(const Place& place, const Sources& sources, Inputs& inputs, Option& option);
std::vector<Field> custom_fields();
void read_custom(const Place& place, const Sources& sources, Inputs& inputs, Option& option);

}  // namespace llmtco
