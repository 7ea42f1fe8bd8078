@{
    RootModule             = if ($PSEdition -eq 'Core') { 'cmdlets/net8.0/FastTrackFpx.dll' } else { 'cmdlets/netstandard2.0/FastTrackFpx.dll' }
    # The loader first: it finds what the others need.
    NestedModules          = if ($PSEdition -eq 'Core') {
        'cmdlets/net8.0/FastTrackFpx.Loader.dll'
    }
    else {
        'cmdlets/netstandard2.0/FastTrackFpx.Loader.dll'
    }
    ModuleVersion          = '0.1.0'
    GUID                   = '6f0a3c1e-5d0b-4d0a-9a53-3f6f5a0b7c21'
    Author                 = 'FastTrackFpx contributors'
    CompanyName            = 'FastTrackFpx contributors'
    Copyright              = '(c) FastTrackFpx contributors. MIT licence.'
    Description            = 'Cmdlets for the FastTrack Partner Experience (FPX) API: customer tenants, seat entitlements, contacts, notes, referrals, incentive statements and usage.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    RequiredAssemblies     = @('FastTrackFpx.Models.dll')
    TypesToProcess         = @('FastTrackFpx.Types.ps1xml')
    FormatsToProcess       = @('FastTrackFpx.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Approve-FpxReferral'
        'Connect-FpxService'
        'Deny-FpxReferral'
        'Disconnect-FpxService'
        'Get-FpxAdminType'
        'Get-FpxChange'
        'Get-FpxConnection'
        'Get-FpxContact'
        'Get-FpxContactType'
        'Get-FpxCountryRegion'
        'Get-FpxEntitlement'
        'Get-FpxEntitlementStatus'
        'Get-FpxIncentivePeriod'
        'Get-FpxIncentiveProgram'
        'Get-FpxIncentiveStatement'
        'Get-FpxIncentiveWorkload'
        'Get-FpxMaxEntitlement'
        'Get-FpxNote'
        'Get-FpxNoteCategory'
        'Get-FpxReferral'
        'Get-FpxReferralAcceptanceStatus'
        'Get-FpxReferralDeclineReason'
        'Get-FpxReferralServiceValue'
        'Get-FpxReferralStatus'
        'Get-FpxService'
        'Get-FpxSkillType'
        'Get-FpxSurveyLanguage'
        'Get-FpxTenant'
        'Get-FpxTenantAssignment'
        'Get-FpxTimeZone'
        'Get-FpxUsage'
        'Invoke-FpxRequest'
        'Measure-FpxPlan'
        'Move-FpxEntitlementSeat'
        'New-FpxContact'
        'New-FpxNote'
        'New-FpxReport'
        'Remove-FpxContact'
        'Resolve-FpxChange'
        'Set-FpxCertificate'
        'Set-FpxContact'
        'Set-FpxEntitlement'
        'Set-FpxReferral'
        'Sync-FpxData'
        'Test-FpxConnection'
        'Test-FpxEntitlement'
        'Undo-FpxChange'
        'Watch-FpxReferral'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags = @('FastTrack', 'FPX', 'Microsoft365', 'Partner', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
