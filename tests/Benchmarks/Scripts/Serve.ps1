#Requires -Version 7.4
<#
.SYNOPSIS
    Does the work that is asked for on standard input, one JSON line each, with the functions of Partner.ps1, and answers with a line of figures.
.DESCRIPTION
    The clock runs while a function runs; counting and the checksum of the ids come after.
#>
param(
    [Parameter(Mandatory)]
    [string] $BaseUri,

    [Parameter(Mandatory)]
    [string] $CertificatePath,

    [switch] $Parallel
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
. (Join-Path -Path $PSScriptRoot -ChildPath 'Partner.ps1') -BaseUri $BaseUri -CertificatePath $CertificatePath

$works = @{
    tenants         = @{ Function = 'Get-Tenant'; Id = 'tenantId' }
    entitlements    = @{ Function = 'Get-Entitlement'; Id = 'serviceIntentId' }
    maxEntitlements = @{ Function = 'Get-MaxEntitlement'; Id = 'id' }
    contacts        = @{ Function = 'Get-Contact'; Id = 'contactId' }
    statements      = @{ Function = 'Get-Transaction'; Id = 'recordId' }
    contactWrites   = @{ Function = 'New-Contact'; Id = $null }
}

function Get-Checksum {
    # The exclusive or of the first halves of all ids: the same for the same records in any order.
    param($Record, [string] $Id)

    $sum = [long]0
    foreach ($one in $Record) { $sum = $sum -bxor [System.BitConverter]::ToInt64(([guid]$one.$Id).ToByteArray(), 0) }
    $sum.ToString('x16')
}

$process = [System.Diagnostics.Process]::GetCurrentProcess()
'{"ready":true}'
while ($line = [System.Console]::In.ReadLine()) {
    try {
        $request = $line | ConvertFrom-Json
        $work = $works[$request.work]
        $name = $work.Function
        if ($Parallel -and (Get-Command -Name "${name}Parallel" -ErrorAction Ignore)) { $name = "${name}Parallel" }
        $arguments = @{}
        if ($request.work -eq 'contactWrites') { $arguments.Row = $request.rows }
        [System.GC]::Collect()
        $process.Refresh()
        $cpu = $process.TotalProcessorTime
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $records = @(& $name @arguments)
        $seconds = $clock.Elapsed.TotalSeconds
        $process.Refresh()
        $cpu = ($process.TotalProcessorTime - $cpu).TotalSeconds
        $checksum = if ($work.Id) { Get-Checksum -Record $records -Id $work.Id } else { '' }
        @{ seconds = $seconds; cpuSeconds = $cpu; count = $records.Count; checksum = $checksum } | ConvertTo-Json -Compress
        $records = $null
    }
    catch {
        @{ error = "$_ $($_.ScriptStackTrace)" } | ConvertTo-Json -Compress
    }
}
