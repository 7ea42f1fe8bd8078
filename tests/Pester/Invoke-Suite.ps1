#Requires -Version 5.1
<#
.SYNOPSIS
    Runs the Pester suite in this process and writes what came of it as JSON.
.DESCRIPTION
    Called by `dotnet test`, which starts a sandbox first. By hand: start a sandbox, then
    ./tests/Pester/Invoke-Suite.ps1 -ModulePath ./out/FastTrackFpx
.PARAMETER ModulePath
    The folder of the built module.
.PARAMETER Path
    The test files or their folder. All of them by default.
.PARAMETER PesterPath
    The manifest of the Pester to use. By default the installed one.
.PARAMETER ResultPath
    A file for the counts and the failures. Without it they are given as an object.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [string[]] $Path = $PSScriptRoot,

    [string] $PesterPath,

    [string] $ResultPath
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$env:FPX_MODULE = (Resolve-Path -LiteralPath $ModulePath).Path
if ($PesterPath) { Import-Module -Name $PesterPath } else { Import-Module -Name Pester -MinimumVersion 5.0 }

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = if ($ResultPath) { 'None' } else { 'Detailed' }
$run = Invoke-Pester -Configuration $configuration

# A file that does not even get as far as its tests fails as a container, and counts.
$broken = @($run.FailedContainers) + @($run.FailedBlocks)
$failures = @(
    foreach ($test in $run.Failed) { '{0}: {1}' -f $test.ExpandedPath, ($test.ErrorRecord | Select-Object -First 1) }
    foreach ($part in $broken) { '{0}: {1}' -f $part, ($part.ErrorRecord | Select-Object -First 1) }
)
$result = [pscustomobject]@{
    PowerShell = [string]$PSVersionTable.PSVersion
    Pester     = [string](Get-Module -Name Pester).Version
    Passed     = $run.PassedCount
    Failed     = $run.FailedCount + $broken.Count
    Skipped    = $run.SkippedCount + $run.NotRunCount
    Failures   = $failures
    LeftOut    = @($run.Skipped | ForEach-Object { $_.ExpandedPath })
    Slowest    = @($run.Tests | Sort-Object -Property Duration -Descending | Select-Object -First 10 | ForEach-Object { '{0:n1} s {1}' -f $_.Duration.TotalSeconds, $_.ExpandedPath })
}
if ($ResultPath) {
    $json = ConvertTo-Json -InputObject $result -Depth 3
    [System.IO.File]::WriteAllText($ResultPath, $json)
}
else {
    $result
}
