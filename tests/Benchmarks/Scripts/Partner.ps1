#Requires -Version 7.4
<#
.SYNOPSIS
    What a partner would write without the module: Invoke-RestMethod with the certificate, tenant by tenant, page by page.
.DESCRIPTION
    The functions whose names end in Parallel are the same in ForEach-Object -Parallel. None of them keeps to the limit, tries again or reads ids of other
    spellings: that would be more script. -SkipCertificateCheck is for the sandbox, whose authority no machine trusts.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingPositionalParameters', '', Justification = 'A script as it is written in a hurry.')]
param(
    [Parameter(Mandatory)]
    [string] $BaseUri,

    [Parameter(Mandatory)]
    [string] $CertificatePath
)

$api = "$BaseUri/ftop/v1.2/api"
$cert = [System.Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadPkcs12FromFile($CertificatePath, $null)
$ProgressPreference = 'SilentlyContinue'

function Get-Tenant {
    (Invoke-RestMethod -Uri "$api/partnerTenants" -Certificate $cert -SkipCertificateCheck).items
}

function Get-Entitlement {
    foreach ($tenant in Get-Tenant) {
        Invoke-RestMethod -Uri "$api/tenants/$($tenant.tenantId)/services/entitlements" -Certificate $cert -SkipCertificateCheck | Write-Output
    }
}

function Get-MaxEntitlement {
    foreach ($tenant in Get-Tenant) {
        Invoke-RestMethod -Uri "$api/tenants/$($tenant.tenantId)/services/maxEntitlements" -Certificate $cert -SkipCertificateCheck | Write-Output
    }
}

function Get-Contact {
    foreach ($tenant in Get-Tenant) {
        $page = 1
        do {
            $answer = Invoke-RestMethod -Uri "$api/tenants/$($tenant.tenantId)/contacts?page=$page&pageSize=100" -Certificate $cert -SkipCertificateCheck
            $answer.items
            $page++
        } while ($answer.hasMore)
    }
}

function Get-EntitlementParallel {
    Get-Tenant | ForEach-Object -Parallel {
        Invoke-RestMethod -Uri "$using:api/tenants/$($_.tenantId)/services/entitlements" -Certificate $using:cert -SkipCertificateCheck | Write-Output
    }
}

function Get-MaxEntitlementParallel {
    Get-Tenant | ForEach-Object -Parallel {
        Invoke-RestMethod -Uri "$using:api/tenants/$($_.tenantId)/services/maxEntitlements" -Certificate $using:cert -SkipCertificateCheck | Write-Output
    }
}

function Get-ContactParallel {
    Get-Tenant | ForEach-Object -Parallel {
        $page = 1
        do {
            $answer = Invoke-RestMethod -Uri "$using:api/tenants/$($_.tenantId)/contacts?page=$page&pageSize=100" -Certificate $using:cert -SkipCertificateCheck
            $answer.items
            $page++
        } while ($answer.hasMore)
    }
}

function Get-Transaction {
    (Invoke-RestMethod -Uri "$api/incentives/Statements" -Certificate $cert -SkipCertificateCheck).transactions
}

function New-Contact {
    param($Row)

    foreach ($contact in $Row) {
        $body = $contact | Select-Object -Property * -ExcludeProperty tenantId | ConvertTo-Json
        $uri = "$api/tenants/$($contact.tenantId)/contacts"
        Invoke-RestMethod -Method Post -Uri $uri -Body $body -ContentType 'application/json' -Certificate $cert -SkipCertificateCheck
    }
}

function New-ContactParallel {
    param($Row)

    $Row | ForEach-Object -Parallel {
        $body = $_ | Select-Object -Property * -ExcludeProperty tenantId | ConvertTo-Json
        $uri = "$using:api/tenants/$($_.tenantId)/contacts"
        Invoke-RestMethod -Method Post -Uri $uri -Body $body -ContentType 'application/json' -Certificate $using:cert -SkipCertificateCheck
    }
}
