#Requires -Version 7.4
<#
.SYNOPSIS
    Measures what importing a module costs, beside an empty binary module, and what the first calls cost. Gives medians in milliseconds.
.DESCRIPTION
    Every measurement is a fresh process, and the modules take turns, so that whatever else the machine does meets all of them alike.
    With FASTTRACKFPX_SANDBOX set to a running sandbox, the first connection and the first read are measured too.
.PARAMETER ModulePath
    Folders of built modules to compare, such as one with and one without ReadyToRun.
.PARAMETER Count
    Processes for each module.
.EXAMPLE
    ./.build/measure/Measure-Import.ps1 -ModulePath ./out/FastTrackFpx -Count 15
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string[]] $ModulePath,

    [ValidateRange(1, 1000)]
    [int] $Count = 15
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
. (Join-Path -Path $PSScriptRoot -ChildPath '../ChildPowerShell.ps1')

function New-EmptyModule {
    # One cmdlet that does nothing, in an assembly of its own, with a manifest as explicit as ours.
    param([string] $Path)

    $null = New-Item -Path $Path -ItemType Directory
    $code = 'using System.Management.Automation; [Cmdlet("Get", "EmptyThing")] public sealed class GetEmptyThingCommand : PSCmdlet { }'
    Add-Type -TypeDefinition $code -OutputAssembly (Join-Path -Path $Path -ChildPath 'Empty.dll')
    $nothing = @{ FunctionsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }
    New-ModuleManifest -Path (Join-Path -Path $Path -ChildPath 'Empty.psd1') -RootModule Empty.dll -CmdletsToExport Get-EmptyThing @nothing
}

function Measure-Child {
    # The times that one process needs for each of several lines.
    param([string[]] $Line)

    $steps = ($Line | ForEach-Object { "`$clock.Restart(); `$null = $_; `$clock.Elapsed.TotalMilliseconds" }) -join '; '
    Invoke-PowerShell -Argument '-NonInteractive', '-Command', "`$clock = [System.Diagnostics.Stopwatch]::StartNew(); $steps" | ForEach-Object { [double]$_ }
}

function Get-Median {
    param([double[]] $Value)

    $sorted = @($Value | Sort-Object)
    [math]::Round($sorted[[int][math]::Floor($sorted.Count / 2)], 1)
}

$folder = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
try {
    New-EmptyModule -Path $folder
    $subjects = @([pscustomobject]@{ Name = 'empty module'; Lines = @("Import-Module -Name '$folder/Empty.psd1'"); Times = @{} })
    foreach ($path in $ModulePath) {
        $manifest = (Resolve-Path -LiteralPath (Join-Path -Path $path -ChildPath 'FastTrackFpx.psd1')).Path
        $lines = @("Import-Module -Name '$manifest'")
        if ($env:FASTTRACKFPX_SANDBOX) { $lines += 'Connect-FpxService -Environment Sandbox', 'Get-FpxTenant', 'Get-FpxTenant' }
        $subjects += [pscustomobject]@{ Name = $path; Lines = $lines; Times = @{} }
    }

    for ($turn = 0; $turn -lt $Count; $turn++) {
        foreach ($subject in $subjects) {
            $times = @(Measure-Child -Line $subject.Lines)
            for ($i = 0; $i -lt $times.Count; $i++) { $subject.Times[$i] = @($subject.Times[$i]) + $times[$i] }
        }
    }

    foreach ($subject in $subjects) {
        $row = [ordered]@{ Module = $subject.Name; Count = $Count }
        $names = 'Import', 'Connect', 'FirstRead', 'SecondRead'
        for ($i = 0; $i -lt $names.Count; $i++) {
            $row[$names[$i]] = if ($subject.Times.ContainsKey($i)) { Get-Median -Value @($subject.Times[$i] | Where-Object { $null -ne $_ }) }
        }
        [pscustomobject]$row
    }
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -ErrorAction SilentlyContinue
}
