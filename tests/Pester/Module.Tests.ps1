#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# What only a real PowerShell can show of the staged module, whose folder comes from FPX_MODULE: manifest, import, exports, discovery.

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath '../../.build/ChildPowerShell.ps1')
    $script:manifestPath = Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1'
    Import-Module -Name $script:manifestPath -Force

    function Invoke-Fresh {
        # A script text in a PowerShell of its own, whose output on all streams is text.
        param([string] $Script)

        Invoke-PowerShell -Argument '-NonInteractive', '-Command', $Script 2>&1 3>&1 4>&1 5>&1 6>&1
    }
}

AfterAll {
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'The manifest' {
    It 'is valid' {
        { Test-ModuleManifest -Path $script:manifestPath -ErrorAction Stop } | Should -Not -Throw
    }

    It 'has what a gallery shows: <_>' -ForEach 'Author', 'Description', 'Copyright', 'Version', 'Guid', 'CompatiblePSEditions', 'PowerShellVersion' {
        (Test-ModuleManifest -Path $script:manifestPath).$_ | Should -Not -BeNullOrEmpty
    }

    It 'takes the lowest version that the module runs on' {
        $manifest = Test-ModuleManifest -Path $script:manifestPath
        $manifest.PowerShellVersion | Should -Be ([version]'5.1')
        $manifest.DotNetFrameworkVersion | Should -Be ([version]'4.7.2')
    }

    It 'exports what the assemblies have, no more and no less' {
        $declared = (Test-ModuleManifest -Path $script:manifestPath).ExportedCmdlets.Keys | Sort-Object
        $assemblies = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic -and $_.Location -match '[\\/]cmdlets[\\/]' } | Sort-Object -Property FullName -Unique
        $built = $assemblies.GetExportedTypes() | ForEach-Object {
            $attribute = $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
            if ($attribute) { '{0}-{1}' -f $attribute[0].VerbName, $attribute[0].NounName }
        } | Sort-Object
        $declared | Should -Be $built
        (Get-Command -Module FastTrackFpx).Name | Sort-Object | Should -Be $built
    }

    It 'has the version of its assemblies' {
        $version = (Test-ModuleManifest -Path $script:manifestPath).Version
        foreach ($file in Get-ChildItem -Path $env:FPX_MODULE -Recurse -Filter 'FastTrackFpx*.dll') {
            [System.Reflection.AssemblyName]::GetAssemblyName($file.FullName).Version.ToString(3) | Should -Be $version -Because $file.Name
        }
    }

    It 'has notes on its version in the change log' {
        $version = (Test-ModuleManifest -Path $script:manifestPath).Version
        $log = Join-Path -Path $PSScriptRoot -ChildPath '../../docs/CHANGELOG.md'
        Get-Content -LiteralPath $log -Raw | Should -Match ('(?m)^## {0}' -f [regex]::Escape($version))
    }
}

Describe 'Importing' {
    It 'writes nothing with everything turned on, and does not load Polly' {
        $output = Invoke-Fresh -Script @"
`$WarningPreference = 'Continue'; Set-StrictMode -Version Latest; `$ErrorActionPreference = 'Stop'
Import-Module -Name '$script:manifestPath' -WarningAction Continue
[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name } | Where-Object { `$_ -in 'Polly.Core', 'System.Threading.RateLimiting' }
"@
        $output | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }

    It 'happens by itself where the module is installed' {
        $parent = Split-Path -Path $env:FPX_MODULE
        $name = Invoke-Fresh -Script "`$env:PSModulePath = '$parent' + [System.IO.Path]::PathSeparator + `$env:PSModulePath; Get-FpxConnection; (Get-Command Get-FpxConnection).Source"
        "$name" | Should -Be 'FastTrackFpx'
    }

    It 'leaves no command and no variable behind when it is undone' {
        $left = Invoke-Fresh -Script @"
`$before = (Get-Variable).Name
Import-Module -Name '$script:manifestPath'
Remove-Module -Name FastTrackFpx
Get-Command -Name '*-Fpx*' -ErrorAction SilentlyContinue
(Get-Variable).Name | Where-Object { `$_ -notin `$before -and `$_ -ne 'before' }
"@
        $left | Should -BeNullOrEmpty
    }
}
