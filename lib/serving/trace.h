#pragma once
#include <string>

#include "serving/request.h"
#include "text/diagnostics.h"

namespace llmtco::serving {

/// Requests of a trace, as CSV or, where its first character is `{`, as lines of JSON, or `[`, as one list. Columns are known by the names
/// that published traces have, whatever their case:
///
///     arrival   timestamp_s, arrival_s, arrived_at (seconds); timestamp_ms (ms);
///               timestamp: a date and time (Azure), milliseconds beside input_length (Mooncake), else seconds (BurstGPT)
///     input     input_tokens, input_length, ContextTokens, Request tokens, num_prefill_tokens, prompt_tokens
///     output    output_tokens, output_length, GeneratedTokens, Response tokens, num_decode_tokens, completion_tokens
///     hash_ids  may be absent: ids of blocks of 512 tokens, separated by blanks or commas (Mooncake)
///
/// Reported, all at once, with line and column: cells that are no such number, lengths below 1 or above 10 million,
/// times that are negative, beyond 53 days or before that of the row above, more ids than the prompt has blocks. Dates
/// and times count from the first. A load without any request is an error, too.
Load read_trace(std::string text, const std::string& name, Diagnostics& diagnostics);

/// A file. Throws FileError where it cannot be read.
Load read_trace_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace llmtco::serving
