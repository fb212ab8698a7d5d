#include "performance/memory.h"
#include "scenario/forms.h"
#include "scenario/rent_price.h"

namespace llmtco {
namespace {

/// Bytes of the weights of one copy, whatever holds them.
Bytes weight_bytes(const Placement& placement) {
  const Memory fit = memory_use(placement);
  return fit.weights * static_cast<double>(placement.gpus()) + fit.host_weights;
}

CloudServices::Egress read_egress(const Place& place, Inputs& inputs) {
  const std::string about = path_below(place.node(), "bytes_per_token");
  const auto usual = [&] {
    return inputs.assumed(
        about, 4.0 * byte / token, "a token of an answer is 4 bytes on the wire",
        std::vector{instead(100.0 * byte / token, "100 bytes, streamed one event a token")});
  };
  if (!place.is_mapping_of_keys()) return {inputs.number<UsdPerByte>(place), usual()};
  return {inputs.number<UsdPerByte>(place.at("price")),
          inputs.number_or<BytesPerToken>(place, "bytes_per_token", usual)};
}

CloudServices::Storage read_storage(const Place& place, const Fleet& fleet, Inputs& inputs) {
  const auto usual = [&] {
    return inputs.assumed(path_below(place.node(), "size"), weight_bytes(fleet.replica.placement),
                          "the weights of the model are stored, once");
  };
  if (!place.is_mapping_of_keys()) return {inputs.number<UsdPerByteSecond>(place), usual()};
  return {inputs.number<UsdPerByteSecond>(place.at("price")), inputs.number_or<Bytes>(place, "size", usual)};
}

CloudServices::Support read_support(const Place& place, Inputs& inputs) {
  const std::vector<Alternative> nothing_else;  // it is what leaving it out says
  const auto none = [&] {
    return inputs.assumed(path_below(place.node(), "least"), UsdPerSecond(), "support has no least amount",
                          nothing_else);
  };
  if (!place.is_mapping_of_keys()) return {inputs.number<double>(place), none()};
  return {inputs.number(place, "share", 0.0, "support takes no share of the invoice", nothing_else),
          inputs.number_or<UsdPerSecond>(place, "least", none)};
}

}  // namespace

std::vector<Field> service_fields() {
  using namespace forms;
  return {
      {"egress",
       form(EitherForm{amount<UsdPerByte>(),
                       mapping("egress", {{"price", amount<UsdPerByte>(), required, "as $0.09/GB"},
                                          {"bytes_per_token", amount<BytesPerToken>(), optional,
                                           "of an answer on the wire; 4 if absent"}})}),
       optional, "of answers that leave the cloud, as $0.09/GB; none if absent"},
      {"storage",
       form(EitherForm{
           amount<UsdPerByteSecond>(),
           mapping("storage", {{"price", amount<UsdPerByteSecond>(), required, "as $0.10/GB/month"},
                               {"size", amount<Bytes>(), optional, "the weights of one copy if absent"}})}),
       optional, "of weights, as $0.10/GB/month; none if absent"},
      {"load_balancer", amount<UsdPerSecond>(), optional, "as $20/month; none if absent"},
      {"support",
       form(EitherForm{
           share(), mapping("support",
                            {{"share", share(), optional, "of what is invoiced before it; 0 if absent"},
                             {"least", amount<UsdPerSecond>(), optional, "so much at least; 0 if absent"}})}),
       optional, "a share of what is invoiced, as 10 %, or {least: $500/month}; none if absent"}};
}

void read_services(const Place& place, const Fleet& fleet, Inputs& inputs, Option& option) {
  const auto egress = place.find("egress"), storage = place.find("storage"),
             balancer = place.find("load_balancer"), support = place.find("support");
  if (!egress && !storage && !balancer && !support) return;
  CloudServices services;
  if (egress) services.egress = read_egress(*egress, inputs);
  if (storage) services.storage = read_storage(*storage, fleet, inputs);
  if (balancer) services.load_balancing = inputs.number<UsdPerSecond>(*balancer);
  if (support) services.support = read_support(*support, inputs);
  option.contracts.emplace_back(services);
}

}  // namespace llmtco
