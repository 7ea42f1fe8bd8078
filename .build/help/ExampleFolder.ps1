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

$connection = Connect-FpxService -PassThru
$tenants = @(Get-FpxTenant -Connection $connection -First 2)
$connection | Disconnect-FpxService
$people = @(
    [pscustomobject]@{
        TenantId = $tenants[0].TenantId; Name = 'Ada Example'; Email = 'ada@example.org'; Title = 'IT lead'; ContactType = 'Customer'
        CountryRegion = 'Germany'; SurveyEligible = 'true'; SurveyLanguage = 'German'; Service = 'Microsoft Teams'
    }
    [pscustomobject]@{
        TenantId = $tenants[1].TenantId; Name = 'Bo Example'; Email = 'bo@example.org'; Title = 'Trainer'; ContactType = 'Customer'
        CountryRegion = 'United Kingdom'; SurveyEligible = 'false'; SurveyLanguage = 'English'; Service = 'OneDrive'
    }
)
$people | Export-Csv -LiteralPath (Join-Path -Path $Path -ChildPath 'contacts.csv') -NoTypeInformation -Encoding UTF8
