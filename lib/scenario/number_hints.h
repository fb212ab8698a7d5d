#pragma once
#include <string>

#include "units/parse.h"
#include "yaml/node.h"

/// What was probably meant by a text that is not the number a place wants: hints of its error, empty where
/// nothing is likely.
namespace llmtco::hints {

/// Of a text that cannot be read as a quantity: a formula without its '=', an interval without its 'to', another
/// currency, a mistyped unit, a change without its percent sign.
std::string unreadable(const std::string& text, const QuantityError& error);

/// Of a quantity that counts something else than what is wanted: `$70k` where `$70k/month` must stand.
std::string other_unit(const Node& node, const std::string& text, const Measured& found, Dimension wanted);

/// Of an override that lost its dollar: in double quotes a shell takes `$2` of `$20k/month` for a parameter of
/// its own.
std::string shell_took_dollar(const Node& node, const std::string& text, Dimension wanted);

/// Of a count such as `12.500`, which is twelve and a half where a point stands before the decimals, and twelve
/// thousand five hundred where it groups digits: how to write either. Empty for all other texts.
std::string two_readings(const std::string& text, Dimension counts);

}  // namespace llmtco::hints
