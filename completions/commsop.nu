module completions {

  def "nu-complete commsop output" [] {
    [ "text" "json" "ndjson" "tsv" "csv" "summary" "github" "sarif" "junit" ]
  }

  def "nu-complete commsop field" [] {
    [ "state" "status" "code" "subcode" "message" "diag" "reason" "elapsed" "active" "idle" "id" "type" "context" "created" "last" "valid" "errors" "warnings" "source" "line" "pointer" ]
  }

  def "nu-complete commsop only" [] {
    [ "pending" "succeeded" "failed" "invalid" "unreadable" ]
  }

  def "nu-complete commsop schema" [] {
    [ "any" "2018-beta" "v1.0" ]
  }

  def "nu-complete commsop color" [] {
    [ "auto" "always" "never" ]
  }

  def "nu-complete commsop generate" [] {
    [ "schema" "man" "bash" "zsh" "fish" "powershell" "elvish" "nushell" ]
  }

  # Inspect and validate Microsoft Graph commsOperation JSON
  export extern commsop [
    --output(-o): string@"nu-complete commsop output" # text, json, ndjson, tsv, csv, summary, github, sarif, junit
    --field(-f): string@"nu-complete commsop field" # Only these fields, tab-separated (status,code,elapsed)
    --only: string@"nu-complete commsop only" # Only pending, succeeded, failed, invalid, unreadable
    --latest                  # Only the last document of each operation id
    --verbose(-v)             # Details of every operation, and notes
    --quiet(-q)               # No report; findings and exit status only
    --exit-status(-e)         # Exit 4 if an operation failed, 5 if one is pending
    --schema: string@"nu-complete commsop schema" # any, 2018-beta, v1.0: the published page to judge by
    --strict                  # Count warnings as errors
    --ignore: string          # Drop these findings, by code or prefix (CO201,CO3)
    --now: string             # Clock used for ages [env: COMMSOP_NOW]
    --tz: string              # utc, local or +HH:MM
    --color: string@"nu-complete commsop color" # auto, always, never
    --explain: string         # Explain a finding (CO103) or a result code (400/8508, 8508, 412#10073); without CODE list the findings
    --generate: string@"nu-complete commsop generate" # Print schema, man, bash, zsh, fish, powershell, elvish or nushell
    --help(-h)                # This text; --help adds examples and formats
    --version(-V)             # Print version
    ...files: path            # Files or directories; - is stdin [default: stdin]
  ]

}

export use completions *
