#include "cost/line_item.h"

#include <fmt/format.h>

namespace llmtco {
namespace {

constexpr Names<ItemId, 64> item_texts{{{{ItemId::input_tokens, "input tokens"},
                                         {ItemId::output_tokens, "output tokens"},
                                         {ItemId::cache_reads, "cache reads"},
                                         {ItemId::cache_writes, "cache writes"},
                                         {ItemId::cache_writes_1h, "cache writes for an hour"},
                                         {ItemId::cache_storage, "cache storage"},
                                         {ItemId::tool_uses, "uses of "},
                                         {ItemId::provisioned_units, "provisioned units"},
                                         {ItemId::free_tokens, "free tokens"},
                                         {ItemId::commitment_discount, "committed-spend discount"},
                                         {ItemId::commitment_shortfall, "committed-spend shortfall"},
                                         {ItemId::credits, "credits"},
                                         {ItemId::audio_input_tokens, "audio input tokens"},
                                         {ItemId::audio_cache_reads, "audio cache reads"},
                                         {ItemId::audio_output_tokens, "audio output tokens"},
                                         {ItemId::image_input_tokens, "image input tokens"},
                                         {ItemId::image_cache_reads, "image cache reads"},
                                         {ItemId::image_output_tokens, "image output tokens"},
                                         {ItemId::gpu_hours, "GPU hours"},
                                         {ItemId::machine_hours, "machine hours"},
                                         {ItemId::reserved_hours, "hours"},
                                         {ItemId::block_hours, "hours"},
                                         {ItemId::spot_hours, "hours"},
                                         {ItemId::unused_hours, "unused hours"},
                                         {ItemId::lost_hours, "hours lost to evictions"},
                                         {ItemId::start_hours, "hours of starts"},
                                         {ItemId::serverless_busy, "serverless, answering"},
                                         {ItemId::serverless_idle, "serverless, kept warm"},
                                         {ItemId::serverless_starts, "serverless, cold starts"},
                                         {ItemId::serverless_active, "serverless, always on"},
                                         {ItemId::request_fees, "request fees"},
                                         {ItemId::egress, "egress"},
                                         {ItemId::weight_storage, "storage of weights"},
                                         {ItemId::load_balancing, "load balancing"},
                                         {ItemId::support, "support"},
                                         {ItemId::capital, "capital"},
                                         {ItemId::network, "network"},
                                         {ItemId::racks, "racks"},
                                         {ItemId::spares, "spares"},
                                         {ItemId::installation, "installation"},
                                         {ItemId::sales_tax, "sales tax"},
                                         {ItemId::disposal, "disposal"},
                                         {ItemId::power, "power"},
                                         {ItemId::demand_charge, "demand charge"},
                                         {ItemId::colocation, "colocation"},
                                         {ItemId::maintenance, "maintenance"},
                                         {ItemId::insurance, "insurance"},
                                         {ItemId::purchase, "purchase"},
                                         {ItemId::resale, "resale"},
                                         {ItemId::staff, "staff: "},
                                         {ItemId::migration, "migration"},
                                         {ItemId::dual_running, "dual running"},
                                         {ItemId::evaluation, "evaluation"},
                                         {ItemId::fine_tuning, "fine tuning"},
                                         {ItemId::requalification, "requalification"},
                                         {ItemId::exit, "leaving again"},
                                         {ItemId::wrong_answers, "wrong answers"},
                                         {ItemId::retries, "retries of wrong answers"},
                                         {ItemId::escalations, "wrong answers sent to "},
                                         {ItemId::people_for_wrong, "people who do what was wrong"},
                                         {ItemId::churn, "customers who leave"},
                                         {ItemId::critical_failures, "critical failures"},
                                         {ItemId::carbon, "carbon"},
                                         {ItemId::agent_tools, "tool calls"}}}};

}  // namespace

std::string tier_text(Tokens from_input) {
  return fmt::format("from {:.0f}k input", from_input / token / 1000);
}

std::string display_text(ItemId item, const Labels& labels, bool several_classes) {
  std::string text;
  if (!labels.part.empty()) text += labels.part + ": ";
  if (several_classes && !labels.request_class.empty()) text += labels.request_class + " ";
  text += item == ItemId::custom ? labels.name : std::string(item_texts.to_text(item));
  const bool named = item == ItemId::tool_uses || item == ItemId::staff || item == ItemId::escalations;
  if (named) text += labels.name;
  if (!named && item != ItemId::custom && !labels.name.empty()) text += ", " + labels.name;
  if (!labels.window.empty()) text += ", " + labels.window;
  if (labels.tier > Tokens()) text += ", " + tier_text(labels.tier);
  return text;
}

LineItem lump(LineItem about, const Drawn<Usd>& monthly) {
  about.quantity = 1.0;
  about.quantity_unit = "month";
  about.unit_price_usd = monthly / usd;
  return about;
}

}  // namespace llmtco
