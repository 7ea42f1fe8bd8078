function Resolve-BuildTask {
    <#
    .SYNOPSIS
        Returns the tasks of a command line, one by one. From outside PowerShell, a list arrives as one text with commas.
    #>
    param(
        [Parameter(Mandatory)]
        [string[]] $Name
    )

    $known = 'Bootstrap', 'Build', 'Test', 'Docs', 'Pictures', 'Analyze', 'Pack', 'Install', 'Publish', 'Tour', 'Clean'
    $tasks = @($Name -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ })
    $unknown = @($tasks | Where-Object { $_ -notin $known })
    if ($unknown.Count -gt 0) { throw "'$($unknown -join "', '")' is not a task. The tasks are: $($known -join ', ')." }
    $tasks
}
