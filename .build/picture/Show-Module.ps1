#Requires -Version 7.4
<#
.SYNOPSIS
    Runs the commands of the README's picture against a sandbox, writes them with their output, and leaves a report in the sandbox's folder.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $State
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[cultureinfo]::CurrentCulture = 'en-US'
$PSStyle.OutputRendering = 'Ansi'
Import-Module -Name $ModulePath
Set-Location -LiteralPath $State
Connect-FpxService -SandboxPath $State -RequestsPerMinute 100000

$commands = @(
    "Get-FpxTenant -Name 'B*' | Get-FpxContact | Select-Object -First 4"
    "Get-FpxTenant -Workload 'Exchange Onlin'"
    'Sync-FpxData ./fpx.db | Group-Object Table -NoElement | Select-Object -First 5'
    'New-FpxReport ./report.html -ResolveService'
)
foreach ($command in $commands) {
    "PS> $command"
    try { (& ([scriptblock]::Create($command)) | Out-String -Width 96).Trim("`r", "`n") -split "`r?`n" | Where-Object { $_ } }
    catch {
        $message = $_.ErrorDetails.Message -replace '(.{60,95}?) ', "`$1`n"
        "$([char]27)[31m$message$([char]27)[0m" -split "`n" | ForEach-Object { "$([char]27)[31m$_" }
    }
    ''
}
