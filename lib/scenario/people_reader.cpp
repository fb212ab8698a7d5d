#include "scenario/people_reader.h"

#include <fmt/format.h>

#include "scenario/catalogue_figure.h"
#include "scenario/dated_reader.h"
#include "scenario/forms.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

Role read_role(const Place& place, const Sources& sources, Inputs& inputs, Option& of) {
  Role role{.name = place.at("role").text(), .salary = {}};
  const auto count = place.find("count"), one_for = place.find("one_for");
  if (!count && !one_for)
    inputs.diagnostics().error(
        place.node().location(),
        fmt::format("a role has a count, or one_for so many tasks{}", at_path(place.node())));
  if (count) role.count = inputs.number<double>(*count);
  if (one_for) role.one_for = inputs.number<RequestsPerSecond>(*one_for);
  if (const auto whole = place.find("whole"))
    role.whole = boolean(whole->node(), inputs.diagnostics()).value_or(false);
  role.salary = inputs.number_or<UsdPerSecond>(
      place, "salary", [&] { return figure<UsdPerSecond>("mlops-base-pay", sources, inputs, of); });
  role.load = inputs.number_or<double>(
      place, "load", [&] { return figure<double>("pay-load-factor", sources, inputs, of); });
  role.when = read_dated(place, inputs);
  role.hired_before = whole_months(place, "hired_before", 0, inputs);
  if (role.hired_before > 0 && !role.one_for)
    inputs.diagnostics().error(
        place.at("hired_before").node().key_location(),
        fmt::format("a fixed count is there from its first month on; give an earlier `from`{}",
                    at_path(place.at("hired_before").node())));
  role.source = inputs.source(role.salary, "mlops-base-pay");
  return role;
}

}  // namespace

FormPtr people_form() {
  using namespace forms;
  std::vector<Field> fields{
      {"role", text(), required, "what they do, as platform or on-call"},
      {"count", plain(0, 1e6), optional, "full-time equivalents; and, or instead, one_for"},
      {"one_for", amount<RequestsPerSecond>(1e-12), optional, "one more for so many tasks, as 20M/month"},
      {"whole", boolean(), optional, "true: no part-time, the number is rounded up"},
      {"salary", amount<UsdPerSecond>(), optional,
       "base pay of one, as $180k/year; an ML-ops engineer's of the catalogue if absent"},
      {"load", plain(1, 5), optional,
       "all that an employer pays over base pay; the catalogue's factor if absent"},
      {"hired_before", fixed_amount<Seconds>(), optional,
       "as 3 months: so long before the load needs them they are there, and paid; none if absent"}};
  for (Field& field : dated_fields()) fields.push_back(std::move(field));
  return form(ListForm{mapping("a role", std::move(fields))});
}

void read_people(const Place& option, const Sources& sources, Inputs& inputs, Option& of) {
  const auto people = option.find("people");
  if (!people) return;
  Staff staff;
  for (const Place& role : people->children()) staff.roles.push_back(read_role(role, sources, inputs, of));
  if (!staff.roles.empty()) of.contracts.emplace_back(std::move(staff));
}

}  // namespace llmtco
