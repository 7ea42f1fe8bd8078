#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# Token providers that only a real script can be, against the running sandbox that FASTTRACKFPX_SANDBOX names.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
}

BeforeAll {
    $script:manifestPath = Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1'
    Import-Module -Name $script:manifestPath -Force
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'A token provider' {
    It 'may write to every stream but the output' {
        { Connect-FpxService -Environment Sandbox -TokenProvider {
                Write-Verbose -Message 'signing in'
                Write-Debug -Message 'signing in'
                Write-Warning -Message 'signing in' -WarningAction SilentlyContinue
                Write-Information -MessageData 'signing in'
                'opaque'
            } } | Should -Not -Throw
    }

    It 'is told when it asks for its own token, and does not wait for itself' {
        Connect-FpxService -Environment Sandbox -Name own -SkipCheck -TokenProvider { Get-FpxTimeZone -Connection own }
        $problem = { Get-FpxTimeZone -Connection own -ErrorAction Stop } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -Match '^TokenProviderFailed,'
        "$problem" | Should -Match "^The token provider of the connection 'own' uses that connection"
    }

    It 'may use another connection' {
        Connect-FpxService -Environment Sandbox -Name plain
        { Connect-FpxService -Environment Sandbox -Name other -TokenProvider {
                $null = Get-FpxTimeZone -Connection plain
                'opaque'
            } } | Should -Not -Throw
    }
}

Describe 'A token provider in other runspaces' -Skip:(-not $isCore) {
    It 'is run once for all of them, as a copy of its text' {
        $module = $script:manifestPath
        $env:FPX_ASKED = Join-Path -Path $TestDrive -ChildPath 'asked'
        $connection = Connect-FpxService -Environment Sandbox -Name shared -SkipCheck -PassThru -TokenProvider {
            [IO.File]::AppendAllText($env:FPX_ASKED, 'x')
            'opaque'
        }
        $counts = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module -Name $using:module
            @(Get-FpxTimeZone -Connection $using:connection).Count
        }
        Get-Content -Path $env:FPX_ASKED | Should -Be 'x'
        $counts | Select-Object -Unique | Should -BeGreaterThan 0
        $counts.Count | Should -Be 4
        Remove-Item -Path Env:FPX_ASKED
    }

    It 'says so when it needs what only its own runspace has' {
        function Get-MyToken { 'opaque' }
        $module = $script:manifestPath
        $connection = Connect-FpxService -Environment Sandbox -Name needy -SkipCheck -PassThru -TokenProvider { Get-MyToken }
        $problem = 1 | ForEach-Object -Parallel {
            Import-Module -Name $using:module
            try { Get-FpxTimeZone -Connection $using:connection -ErrorAction Stop } catch { $_ }
        }
        $problem.FullyQualifiedErrorId | Should -Match '^TokenProviderFailed,'
        "$problem" | Should -Match 'in another runspace than its own.*Get-MyToken'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'connect inside the parallel block'
        { Get-FpxTimeZone -Connection $connection -ErrorAction Stop } | Should -Not -Throw
    }
}
