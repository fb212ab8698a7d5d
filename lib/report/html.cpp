#include "report/html.h"

#include <fmt/format.h>

#include <algorithm>

#include "host/sha256.h"
#include "report/assumptions.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/page_scripts.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// Base64 (RFC 4648) of bytes given in hexadecimal.
std::string base64_of_hex(const std::string& hex) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto half_byte = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  std::string text;
  for (std::size_t at = 0; at < hex.size(); at += 6) {
    const std::size_t taken = std::min<std::size_t>(6, hex.size() - at);
    unsigned bits = 0;
    for (std::size_t i = 0; i < 6; ++i) bits = bits << 4 | (i < taken ? half_byte(hex[at + i]) : 0);
    const std::size_t shown = taken / 2 + 1;  // three bytes are four digits
    for (std::size_t i = 0; i < 4; ++i) text += i < shown ? digits[bits >> (18 - 6 * i) & 63] : '=';
  }
  return text;
}

/// What a policy calls the content of an element by.
std::string fingerprint(std::string_view content) {
  return content.empty() ? "" : fmt::format(" 'sha256-{}'", base64_of_hex(sha256(content)));
}

/// Nothing may be loaded, run, sent or framed, but this page's own styles and script, by their fingerprints.
std::string policy(bool live) {
  const std::string script = live ? fingerprint(page_script()) : "";
  return fmt::format("default-src 'none'; style-src{}{}{}{}; base-uri 'none'; form-action 'none'",
                     fingerprint(html_style()), live ? fingerprint(page_script_style()) : "",
                     script.empty() ? "" : "; script-src", script);
}

std::string element_of(std::string_view name, std::string_view content) {
  return content.empty() ? "" : fmt::format("<{}>{}</{}>\n", name, content, name);
}

std::string head(const HtmlPage& page, bool live) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"llmtco {}\">\n"
      "<title>{}: {}</title>\n{}{}</head>\n",
      policy(live), for_html_attribute(page.tool_version), for_html(page.name), for_html(page.about),
      element_of("style", html_style()), element_of("style", live ? page_script_style() : ""));
}

std::string figures(const std::vector<Chart>& charts) {
  std::string text;
  for (const Chart& chart : charts) text += html_figure(chart);
  return text;
}

std::string figure(const std::optional<Chart>& chart) { return chart ? html_figure(*chart) : std::string(); }

std::vector<HtmlSection> sections_of(const Result& result, const ResultInputs* inputs) {
  const Lineup lineup = line_up(result);
  const std::string months = figure(months_chart(result, lineup));
  return {
      {"answer", "The answer", html_answer(result, lineup)},
      {"costs-of", "What it costs", figure(costs_chart(result, lineup))},
      {"sure", "How sure that is", figure(spread_chart(result, lineup))},
      {"by-month", "Months", months},
      {"speed", "Speed", figures(latency_charts(result, lineup))},
      {"right", "Right answers", figure(accuracy_chart(result, lineup))},
      {"routes", "Routes", html_routes(lineup)},
      {"bills", "Bills, line by line", html_bills(result, lineup)},
      {"assumptions", "Assumptions", figure(assumptions_chart(result)) + html_list(assumption_lines(result))},
      {"warnings", "Warnings", html_list(result.warnings)},
      {"again", "How to make this again", html_again(result, inputs)}};
}

}  // namespace

std::string html_page(const HtmlPage& page) {
  std::string links, content;
  for (const HtmlSection& section : page.sections) {
    if (section.content.empty()) continue;
    links += fmt::format("<a href=\"#{}\">{}</a>\n", section.id, section.heading);
    content += html_section(section.id, section.heading, section.content);
  }
  const bool live = content.find(html_numbers_begin) != content.npos;
  return head(page, live) +
         fmt::format(
             "<body>\n<header>\n<h1>{}</h1>\n{}</header>\n<nav aria-label=\"Sections\">\n{}</nav>\n"
             "<main>\n{}</main>\n{}</body>\n</html>\n",
             for_html(page.name), html_paragraph(page.description, "dim"), links, content,
             element_of("script", live ? page_script() : ""));
}

std::string to_html(const Result& result, const ResultInputs* inputs) {
  const MoneyIn money_in(result.currency);
  return html_page({.name = result.scenario,
                    .about = "what serving it costs",
                    .description = result.description,
                    .tool_version = result.tool_version,
                    .sections = sections_of(result, inputs)});
}

bool pages_are_interactive() { return !page_script().empty(); }

}  // namespace llmtco
