#Requires -Version 5.1
<#
.SYNOPSIS
    Builds, tests and checks FastTrackFpx. Thin over dotnet.
.DESCRIPTION
    Build    compiles the solution and stages the module in out/FastTrackFpx.
    Test     runs every test; the Pester suite too where PowerShell and Pester are present.
    Analyze  runs PSScriptAnalyzer over every script of the repository.
    Tour     starts a sandbox and shows a day's work with the real cmdlets.
    Clean    removes what the tasks above made.
.EXAMPLE
    ./build.ps1
    Compiles everything and stages the module.
.EXAMPLE
    ./build.ps1 Test -Configuration Release
    Runs all tests on a release build.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Analyze', 'Tour', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    param([string[]] $Argument)

    if (-not (Get-Command -Name dotnet -CommandType Application -ErrorAction SilentlyContinue)) {
        throw 'The .NET SDK 10 or later is needed and dotnet is not on the PATH. Get it from https://dot.net and try again.'
    }
    Write-Verbose -Message ('dotnet ' + ($Argument -join ' '))
    & dotnet $Argument
    if ($LASTEXITCODE -ne 0) {
        throw ('dotnet {0} ended with exit code {1}.' -f $Argument[0], $LASTEXITCODE)
    }
}

function Invoke-Analyzer {
    if (-not (Get-Module -ListAvailable -Name PSScriptAnalyzer)) {
        throw 'PSScriptAnalyzer is not installed. Run: Install-Module PSScriptAnalyzer -Scope CurrentUser'
    }
    Import-Module -Name PSScriptAnalyzer
    $scripts = Get-ChildItem -Path $PSScriptRoot -Recurse -File -Include '*.ps1', '*.psm1', '*.psd1' |
        Where-Object { $_.FullName -notmatch '[\\/](bin|obj|out)[\\/]' }
    $settings = Join-Path -Path $PSScriptRoot -ChildPath '.PSScriptAnalyzerSettings.psd1'
    $findings = @($scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings $settings })
    $findings
    if ($findings.Count -gt 0) {
        throw ('PSScriptAnalyzer has {0} findings.' -f $findings.Count)
    }
    Write-Verbose -Message ('{0} scripts, no finding.' -f @($scripts).Count)
}

Push-Location -Path $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-DotNet -Argument 'build', '--configuration', $Configuration }
        'Test' { Invoke-DotNet -Argument 'test', '--configuration', $Configuration }
        'Tour' { Invoke-DotNet -Argument 'run', '--configuration', $Configuration, '--project', 'src/FastTrackFpx.Tour' }
        'Analyze' { Invoke-Analyzer }
        'Clean' {
            Invoke-DotNet -Argument 'clean', '--configuration', $Configuration
            if (Test-Path -Path out) { Remove-Item -Path out -Recurse }
        }
    }
}
finally {
    Pop-Location
}
