#Requires -Version 5.1
<#
.SYNOPSIS
    Runs the Pester suite in this PowerShell against a packed module and a sandbox of its own. Fails if a test does.
.PARAMETER Path
    The nupkg. By default the one in out/package.
#>
[CmdletBinding()]
param(
    [string] $Path = (Join-Path -Path $PSScriptRoot -ChildPath '../out/package/FastTrackFpx.*.nupkg')
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path -Path (Join-Path -Path $PSScriptRoot -ChildPath '..')).Path
. (Join-Path -Path $root -ChildPath '.build/DotNet.ps1')
. (Join-Path -Path $root -ChildPath '.build/help/ExampleRun.ps1')

$folder = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
$module = Join-Path -Path $folder -ChildPath 'FastTrackFpx'
Add-Type -AssemblyName System.IO.Compression.FileSystem
[System.IO.Compression.ZipFile]::ExtractToDirectory((Get-Item -Path $Path).FullName, $module)

# The restore of this project brings Pester too.
$hosting = Join-Path -Path $root -ChildPath 'src/FastTrackFpx.Hosting'
Invoke-DotNet -Argument 'build', (Join-Path -Path $root -ChildPath 'src/FastTrackFpx.Sandbox'), '-v', 'quiet', '-clp:NoSummary'
Invoke-DotNet -Argument 'restore', $hosting
$pester = (& dotnet msbuild $hosting -getProperty:PesterManifest | Select-Object -Last 1).Trim()

$state = Join-Path -Path $folder -ChildPath 'sandbox'
$sandbox = Start-PracticeSandbox -Path (Join-Path -Path $root -ChildPath 'src/FastTrackFpx.Sandbox/bin/Debug/net10.0/FastTrackFpx.Sandbox.dll') -State $state
try {
    $env:FASTTRACKFPX_SANDBOX = Join-Path -Path $state -ChildPath 'sandbox.json'
    $env:FASTTRACKFPX_JOURNAL = Join-Path -Path $folder -ChildPath 'journal'
    $env:FASTTRACKFPX_LIMITS = Join-Path -Path $folder -ChildPath 'limits'
    $result = & (Join-Path -Path $root -ChildPath 'tests/Pester/Invoke-Suite.ps1') -ModulePath $module -PesterPath $pester
}
finally {
    $sandbox.Kill()
    $sandbox.WaitForExit()
}
'PowerShell {0}, Pester {1}: {2} passed, {3} failed, {4} skipped' -f $result.PowerShell, $result.Pester, $result.Passed, $result.Failed, $result.Skipped
if ($result.Failed -gt 0 -or $result.Passed -eq 0) { exit 1 }
