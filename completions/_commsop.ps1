
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'commsop' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'commsop'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'commsop' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'text, json, ndjson, tsv, csv, summary, github, sarif, junit')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'text, json, ndjson, tsv, csv, summary, github, sarif, junit')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Only these fields, tab-separated (status,code,elapsed)')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Only these fields, tab-separated (status,code,elapsed)')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only pending, succeeded, failed, invalid, unreadable')
            [CompletionResult]::new('--schema', '--schema', [CompletionResultType]::ParameterName, 'any, 2018-beta, v1.0: the published page to judge by')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'Drop these findings, by code or prefix (CO201,CO3)')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Clock used for ages [env: COMMSOP_NOW]')
            [CompletionResult]::new('--tz', '--tz', [CompletionResultType]::ParameterName, 'utc, local or +HH:MM')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'auto, always, never')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain a finding (CO103) or a result code (400/8508, 8508, 412#10073); without CODE list the findings')
            [CompletionResult]::new('--generate', '--generate', [CompletionResultType]::ParameterName, 'Print schema, man, bash, zsh, fish, powershell, elvish or nushell')
            [CompletionResult]::new('--latest', '--latest', [CompletionResultType]::ParameterName, 'Only the last document of each operation id')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Details of every operation, and notes')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Details of every operation, and notes')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No report; findings and exit status only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No report; findings and exit status only')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Exit 4 if an operation failed, 5 if one is pending')
            [CompletionResult]::new('--exit-status', '--exit-status', [CompletionResultType]::ParameterName, 'Exit 4 if an operation failed, 5 if one is pending')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Count warnings as errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'This text; --help adds examples and formats')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'This text; --help adds examples and formats')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
