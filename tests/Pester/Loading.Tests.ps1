#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# The handler that answers on .NET Framework, asked here by hand in a process that needs none of its answers.

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath '../../.build/ChildPowerShell.ps1')
    $script:answers = Invoke-PowerShell -Argument '-NonInteractive', '-Command', @"
`$ErrorActionPreference = 'Stop'
`$ours = [System.Reflection.Assembly]::LoadFrom('$env:FPX_MODULE/cmdlets/Desktop/FastTrackFpx.Loader.dll')
`$type = `$ours.GetType('FastTrackFpx.Loader.DependencyResolver')
`$resolver = [Activator]::CreateInstance(`$type, [object[]]@('$env:FPX_MODULE'))
`$answer = `$type.GetMethod('Resolve', [System.Reflection.BindingFlags]'NonPublic, Instance')
function Ask(`$Name, `$From) {
    `$found = `$answer.Invoke(`$resolver, [object[]]@(`$null, [ResolveEventArgs]::new(`$Name, `$From)))
    if (`$found) { `$found.Location } else { 'left alone' }
}
Ask 'FastTrackFpx.Models, Version=0.0.0.1' `$ours
Ask 'Polly.Core, Version=8.0.0.0, Culture=neutral, PublicKeyToken=c8a3ffc3f8f825cc' `$ours
Ask 'Polly.Core, Version=8.0.0.0, Culture=neutral, PublicKeyToken=c8a3ffc3f8f825cc' ([powershell].Assembly)
Ask 'Something.Else, Version=1.0.0.0' `$ours
"@
}

Describe 'The handler for .NET Framework' {
    It 'answers for the records with those that are loaded already' {
        $script:answers[0] | Should -Be (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.Models.dll')
    }

    It 'gives the module what it brings, whatever version is asked for' {
        $script:answers[1] | Should -Be (Join-Path -Path $env:FPX_MODULE -ChildPath 'lib/netstandard2.0/Polly.Core.dll')
    }

    It 'leaves questions of others to others' {
        $script:answers[2] | Should -Be 'left alone'
    }

    It 'leaves alone what it does not have' {
        $script:answers[3] | Should -Be 'left alone'
    }
}

Describe 'A PowerShell that is too old' {
    BeforeAll {
        Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1')
        $script:require = [FastTrackFpx.Loader.ModuleLoader].GetMethod('RequireRuntime', [System.Reflection.BindingFlags]'NonPublic, Static')
    }

    AfterAll { Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue }

    It 'is told so at import, on .NET <_>' -ForEach '5.0.17', '6.0.36', '7.0.20' {
        { $script:require.Invoke($null, @([version]$_)) } | Should -Throw -ExpectedMessage '*PowerShell 7.4 or later*'
    }

    It 'is none of those on .NET <_>' -ForEach '4.0.30319.42000', '8.0.0', '10.0.1' {
        { $script:require.Invoke($null, @([version]$_)) } | Should -Not -Throw
    }
}
