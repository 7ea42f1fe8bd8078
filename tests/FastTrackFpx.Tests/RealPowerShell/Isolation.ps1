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
    $handlers.GetInvocationList() | Where-Object { "$($_.Target)" -match 'FastTrackFpx' }
}

function Get-Remainder {
    # What a removed module could leave in its runspace.
    Get-Command -Name '*-Fpx*' -ErrorAction SilentlyContinue
    Get-Module -Name FastTrackFpx
    Get-FormatData -TypeName 'FastTrackFpx.*'
    Get-TypeData -TypeName 'FastTrackFpx.*'
    Get-EventSubscriber
    Get-Variable | Where-Object { "$($_.Value)" -like 'FastTrackFpx.*' }
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
$engine = @(Get-Loaded -Name 'FastTrackFpx.Rest')
Assert-That -Condition ($engine.Count -eq 1 -and $engine[0].Context -eq 'FastTrackFpx') -Otherwise 'The engine is not in its own context, or not alone.'
Assert-That -Condition (@(Get-Loaded -Name 'System.Text.Json' | Where-Object Context -EQ 'FastTrackFpx').Count -eq 0) -Otherwise 'The module has a System.Text.Json of its own.'

# Removed, nothing of it is left that anybody could stumble over; imported again, it works and is not there twice.
Assert-That -Condition ($null -ne (Get-Remainder)) -Otherwise 'The check for what is left would not see anything.'
Remove-Module -Name FastTrackFpx
Assert-That -Condition ($null -eq (Get-Remainder)) -Otherwise "This is left: $(Get-Remainder)"
Assert-That -Condition ($null -eq (Get-OwnHandler)) -Otherwise 'The resolve handler is left.'
Use-Module
Assert-That -Condition ($null -ne (Get-OwnHandler)) -Otherwise 'The check for a left handler would not see one.'
Assert-That -Condition (@(Get-Loaded -Name 'FastTrackFpx.Rest').Count -eq 1) -Otherwise 'The engine is there twice.'

# Another runspace has it too: removed in one, it goes on in the other, with one handler for both.
$other = [powershell]::Create()
$count = $other.AddScript("Import-Module -Name '$ModulePath/FastTrackFpx.psd1'; Connect-FpxService -Environment Sandbox -Name other; @(Get-FpxTenant -First 2).Count").Invoke()
Assert-That -Condition ($count[0] -eq 2) -Otherwise "The module does not work in a second runspace: $($other.Streams.Error)"
Assert-That -Condition (@(Get-OwnHandler).Count -eq 1) -Otherwise 'Each runspace has a handler of its own.'
Assert-That -Condition (@(Get-FpxConnection).Count -eq 1) -Otherwise 'A runspace sees the connections of another.'
Remove-Module -Name FastTrackFpx
Assert-That -Condition ($null -ne (Get-OwnHandler)) -Otherwise 'Removing it in one runspace took the handler from the other.'
$other.Commands.Clear()
$count = $other.AddScript('@(Get-FpxTenant -First 2).Count; Remove-Module -Name FastTrackFpx').Invoke()
Assert-That -Condition ($count[0] -eq 2) -Otherwise "Removing it in one runspace ended the other's connection: $($other.Streams.Error)"
$other.Dispose()
Assert-That -Condition ($null -eq (Get-Remainder) -and $null -eq (Get-OwnHandler)) -Otherwise "This is left after the last removal: $(Get-Remainder) $(Get-OwnHandler)"
'isolated'
