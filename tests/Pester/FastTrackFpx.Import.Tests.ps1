#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# What only a real PowerShell can show of the staged module: import, exports, discovery. The module's folder comes from FPX_MODULE.

BeforeDiscovery {
    $manifest = Import-PowerShellDataFile -Path (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1')
    $cmdletNames = $manifest.CmdletsToExport
}

BeforeAll {
    $script:manifestPath = Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1'
    Import-Module -Name $script:manifestPath -Force
}

AfterAll {
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'The manifest' {
    It 'is valid' {
        { Test-ModuleManifest -Path $script:manifestPath -ErrorAction Stop } | Should -Not -Throw
    }

    It 'exports what the assembly has, no more and no less' {
        $declared = (Import-PowerShellDataFile -Path $script:manifestPath).CmdletsToExport | Sort-Object
        $assembly = (Get-Module -Name FastTrackFpx).ImplementingAssembly
        if ($null -eq $assembly) {
            $assembly = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'FastTrackFpx' } | Select-Object -First 1
        }
        $built = $assembly.GetExportedTypes() | ForEach-Object {
            $attribute = $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
            if ($attribute) { '{0}-{1}' -f $attribute[0].VerbName, $attribute[0].NounName }
        } | Sort-Object
        $declared | Should -Be $built
    }
}

Describe 'Importing' {
    It 'writes nothing at all' {
        $pwsh = (Get-Process -Id $PID).Path
        $output = & $pwsh -NoProfile -NonInteractive -Command "Import-Module -Name '$($script:manifestPath)'" 2>&1 3>&1 4>&1 5>&1 6>&1
        $output | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }

    It 'loads neither the client nor Polly before they are needed' {
        $pwsh = (Get-Process -Id $PID).Path
        $loaded = & $pwsh -NoProfile -NonInteractive -Command @"
Import-Module -Name '$($script:manifestPath)'
[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name } | Where-Object { `$_ -in 'FastTrackFpx.Client', 'Polly.Core' }
"@
        $loaded | Should -BeNullOrEmpty
    }

    It 'can be removed and imported again' {
        $pwsh = (Get-Process -Id $PID).Path
        $found = & $pwsh -NoProfile -NonInteractive -Command @"
Import-Module -Name '$($script:manifestPath)'
`$null = Get-FpxConnection
Remove-Module -Name FastTrackFpx
Import-Module -Name '$($script:manifestPath)'
`$null = Get-FpxConnection
(Get-Command -Module FastTrackFpx).Count
"@ 2>&1
        [int]"$found" | Should -BeGreaterThan 0
    }
}

Describe '<_>' -ForEach $cmdletNames {
    It 'has an approved verb' {
        $verb = ($_ -split '-')[0]
        (Get-Verb).Verb | Should -Contain $verb
    }

    It 'states what it puts out' {
        (Get-Command -Name $_ -Module FastTrackFpx).OutputType | Should -Not -BeNullOrEmpty
    }

    It 'shows its syntax' {
        Get-Command -Name $_ -Syntax | Should -Match ([regex]::Escape($_))
    }
}
