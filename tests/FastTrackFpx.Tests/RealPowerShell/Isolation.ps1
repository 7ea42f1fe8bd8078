#Requires -Version 7.4
# Run by IsolationTests in a process of its own. Ends with the word "isolated", or with the first thing that is not as it should be.
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $OtherPath,

    [Parameter(Mandatory)]
    [ValidateSet('First', 'Later')]
    [string] $Order
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Assert-That {
    param([bool] $Condition, [string] $Otherwise)

    if (-not $Condition) { throw $Otherwise }
}

function Import-Other {
    # As modules do: what the platform does not have goes to everybody's context, another System.Text.Json to one of its own.
    foreach ($name in 'Polly.Core', 'System.Threading.RateLimiting') { $null = [System.Reflection.Assembly]::LoadFrom((Join-Path -Path $OtherPath -ChildPath "$name.dll")) }
    $context = [System.Runtime.Loader.AssemblyLoadContext]::new('Other')
    $null = $context.LoadFromAssemblyPath((Join-Path -Path $OtherPath -ChildPath 'System.Text.Json.dll'))
}

function Use-Module {
    Import-Module -Name (Join-Path -Path $ModulePath -ChildPath 'FastTrackFpx.psd1')
    Connect-FpxService -Environment Sandbox
    Assert-That -Condition (@(Get-FpxTenant -First 3).Count -eq 3) -Otherwise 'The module does not read tenants.'
}

function Get-Loaded {
    param([string] $Name)

    foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
        foreach ($assembly in $context.Assemblies) {
            if ($assembly.GetName().Name -eq $Name) { [pscustomobject]@{ Context = $context.Name; Version = $assembly.GetName().Version; Assembly = $assembly } }
        }
    }
}

function Get-OwnHandler {
    # The runtime's list of those who answer for assemblies it does not find; it has no public face.
    $default = [System.Runtime.Loader.AssemblyLoadContext]::Default
    $field = [System.Runtime.Loader.AssemblyLoadContext].GetField('_resolving', 'NonPublic,Instance')
    $handlers = $field.GetValue($default)
    if (-not $handlers) { return }
    foreach ($handler in $handlers.GetInvocationList()) {
        # A compiled expression keeps whom it calls among its constants.
        $constants = if ($handler.Target) { $handler.Target.GetType().GetField('Constants') }
        $held = @($handler.Target) + @(if ($constants) { $constants.GetValue($handler.Target) })
        if ("$held" -match 'FastTrackFpx') { $handler }
    }
}

if ($Order -eq 'First') { Import-Other }
Use-Module
if ($Order -eq 'Later') { Import-Other }
Assert-That -Condition (@(Get-FpxTenant -First 1).Count -eq 1) -Otherwise 'The module does not work beside the other one.'

foreach ($name in 'Polly.Core', 'System.Threading.RateLimiting') {
    $loaded = @(Get-Loaded -Name $name)
    Assert-That -Condition (@($loaded | Where-Object Context -EQ 'FastTrackFpx').Count -eq 1) -Otherwise "$name of the module is not in its own context."
    $shared = @($loaded | Where-Object Context -EQ 'Default')
    Assert-That -Condition ($shared.Count -eq 1 -and $null -ne $shared[0].Assembly.GetType("$name.Planted")) -Otherwise "The other module does not have its own $name."
}
$client = @(Get-Loaded -Name 'FastTrackFpx.Client')
Assert-That -Condition ($client.Count -eq 1 -and $client[0].Context -eq 'FastTrackFpx') -Otherwise 'The client is not in its own context, or not alone.'
Assert-That -Condition (@(Get-Loaded -Name 'System.Text.Json' | Where-Object Context -EQ 'FastTrackFpx').Count -eq 0) -Otherwise 'The module has a System.Text.Json of its own.'

# Removed, nothing of it is left that anybody could stumble over; imported again, it works and is not there twice.
Remove-Module -Name FastTrackFpx
Assert-That -Condition ($null -eq (Get-Command -Name '*-Fpx*' -ErrorAction SilentlyContinue)) -Otherwise 'A command is left.'
Assert-That -Condition ($null -eq (Get-OwnHandler)) -Otherwise 'The resolve handler is left.'
Use-Module
Assert-That -Condition ($null -ne (Get-OwnHandler)) -Otherwise 'The check for a left handler would not see one.'
Assert-That -Condition (@(Get-Loaded -Name 'FastTrackFpx.Client').Count -eq 1) -Otherwise 'The client is there twice.'
Get-FpxConnection | Disconnect-FpxService
Remove-Module -Name FastTrackFpx
Assert-That -Condition ($null -eq (Get-OwnHandler)) -Otherwise 'The resolve handler is left after the second removal.'
'isolated'
