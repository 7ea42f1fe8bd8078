#Requires -Version 7.4
# Run by ReadPathTests in a process of its own, with a module that notes which of its types have a method that runs. Writes the numbers of those types.
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $Read
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Import-Module -Name (Join-Path -Path $ModulePath -ChildPath 'FastTrackFpx.psd1')
Connect-FpxService -Environment Sandbox
$tenants = @(Get-FpxTenant)
$tenantId = $tenants[0].TenantId
$reading = [scriptblock]::Create($Read)

# What is set up once, such as the socket and the plan of a record, is not part of a read.
$records = @(& $reading)
if ($records.Count -eq 0) { throw 'Nothing was read.' }

$runs = foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
    if ($type = $assembly.GetType('RunTypes')) { $type.GetField('Ran') }
}
foreach ($field in $runs) { [Array]::Clear($field.GetValue($null)) }
$null = & $reading
foreach ($field in $runs) {
    $ran = $field.GetValue($null)
    for ($number = 0; $number -lt $ran.Length; $number++) {
        if ($ran[$number]) { '{0} {1}' -f $field.Module.Name, $number }
    }
}
