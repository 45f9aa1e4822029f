#include <fmt/format.h>

#include "suanwang/core/error.hpp"

#include "commands.hpp"

namespace suanwang::cli {

namespace {

constexpr const char* bash_script =
    R"(# bash completion for suanwang: suanwang completion bash > ~/.local/share/bash-completion/completions/suanwang
_suanwang() {
  local word="${COMP_WORDS[COMP_CWORD]}" command="${COMP_WORDS[1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "run adequacy compare replay validate describe workload list schema completion --help --version" -- "$word"))
  elif [[ "$word" == -* ]]; then
    case "$command" in
      run) COMPREPLY=($(compgen -W "--set --out --seed --force --jobs --csv --audit --plugin --policy-budget --quiet --help" -- "$word")) ;;
      compare) COMPREPLY=($(compgen -W "--set --policies --variant --baseline --seeds --first-seed --metrics --width --workers --out --force --plugin --policy-budget --quiet --help" -- "$word")) ;;
      validate|describe) COMPREPLY=($(compgen -W "--set --plugin --help" -- "$word")) ;;
      workload) COMPREPLY=($(compgen -W "--set --jobs --seed --json --to --out --format --force --quiet --help" -- "$word")) ;;
      schema) COMPREPLY=($(compgen -W "--markdown --help" -- "$word")) ;;
    esac
  elif [ "$command" = workload ] && [ "$COMP_CWORD" -eq 2 ]; then
    COMPREPLY=($(compgen -W "stats sample convert" -- "$word"))
  else
    case "$command" in
      list) COMPREPLY=($(compgen -W "policies" -- "$word")) ;;
      workload)
        if [ "${COMP_WORDS[COMP_CWORD-1]}" = --to ]; then COMPREPLY=($(compgen -W "swf csv" -- "$word"))
        else COMPREPLY=($(compgen -f -- "$word")); fi ;;
      completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")) ;;
      *) COMPREPLY=($(compgen -f -X '!*.yaml' -- "$word") $(compgen -d -- "$word")) ;;
    esac
  fi
}
complete -o filenames -F _suanwang suanwang
complete -o filenames -F _suanwang sw
complete -o filenames -F _suanwang ./sw
)";

constexpr const char* zsh_script = R"(#compdef suanwang sw
# zsh completion for suanwang: suanwang completion zsh > a folder of $fpath, as _suanwang
_suanwang() {
  local -a commands=('run:simulate a scenario' 'compare:policies over many seeds' 'validate:check scenario files' 'describe:what a scenario amounts to'
    'workload:look at the work that a file describes'
    'list:what may be named in a scenario' 'schema:JSON Schema of scenario files' 'completion:script for a shell')
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case $words[2] in
    run) _arguments '*--set[override a key]:key=value' '--out[result folder]:folder:_files -/' '--seed[seed]:number' '--force' '--jobs' '--csv' '--audit' '--quiet' '*:scenario:_files -g "*.yaml"' ;;
    compare) _arguments '*--set[override a key]:key=value' '--policies[routes, or all]:names' '*--variant[label and overrides]:variant' '--baseline[label]:label' '--seeds[how many]:number' '--first-seed[seed]:number' '--metrics[to show]:names' '*--width[wanted half-width]:metric=value' '--workers[threads]:number' '--out[result folder]:folder:_files -/' '--force' '--quiet' '*:scenario:_files -g "*.yaml"' ;;
    validate|describe) _arguments '*--set[override a key]:key=value' '*:scenario:_files -g "*.yaml"' ;;
    workload)
      if (( CURRENT == 3 )); then _values what stats sample convert; return; fi
      _arguments '*--set[override a key]:key=value' '--jobs[to draw]:number' '--seed[seed]:number' '--json' '--to[format]:format:(swf csv)' '--out[file]:file:_files' '--format[of the trace]:format' '--force' '--quiet' '*:file:_files' ;;
    list) _values what policies ;;
    completion) _values shell bash zsh fish ;;
  esac
}
_suanwang "$@"
)";

constexpr const char* fish_script =
    R"(# fish completion for suanwang: suanwang completion fish > ~/.config/fish/completions/suanwang.fish
complete -c suanwang -l plugin -l policy-budget
complete -c suanwang -n __fish_use_subcommand -a "run adequacy compare replay validate describe workload list schema completion"
complete -c suanwang -n "__fish_seen_subcommand_from run" -l set -l out -l seed -l force -l jobs -l csv -l audit -l quiet
complete -c suanwang -n "__fish_seen_subcommand_from compare" -l set -l policies -l variant -l baseline -l seeds -l first-seed -l metrics -l width -l workers -l out -l force -l quiet
complete -c suanwang -n "__fish_seen_subcommand_from workload" -a "stats sample convert"
complete -c suanwang -n "__fish_seen_subcommand_from workload" -l set -l jobs -l seed -l json -l to -l out -l format -l force -l quiet
complete -c suanwang -n "__fish_seen_subcommand_from list" -a policies
complete -c suanwang -n "__fish_seen_subcommand_from completion" -a "bash zsh fish"
)";

}  // namespace

int completion_command(const std::string& shell) {
  if (shell == "bash")
    fmt::print("{}", bash_script);
  else if (shell == "zsh")
    fmt::print("{}", zsh_script);
  else if (shell == "fish")
    fmt::print("{}", fish_script);
  else
    throw InputError("no completion for '" + shell + "'; allowed: bash, zsh, fish");
  return success;
}

}  // namespace suanwang::cli
