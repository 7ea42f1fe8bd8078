#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# Ctrl+C is what PowerShell.Stop does: StopProcessing on another thread while the pipeline is under way.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
    $hasSignals = $isCore -and -not $IsWindows
}

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'SandboxControl.ps1')
    . (Join-Path -Path $PSScriptRoot -ChildPath '../../.build/ChildPowerShell.ps1')
    $script:manifestPath = Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1'
    Import-Module -Name $script:manifestPath -Force

    function Stop-Pipeline {
        # How many milliseconds it takes to stop a shell whose pipeline is under way.
        param([powershell] $Shell)

        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $Shell.Stop()
        $clock.ElapsedMilliseconds
        if ($Shell.InvocationStateInfo.State -ne 'Stopped') { throw "It ended as $($Shell.InvocationStateInfo.State)." }
        $Shell.Dispose()
    }
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'Ctrl+C' {
    It 'ends a wait for the limiter within a second, and what waits behind it goes on' {
        # One call a minute: the second one waits for the better part of it, and warns that it does.
        $shell = [powershell]::Create()
        $null = $shell.AddScript(@"
Import-Module -Name '$script:manifestPath'
Connect-FpxService -Environment Sandbox -RequestsPerMinute 1 -SkipCheck
Get-FpxTimeZone -Refresh
Get-FpxTimeZone -Refresh
"@)
        $null = Register-ObjectEvent -InputObject $shell.Streams.Warning -EventName DataAdded -SourceIdentifier waiting
        $null = $shell.BeginInvoke()
        Wait-Event -SourceIdentifier waiting -Timeout 30 | Should -Not -BeNullOrEmpty
        Unregister-Event -SourceIdentifier waiting
        Remove-Event -SourceIdentifier waiting
        "$($shell.Streams.Warning[0])" | Should -Match '^Waiting .*rate limit'

        Stop-Pipeline -Shell $shell | Should -BeLessThan 1000
        # The same certificate, hence the same calls of a minute.
        $connection = Connect-FpxService -Environment Sandbox -PassThru
        @(Get-FpxTimeZone -Connection $connection -Refresh).Count | Should -BeGreaterThan 0
        $connection.Waited | Should -BeLessThan ([timespan]'0:00:01')
    }

    It 'ends a call within a second, and leaves a given connection usable' -Skip:(-not $isCore) {
        $connection = Connect-FpxService -Environment Sandbox -PassThru
        Set-SandboxDelay -Path timeZones
        try {
            $shell = [powershell]::Create()
            $null = $shell.AddScript("param(`$connection) Import-Module -Name '$script:manifestPath'; Get-FpxTimeZone -Connection `$connection -Refresh").AddArgument($connection)
            $null = $shell.BeginInvoke()
            Wait-SandboxDelay
            Stop-Pipeline -Shell $shell | Should -BeLessThan 1000
        }
        finally { Invoke-SandboxControl -Method DELETE -Path faults }
        # Asked anew: the answer that was given up would come after a minute.
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        @(Get-FpxTimeZone -Connection $connection).Count | Should -BeGreaterThan 0
        $clock.Elapsed | Should -BeLessThan ([timespan]'0:00:10')
    }

    It 'ends a script in a terminal within a second, its finally included' -Skip:(-not $hasSignals) {
        $mark = Join-Path -Path $TestDrive -ChildPath 'tidied'
        Set-SandboxDelay -Path timeZones
        try {
            $text = "Import-Module -Name '$script:manifestPath'; Connect-FpxService -Environment Sandbox -SkipCheck; try { Get-FpxTimeZone } finally { Set-Content -LiteralPath '$mark' -Value 'tidied' }"
            $process = Start-PowerShell -Argument '-NonInteractive', '-Command', $text
            Wait-SandboxDelay
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            kill -s INT $process.Id
            $process.WaitForExit(30000) | Should -BeTrue
            $clock.ElapsedMilliseconds | Should -BeLessThan 4000 -Because 'the process has to end too'
            Get-Content -LiteralPath $mark | Should -Be 'tidied'
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
            Invoke-SandboxControl -Method DELETE -Path faults
        }
    }
}
