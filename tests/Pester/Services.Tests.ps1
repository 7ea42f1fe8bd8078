#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# The services besides FPX, in a real PowerShell against the running sandbox that FASTTRACKFPX_SANDBOX names.

BeforeDiscovery {
    $services = @(
        @{ Service = 'CloudCockpit'; Noun = 'Reseller'; Key = 'ResellerId' }
        @{ Service = 'LongJump'; Noun = 'Tenant'; Key = 'TenantId' }
    )
}

BeforeAll {
    Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1') -Force
    foreach ($service in 'CloudCockpit', 'LongJump') { & "Connect-${service}Service" -Environment Sandbox }
}

AfterAll {
    foreach ($service in 'CloudCockpit', 'LongJump') { & "Get-${service}Connection" | & "Disconnect-${service}Service" }
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe '<Service>' -ForEach $services {
    It 'is tested and accepted' {
        (& "Test-${Service}Connection").Accepted | Should -BeTrue
    }

    It 'shows a connection without a secret' {
        $shown = & "Get-${Service}Connection" | Format-List -Property * | Out-String
        $shown | Should -Match 'Sandbox'
        $shown | Should -Not -Match 'Password|Secret|JSESSIONID'
    }

    It 'gives records that scripts can name' {
        $record = & "Get-$Service$Noun" -First 1
        $record.GetType().FullName | Should -Be "FastTrackFpx.$Service.$Service$Noun"
        $record.$Key | Should -Not -BeNullOrEmpty
        ("FastTrackFpx.$Service.$Service$Noun" -as [type]) | Should -Be $record.GetType()
    }

    It 'throws exceptions that scripts can name' {
        { try { & "Invoke-${Service}Request" nowhere/at/all -ErrorAction Stop } catch [FastTrackFpx.FpxServiceException] { throw 'caught' } } | Should -Throw 'caught'
    }

    It 'survives JSON and CliXml' {
        $record = & "Get-$Service$Noun" -First 1
        ($record | ConvertTo-Json -Depth 5 | ConvertFrom-Json).$Key | Should -Be $record.$Key
        $path = Join-Path -Path $TestDrive -ChildPath 'record.xml'
        $record | Export-Clixml -Path $path
        (Import-Clixml -Path $path).$Key | Should -Be $record.$Key
    }
}

Describe 'A record' {
    It 'of <Type> reads what is assigned strictly' -ForEach @(
        @{ Type = 'FastTrackFpx.AppDirectCompany'; Flag = 'Enabled'; Number = 'DailyPurchaseLimit' }
        @{ Type = 'FastTrackFpx.LongJump.LongJumpTenant'; Flag = 'Free'; Number = 'Discount' }
    ) {
        $record = New-Object -TypeName $Type
        $record.$Flag = 'no'
        $record.$Flag | Should -BeOfType ([bool])
        $record.$Flag | Should -BeFalse
        { $record.$Flag = 'maybe' } | Should -Throw -ExpectedMessage '*neither yes nor no*'
        { $record.$Number = '1.000' } | Should -Throw -ExpectedMessage '*two meanings*'
        $record.$Number | Should -BeNullOrEmpty
        $record.$Number = '12.5'
        $record.$Number | Should -Be 12.5
    }
}

Describe 'The journal' {
    It 'lists and undoes changes of LongJump beside those of FPX' {
        $tenant = New-LongJumpTenant -Company 'Pester Praxis' -Email ada@pester.example -FirstName Ada -LastName Pester
        $change = Get-FpxChange -Service LongJump | Select-Object -First 1
        $change.Service | Should -Be 'LongJump'
        ($change | Undo-FpxChange -PassThru).Undoes | Should -Be $change.ChangeId
        { Get-LongJumpTenant -TenantId $tenant.TenantId -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
    }
}
