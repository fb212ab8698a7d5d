#include "report/focus_terms.h"

#include <cctype>

namespace llmtco {
namespace {

/// What a contract is paid for by the month, used or not.
bool is_fee(ItemId item) {
  switch (item) {
    case ItemId::demand_charge:
    case ItemId::colocation:
    case ItemId::maintenance:
    case ItemId::insurance:
    case ItemId::support:
    case ItemId::load_balancing:
      return true;
    default:
      return false;
  }
}

/// Lines of the scenario's author, and of a change: their behaviour says how they are charged.
bool is_by_behaviour(ItemId item) {
  switch (item) {
    case ItemId::custom:
    case ItemId::migration:
    case ItemId::dual_running:
    case ItemId::evaluation:
    case ItemId::fine_tuning:
    case ItemId::requalification:
      return true;
    default:
      return false;
  }
}

FocusCharge invoiced_charge(const LineResult& line) {
  switch (line.id) {
    case ItemId::reserved_hours:
    case ItemId::block_hours:
    case ItemId::provisioned_units:
      return FocusCharge::committed;
    case ItemId::unused_hours:
      return FocusCharge::unused;
    case ItemId::commitment_shortfall:
      return FocusCharge::shortfall;
    case ItemId::commitment_discount:
    case ItemId::credits:
      return FocusCharge::credit;
    default:
      break;
  }
  if (line.monthly_usd.mean.value < 0) return FocusCharge::credit;
  const bool fee = is_fee(line.id) || (is_by_behaviour(line.id) && line.behaviour == CostBehaviour::fixed);
  return fee ? FocusCharge::fee : FocusCharge::usage;
}

constexpr std::string_view ai_services = "AI and Machine Learning", compute_services = "Compute",
                           other_services = "Other", governance_services = "Management and Governance";

FocusService change_service(ItemId item) {
  switch (item) {
    case ItemId::fine_tuning:
      return {ai_services, "Machine Learning", "Fine-tuning"};
    case ItemId::evaluation:
    case ItemId::requalification:
      return {ai_services, "Machine Learning", "Evaluation"};
    case ItemId::migration:
    case ItemId::dual_running:
    case ItemId::exit:
      return {"Migration", "Other (Migration)", "Change of supplier"};
    default:
      return {other_services, "Other (Other)", "Other costs"};
  }
}

FocusService hosting_service(ItemId item) {
  switch (item) {
    case ItemId::egress:
      return {"Networking", "Network Connectivity", "Data transfer"};
    case ItemId::load_balancing:
      return {"Networking", "Application Networking", "Load balancing"};
    case ItemId::weight_storage:
      return {"Storage", "Object Storage", "Storage of weights"};
    case ItemId::support:
      return {governance_services, "Support", "Support"};
    case ItemId::power:
    case ItemId::demand_charge:
    case ItemId::colocation:
    case ItemId::insurance:
      return {other_services, "Other (Other)", "Data centre"};
    default:
      return {compute_services, "Other (Compute)", "Own machines"};
  }
}

bool is_change(ItemId item) { return is_by_behaviour(item) || item == ItemId::exit; }

bool is_hosting(ItemId item) {
  return item >= ItemId::egress && item <= ItemId::resale;  // in the order of the list of items
}

}  // namespace

FocusCharge focus_charge(const LineResult& line) {
  switch (line.type) {
    case CostType::amortized:
      return FocusCharge::capital;
    case CostType::staff:
      return FocusCharge::economic;
    case CostType::risk:
    case CostType::carbon:
      return FocusCharge::expected;
    case CostType::purchase:
      return line.monthly_usd.mean.value < 0 ? FocusCharge::sold : FocusCharge::bought;
    case CostType::invoiced:
      break;
  }
  return invoiced_charge(line);
}

FocusService focus_service(const LineResult& line, std::string_view option_kind) {
  if (line.type == CostType::staff)
    return {governance_services, "Other (Management and Governance)", "Staff"};
  if (line.type == CostType::risk) return {other_services, "Other (Other)", "Expected damage"};
  if (line.type == CostType::carbon) return {other_services, "Other (Other)", "Price on emissions"};
  if (is_change(line.id)) return change_service(line.id);
  if (is_hosting(line.id)) return hosting_service(line.id);
  switch (line.id) {
    case ItemId::serverless_busy:
    case ItemId::serverless_idle:
    case ItemId::serverless_starts:
    case ItemId::serverless_active:
    case ItemId::request_fees:
      return {compute_services, "Serverless Compute", "Serverless inference"};
    case ItemId::agent_tools:
      return {other_services, "Other (Other)", "Tool calls"};
    default:
      break;
  }
  const bool hours = line.id >= ItemId::gpu_hours && line.id <= ItemId::start_hours;
  if (hours || option_kind == "rented") return {compute_services, "Virtual Machines", "Machine rental"};
  return {ai_services, "Generative AI", "Model API"};
}

FocusUnit focus_unit(std::string_view unit) {
  struct Known {
    std::string_view unit, priced, consumed;
    double each;
  };
  static constexpr Known known[] = {{"Mtok", "1000000 Tokens", "Tokens", 1e6},
                                    {"Mtok-h", "1000000 Token-Hours", "Token-Hours", 1e6},
                                    {"GPU-h", "GPU-Hours", "GPU-Hours", 1},
                                    {"machine-h", "Machine-Hours", "Machine-Hours", 1},
                                    {"GPU-s", "GPU-Seconds", "GPU-Seconds", 1},
                                    {"kWh", "Kilowatt-Hours", "Kilowatt-Hours", 1},
                                    {"kW-months", "Kilowatt-Months", "Kilowatt-Months", 1},
                                    {"GB", "GB", "GB", 1},
                                    {"GB-months", "GB-Months", "GB-Months", 1},
                                    {"unit-months", "Unit-Months", "Unit-Months", 1},
                                    {"month", "Months", "Months", 1},
                                    {"FTE", "FTE-Months", "FTE-Months", 1},
                                    {"1k uses", "1000 Uses", "Uses", 1000},
                                    {"1k calls", "1000 Calls", "Calls", 1000},
                                    {"requests", "Requests", "Requests", 1},
                                    {"calls", "Calls", "Calls", 1},
                                    {"t", "Tonnes", "Tonnes", 1}};
  for (const Known& each : known) {
    if (each.unit == unit) return {std::string(each.priced), std::string(each.consumed), each.each};
  }
  std::string text(unit.empty() ? "Units" : unit);  // accelerators, machines, wrong answers
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return {text, text, 1};
}

FocusUnit focus_unit_held(std::string_view quantity_unit) {
  FocusUnit unit = focus_unit(quantity_unit);
  if (unit.priced.find_first_of(" -") != std::string::npos || !unit.priced.ends_with('s') ||
      unit.priced == "Months" || unit.priced == "Payments")
    return unit;
  unit.priced.back() = '-';
  unit.priced += "Months";
  return {unit.priced, unit.priced, 1};
}

FocusTokens focus_tokens(ItemId item) {
  switch (item) {
    case ItemId::input_tokens:
      return {"Input", "Uncached", "Text"};
    case ItemId::output_tokens:
      return {"Output", "", "Text"};
    case ItemId::cache_reads:
      return {"Input", "Read", "Text"};
    case ItemId::cache_writes:
    case ItemId::cache_writes_1h:
      return {"Input", "Write", "Text"};
    case ItemId::audio_input_tokens:
      return {"Input", "Uncached", "Audio"};
    case ItemId::audio_cache_reads:
      return {"Input", "Read", "Audio"};
    case ItemId::audio_output_tokens:
      return {"Output", "", "Audio"};
    case ItemId::image_input_tokens:
      return {"Input", "Uncached", "Image"};
    case ItemId::image_cache_reads:
      return {"Input", "Read", "Image"};
    case ItemId::image_output_tokens:
      return {"Output", "", "Image"};
    default:
      return {};
  }
}

std::string focus_meter(const LineResult& line) {
  const FocusTokens tokens = focus_tokens(line.id);
  if (tokens.direction.empty()) {
    if (line.quantity_unit == "GPU-h" && line.id == ItemId::gpu_hours) return "GPU Hours";
    std::string text(line.labels.name.empty() || line.id != ItemId::custom
                         ? item_ids.to_text(line.id)
                         : std::string_view(line.labels.name));
    bool starts = true;
    for (char& c : text) {
      if (c == '_') c = ' ';
      if (starts) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      starts = c == ' ';
    }
    return text;
  }
  std::string text = tokens.medium == "Text" ? "" : std::string(tokens.medium) + " ";
  if (tokens.cache_action == "Read") text += "Cache Read ";
  if (tokens.cache_action == "Write")
    text += line.id == ItemId::cache_writes_1h ? "Cache Write 1h " : "Cache Write ";
  return text + std::string(tokens.direction) + " Tokens";
}

}  // namespace llmtco
