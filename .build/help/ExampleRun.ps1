# Running the examples of help pages and comparing what they put out with what the page shows. Used by the Docs task and by the Pester suite.
. (Join-Path -Path $PSScriptRoot -ChildPath '../ChildPowerShell.ps1')

function Start-PracticeSandbox {
    <#
    .SYNOPSIS
        Starts a sandbox with fresh data and waits until it listens. The caller ends the process.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Path,

        [Parameter(Mandatory)]
        [string] $State
    )

    $arguments = '"{0}" --state "{1}" --port 0 --in-memory --seed 1 --requests-per-minute 0' -f $Path, $State
    $start = New-Object -TypeName System.Diagnostics.ProcessStartInfo -ArgumentList 'dotnet', $arguments
    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $start.EnvironmentVariables['FASTTRACKFPX_SANDBOX'] = Join-Path -Path $State -ChildPath 'discovery.json'
    $process = [System.Diagnostics.Process]::Start($start)
    # It prints the line to connect with once it listens.
    if ($null -eq $process.StandardOutput.ReadLine()) { throw 'The sandbox did not start.' }
    $process
}

function Invoke-ExamplePage {
    <#
    .SYNOPSIS
        Runs all examples of pages in a process of their own, against one sandbox, in order; gives page, number, output and failure of each.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $ModulePath,

        [Parameter(Mandatory)]
        [string] $SandboxFile,

        [Parameter(Mandatory)]
        [string[]] $Page
    )

    $script = Join-Path -Path $PSScriptRoot -ChildPath 'Invoke-HelpExample.ps1'
    # -File cannot take a list.
    $command = "`$env:FASTTRACKFPX_SANDBOX = '$SandboxFile'; & '$script' -ModulePath '$ModulePath' -Page '$($Page -join "','")'"
    $lines = @(Invoke-PowerShell -Argument '-NonInteractive', '-Command', $command | ForEach-Object { "$_".TrimEnd() })
    if ($lines.Count -eq 0 -or $lines[-1] -ne '#### end') { throw "The examples were not run to their end: $($lines | Select-Object -Last 5)" }

    $run = $null
    foreach ($line in $lines) {
        if ($line -match '^#### failed (.*)$') { $run.Failure = $Matches[1] }
        elseif ($line -match '^#### (\S+)( (\d+))?$') {
            if ($run) { $run.Output = ($run.Lines -join "`n").Trim("`n"); $run | Select-Object -Property Page, Number, Output, Failure }
            if ($Matches[1] -eq 'end') { break }
            $run = @{
                Page = $Matches[1]; Number = [int]$Matches[3]; Output = ''; Failure = ''
                Lines = New-Object -TypeName System.Collections.Generic.List[string]
            }
        }
        elseif ($run) { $run.Lines.Add($line) }
    }
}

function Set-ExampleOutput {
    <#
    .SYNOPSIS
        Writes outputs below the examples of a page, where they differ in more than what differs from run to run.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Path,

        [object[]] $Run
    )

    $outputs = @{}
    foreach ($one in $Run) { if (-not $one.Failure) { $outputs[$one.Number] = $one.Output } }
    $script:exampleNumber = 0
    $text = [System.IO.File]::ReadAllText($Path)
    $written = [regex]::Replace($text, '(?ms)^```powershell\n(?<code>.*?)^```\n(?:\n```output\n(?<output>.*?)^```\n)?', {
            param($block)
            $script:exampleNumber++
            $output = $outputs[$script:exampleNumber]
            $code = '```powershell' + "`n" + $block.Groups['code'].Value + '```' + "`n"
            $shown = $block.Groups['output'].Value
            if ($null -eq $output) { return $block.Value }
            if ((ConvertTo-Shape -Text $shown) -eq (ConvertTo-Shape -Text $output)) { return $block.Value }
            if (-not $output) { return $code }
            $code + "`n" + '```output' + "`n" + $output + "`n" + '```' + "`n"
        })
    if ($written -ne $text) { [System.IO.File]::WriteAllText($Path, $written) }
}

function ConvertTo-Shape {
    <#
    .SYNOPSIS
        A text without what differs from one run to the next: the sandbox's port, its certificate's thumbprint and end, what was measured, what is left of a
        limit, and the width of columns that follows from them. The sandbox's data are the same in every run, and are compared as they are.
    #>
    param([string] $Text)

    # What follows the address in a table is a connection's counters.
    $Text = [regex]::Replace($Text, '127\.0\.0\.1:\d+(/ +[\d ]+)?', '127.0.0.1')
    $Text = [regex]::Replace($Text, '\b[0-9A-F]{40} \(until [^)]*\)', 'thumbprint')
    $Text = [regex]::Replace($Text, '\b(CallsLeft|LatencyMs|ClockSkew|CertificateDaysLeft) +: \S+', '$1')
    $Text = [regex]::Replace($Text, '\b\d+ days\b', 'days')
    [regex]::Replace([regex]::Replace($Text, '-{2,}', '-'), '\s+', ' ').Trim()
}
