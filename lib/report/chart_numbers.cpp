#include "report/chart_numbers.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/escape.h"
#include "text/money.h"

namespace llmtco {
namespace {

using PageJson = nlohmann::ordered_json;

void put_number(PageJson& json, const char* name, double value) {
  if (std::isfinite(value)) json[name] = value;
}

void put_words(PageJson& json, const char* name, const std::string& words) {
  if (!words.empty()) json[name] = for_terminal(words);
}

PageJson json_of(const ChartMark& mark) {
  PageJson json = PageJson::object();
  put_number(json, "value", mark.value);
  put_number(json, "low", mark.low);
  put_number(json, "high", mark.high);
  put_number(json, "middle", mark.middle);
  put_number(json, "up", mark.up);
  put_number(json, "up_low", mark.up_low);
  put_number(json, "up_high", mark.up_high);
  put_words(json, "style", mark.style);
  put_words(json, "kind", mark.kind);
  put_words(json, "tip", mark.tip);
  return json;
}

PageJson json_of(const ChartRow& row) {
  PageJson json{{"name", for_terminal(row.name)}};
  if (row.best) json["best"] = true;
  put_words(json, "words", row.words);
  if (row.sum) json["sum"] = json_of(*row.sum);
  json["marks"] = PageJson::array();
  for (const ChartMark& mark : row.marks) json["marks"].push_back(json_of(mark));
  return json;
}

}  // namespace

std::string chart_numbers_json(const ChartNumbers& numbers) {
  PageJson json{
      {"kind", numbers.kind}, {"unit", numbers.unit}, {"sign", money_sign()}, {"counts", numbers.counts}};
  if (numbers.by_factors) json["by_factors"] = true;
  if (numbers.limit) json["limit"] = json_of(*numbers.limit);
  json["rows"] = PageJson::array();
  for (const ChartRow& row : numbers.rows) json["rows"].push_back(json_of(row));
  std::string safe;
  for (const char c : json.dump()) safe += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return safe;
}

}  // namespace llmtco
