#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# Databases and reports in a real PowerShell against the running sandbox that FASTTRACKFPX_SANDBOX names.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
}

BeforeAll {
    Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1') -Force
    Connect-FpxService -Environment Sandbox
    $script:database = Join-Path -Path $TestDrive -ChildPath 'fpx.db'
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'Windows PowerShell' -Skip:$isCore {
    It 'refuses <_>' -ForEach 'Sync-FpxData', 'New-FpxReport' {
        { & $_ -Path $script:database -OutFile x.html } | Should -Throw -ErrorId 'EditionNotSupported,*'
    }
}

Describe 'Sync-FpxData' -Skip:(-not $isCore) {
    It 'loads the database libraries only when it runs' {
        $loaded = { [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -contains 'Microsoft.Data.Sqlite' }
        & $loaded | Should -BeFalse
        $script:first = @(Sync-FpxData $script:database -Data Contact, Usage)
        & $loaded | Should -BeTrue
    }

    It 'returns what it has added' {
        $script:first | Should -Not -BeNullOrEmpty
        $script:first[0] | Should -BeOfType ([FastTrackFpx.FpxDataChange])
        $script:first.Kind | Select-Object -Unique | Should -Be 'Added'
        @($script:first | Where-Object Table -EQ tenant).Count | Should -Be @(Get-FpxTenant).Count
        $script:first | Where-Object Table -EQ contact | Select-Object -First 1 -ExpandProperty New | Select-Object -ExpandProperty contact_type_name | Should -Not -BeNullOrEmpty
        ($script:first | Select-Object -First 5 | Out-String -Width 80) -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }

    It 'offers the data of all services' {
        $names = (TabExpansion2 -inputScript 'Sync-FpxData fpx.db -Data ' -cursorColumn 26).CompletionMatches.CompletionText
        $names | Should -Contain 'Entitlement'
        $names | Should -Contain 'AppDirectInvoice'
        $names | Should -Contain 'LongJumpTenant'
    }

    It 'names a server that it cannot reach without the password' {
        $failure = $null
        try { Sync-FpxData -ConnectionString 'Host=127.0.0.1;Port=1;Database=fpx;Username=sync;Password=hunter2-secret' -Data Usage } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'DatabaseUnavailable,*'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        ($failure, $failure.ErrorDetails, $failure.TargetObject, $failure.Exception, $failure.InvocationInfo.BoundParameters.Keys | Out-String) | Should -Not -Match 'hunter2'
    }
}

Describe 'New-FpxReport' -Skip:(-not $isCore) {
    BeforeAll {
        # The files of the block before are gone.
        $null = Sync-FpxData $script:database -Data Contact, Usage
    }

    It 'writes one file from the database, and tables as CSV on request' {
        $files = @(New-FpxReport -OutFile (Join-Path -Path $TestDrive -ChildPath 'report.html') -Path $script:database -Csv -PassThru)
        $files[0] | Should -BeOfType ([System.IO.FileInfo])
        $files.Count | Should -BeGreaterThan 3
        $html = Get-Content -Path $files[0] -Raw
        $html | Should -Match '<svg '
        $html | Should -Not -Match '(src|href)="?https?:'
        @(Import-Csv -Path ($files | Where-Object Name -Like '*.customers.csv')).Count | Should -Be @(Get-FpxTenant).Count
    }
}

Describe 'Watch-FpxReferral' {
    It 'shows in 80 columns what is new and what has changed' {
        $bookmark = Join-Path -Path $TestDrive -ChildPath 'seen.json'
        $table = Watch-FpxReferral -BookmarkPath $bookmark -Once -IncludeExisting | Select-Object -First 3 | Out-String -Width 80
        $table | Should -Match 'Change +ReferralId Tenant +Acceptance ChangedProperty'
        $table | Should -Match '(?m)^Added +\d+ '
        $table -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }
}
