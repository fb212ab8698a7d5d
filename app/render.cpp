#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "outputs.h"
#include "report/result_reader.h"
#include "selection.h"
#include "view.h"

namespace llmtco::app {

int execute(const RenderArgs& args) {
  const std::vector<OutputArgs> outputs = outputs_of(args, ResultOf::file);
  require_screen(args, outputs);
  Screen screen = screen_of(args);
  screen.command = "render";
  screen.arguments = {args.result};
  StoredResult stored = read_result(args.result);
  for (const OutputArgs& output : outputs) keep_inputs(output, {args.result});
  if (screen.sort != nullptr) sort_options(*screen.sort, stored.result);
  write_all(outputs, {stored.result, stored.inputs ? &*stored.inputs : nullptr, nullptr, args, screen});
  return ExitCode::ok;
}

}  // namespace llmtco::app
