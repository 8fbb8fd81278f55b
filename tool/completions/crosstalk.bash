# Completion of crosstalk for bash; made by 'crosstalk help bash'.
_crosstalk() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "check summarize link dump why baseline rules inventory cache serve help --help --version" -- "$word"))
    return
  fi
  case $before in
    --database|-p) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --format) COMPREPLY=($(compgen -W "text sarif json html github gitlab junit" -- "$word")); return ;;
    --output|-o) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --since) return ;;
    --baseline) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --fail-on) COMPREPLY=($(compgen -W "error warning note never" -- "$word")); return ;;
    --jobs|-j) return ;;
    --progress) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
    --config) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --schema) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --model) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --infer) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --root) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --timeout) return ;;
    --ninja) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --depfile) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --accept) return ;;
    --reason) return ;;
    --category) return ;;
    --expires) return ;;
    --trim) return ;;
    --cache-dir) COMPREPLY=($(compgen -d -- "$word")); return ;;
  esac
  case ${COMP_WORDS[1]} in
    check) words=" --database --format --output --since --baseline --fail-on --all --jobs --progress --config --schema --model --infer --root --timeout --incomplete-ok --ninja --cache-dir --no-cache --help" ;;
    summarize) words=" --database --output --timeout --incomplete-ok --depfile --cache-dir --no-cache --help" ;;
    link) words=" --format --output --baseline --fail-on --all --jobs --progress --config --schema --model --infer --root --incomplete-ok --help" ;;
    dump) words="facts summary program models sql --database --output --jobs --progress --config --schema --model --root --timeout --cache-dir --no-cache --help" ;;
    why) words=" --database --jobs --progress --config --schema --model --root --timeout --cache-dir --no-cache --help" ;;
    baseline) words=" --database --baseline --jobs --progress --config --schema --model --root --timeout --accept --reason --category --expires --prune --cache-dir --no-cache --help" ;;
    rules) words=" --output --markdown --json --help" ;;
    inventory) words=" --database --output --jobs --progress --config --schema --model --root --timeout --cache-dir --no-cache --help" ;;
    cache) words=" --clear --trim --cache-dir --help" ;;
    serve) words=" --database --jobs --progress --config --schema --model --root --timeout --cache-dir --no-cache --help" ;;
    help) words="man bash zsh check summarize link dump why baseline rules inventory cache serve --help" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))
}
complete -o filenames -F _crosstalk crosstalk
