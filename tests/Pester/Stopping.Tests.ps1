#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# Ctrl+C is what PowerShell.Stop does: StopProcessing on another thread while the pipeline is under way.

BeforeAll {
    $script:manifestPath = Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1'
    Import-Module -Name $script:manifestPath -Force

    function Start-Pipeline {
        # A script in a runspace of its own that has said on its output that it has begun.
        param([string] $Script)

        $shell = [powershell]::Create()
        $null = $shell.AddScript($Script)
        $output = New-Object -TypeName 'System.Management.Automation.PSDataCollection[psobject]'
        $handle = $shell.BeginInvoke((New-Object -TypeName 'System.Management.Automation.PSDataCollection[psobject]'), $output)
        $null = $output.GetEnumerator().MoveNext()
        [pscustomobject]@{ Shell = $shell; Handle = $handle; Output = $output }
    }
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'Ctrl+C' {
    It 'ends a wait for the limiter within a second' {
        # One call a minute: the second one waits for the better part of it.
        $run = Start-Pipeline -Script @"
Import-Module -Name '$script:manifestPath'
Connect-FpxService -Environment Sandbox -RequestsPerMinute 1 -SkipCheck
'begun'
Get-FpxTimeZone -Refresh
Get-FpxTimeZone -Refresh
"@
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run.Shell.Stop()
        $clock.Stop()
        $clock.ElapsedMilliseconds | Should -BeLessThan 1000
        $run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $run.Shell.Dispose()
    }

    It 'leaves a given connection usable' {
        $connection = Connect-FpxService -Environment Sandbox -PassThru
        $shell = [powershell]::Create()
        $null = $shell.AddScript("param(`$connection) Import-Module -Name '$script:manifestPath'; 'begun'; 1..30 | ForEach-Object { `$null = Get-FpxTimeZone -Connection `$connection -Refresh }").AddArgument($connection)
        $output = New-Object -TypeName 'System.Management.Automation.PSDataCollection[psobject]'
        $null = $shell.BeginInvoke((New-Object -TypeName 'System.Management.Automation.PSDataCollection[psobject]'), $output)
        $null = $output.GetEnumerator().MoveNext()
        $shell.Stop()
        $shell.Dispose()
        @(Get-FpxTimeZone -Connection $connection -Refresh).Count | Should -BeGreaterThan 0
    }
}
