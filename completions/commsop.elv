
use builtin;
use str;

set edit:completion:arg-completer[commsop] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'commsop'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'commsop'= {
            cand -o 'text, json, ndjson, tsv, csv, summary, github, sarif, junit'
            cand --output 'text, json, ndjson, tsv, csv, summary, github, sarif, junit'
            cand -f 'Only these fields, tab-separated (status,code,elapsed)'
            cand --field 'Only these fields, tab-separated (status,code,elapsed)'
            cand --only 'Only pending, succeeded, failed, invalid, unreadable'
            cand --schema 'any, 2018-beta, v1.0: the published page to judge by'
            cand --ignore 'Drop these findings, by code or prefix (CO201,CO3)'
            cand --now 'Clock used for ages [env: COMMSOP_NOW]'
            cand --tz 'utc, local or +HH:MM'
            cand --color 'auto, always, never'
            cand --explain 'Explain a finding (CO103) or a result code (400/8508, 8508, 412#10073); without CODE list the findings'
            cand --generate 'Print schema, man, bash, zsh, fish, powershell, elvish or nushell'
            cand --latest 'Only the last document of each operation id'
            cand -v 'Details of every operation, and notes'
            cand --verbose 'Details of every operation, and notes'
            cand -q 'No report; findings and exit status only'
            cand --quiet 'No report; findings and exit status only'
            cand -e 'Exit 4 if an operation failed, 5 if one is pending'
            cand --exit-status 'Exit 4 if an operation failed, 5 if one is pending'
            cand --strict 'Count warnings as errors'
            cand -h 'This text; --help adds examples and formats'
            cand --help 'This text; --help adds examples and formats'
            cand -V 'Print version'
            cand --version 'Print version'
        }
    ]
    $completions[$command]
}
