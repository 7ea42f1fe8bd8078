#Requires -Version 5.1
# Files that the examples of the help pages mention.
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $Pfx
)

Copy-Item -LiteralPath $Pfx -Destination (Join-Path -Path $Path -ChildPath 'fpx.pfx')
