#include "completion.h"

#include "cli.h"
#include "commands.h"
#include "exit_code.h"
#include "output.h"

namespace llmtco::app {
namespace {

/// Bash splits words at '=' and ':', which belong to ours; so the line is split again, and what the word has
/// before its last piece is taken off the candidates.
constexpr const char* bash = R"sh(# bash completion of llmtco
_llmtco() {
  local line=${COMP_LINE:0:COMP_POINT} piece=${COMP_WORDS[COMP_CWORD]} word candidate says
  local -a words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  word=${words[${#words[@]}-1]}
  [[ $piece == [=:] ]] && piece=
  local before=${word%"$piece"}
  COMPREPLY=()
  while IFS=$'\t' read -r candidate says; do
    if [[ $candidate == :files ]]; then
      compopt -o default 2> /dev/null
      continue
    fi
    [[ $candidate == *[.=] ]] && compopt -o nospace 2> /dev/null
    candidate=${candidate#"$before"}
    [[ $candidate == *[[:space:]]* ]] && printf -v candidate %q "$candidate"
    COMPREPLY+=("$candidate")
  done < <("${words[0]}" completion-candidates "${words[@]:1}" 2> /dev/null)
}
complete -F _llmtco llmtco
)sh";

constexpr const char* zsh = R"sh(#compdef llmtco
_llmtco() {
  local candidate says files
  local -a finished open
  while IFS=$'\t' read -r candidate says; do
    if [[ $candidate == :files ]]; then
      files=1
    elif [[ $candidate == *[.=] ]]; then
      open+=("${candidate//:/\\:}:$says")
    else
      finished+=("${candidate//:/\\:}:$says")
    fi
  done < <("${words[1]}" completion-candidates "${(@)words[2,CURRENT-1]}" "$PREFIX" 2> /dev/null)
  local found=1
  (( $#finished )) && _describe -V llmtco finished && found=0
  (( $#open )) && _describe -V llmtco open -S '' && found=0
  [[ -n $files ]] && _files && found=0
  return found
}
if [[ ${funcstack[1]} == _llmtco ]]; then
  _llmtco "$@"
else
  compdef _llmtco llmtco
fi
)sh";

constexpr const char* fish = R"sh(# fish completion of llmtco
function __llmtco_candidates
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] completion-candidates $words[2..-1] 2> /dev/null)
        if test "$line" = :files
            __fish_complete_path $words[-1]
        else
            echo $line
        end
    end
end
complete -c llmtco -f -a '(__llmtco_candidates)'
)sh";

}  // namespace

std::string completion_script(const std::string& shell) {
  return shell == "fish" ? fish : shell == "zsh" ? zsh : bash;
}

int execute(const CompletionArgs& args) {
  write({}, completion_script(args.shell));
  return ExitCode::ok;
}

int execute(const CandidatesArgs& args) {
  write({}, to_text(candidates(program_page(), args.words)));
  return ExitCode::ok;
}

}  // namespace llmtco::app
