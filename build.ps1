#Requires -Version 5.1
<#
.SYNOPSIS
    Builds, tests, checks and packs FastTrackFpx. Thin over dotnet.
.DESCRIPTION
    Bootstrap  gets what the other tasks use: the tools of the manifest and two modules from the PowerShell Gallery.
    Build      compiles the solution and stages the module in out/FastTrackFpx. Needs the .NET SDK 10 alone.
    Test       runs every test, the Pester suite included, in the PowerShell and with the Pester that the build restores.
    Docs       brings the help pages in docs/en-US up to the built cmdlets and makes the MAML from them. Needs Microsoft.PowerShell.PlatyPS.
    Pictures   makes the pictures of the README from what the module puts out.
    Analyze    runs PSScriptAnalyzer over every script, and over every example of the help. Needs PSScriptAnalyzer.
    Pack       makes out/package/FastTrackFpx.<version>.nupkg for a gallery and FastTrackFpx.zip for Azure Automation.
    Install    builds a release and puts it where this PowerShell finds a user's modules.
    Publish    checks the package and says what would be sent to the gallery; sends it with -Live and -ApiKey.
    Tour       starts a sandbox and shows a day's work with the real cmdlets.
    Clean      removes what the tasks above made.

    A task that lacks something says what it is and how to get it.
.PARAMETER Task
    One task or several, done in the order given. A list with commas works too from outside PowerShell: pwsh -File ./build.ps1 Build,Test
.PARAMETER Configuration
    Debug or Release. Pack and Publish always take Release.
.PARAMETER Live
    Publish: really sends the package.
.PARAMETER ApiKey
    Publish: the gallery's key.
.PARAMETER ProjectUri
    Pack and Publish: the https address of the repository, for the gallery and for Get-Help -Online.
.PARAMETER Repository
    Publish: the gallery, as Get-PSResourceRepository knows it.
.EXAMPLE
    ./build.ps1
    Compiles everything and stages the module.
.EXAMPLE
    ./build.ps1 Bootstrap, Build, Test, Analyze
    What a change has to pass.
.EXAMPLE
    ./build.ps1 Publish
    Packs, checks the package and says what would be sent, without sending it.
.EXAMPLE
    ./build.ps1 Publish -Live -ApiKey (Read-Host -AsSecureString) -ProjectUri https://github.com/me/FastTrackFpx
    Sends the package to the PowerShell Gallery.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, ValueFromRemainingArguments)]
    [ArgumentCompleter({
            param($Command, $Parameter, $Word)
            'Bootstrap', 'Build', 'Test', 'Docs', 'Pictures', 'Analyze', 'Pack', 'Install', 'Publish', 'Tour', 'Clean' -like "$Word*"
        })]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [switch] $Live,

    [securestring] $ApiKey,

    [ValidateScript({ if (([uri]$_).Scheme -eq 'https') { $true } else { throw "-ProjectUri is the https address of the repository, not '$_'." } })]
    [uri] $ProjectUri,

    [string] $Repository = 'PSGallery'
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# Every file there is one task's work.
Get-ChildItem -Path (Join-Path -Path $PSScriptRoot -ChildPath '.build') -Filter '*.ps1' | ForEach-Object { . $_.FullName }

Push-Location -Path $PSScriptRoot
try {
    foreach ($step in Resolve-BuildTask -Name $Task) {
        Write-Verbose -Message "Task $step"
        switch ($step) {
            'Bootstrap' { Install-BuildRequirement }
            'Build' { Invoke-DotNet -Argument 'build', '--configuration', $Configuration }
            'Test' { Invoke-DotNet -Argument 'test', '--configuration', $Configuration }
            'Docs' { Update-ModuleHelp -Root $PSScriptRoot -Configuration $Configuration }
            'Pictures' { Update-Picture -Root $PSScriptRoot -Configuration $Configuration }
            'Analyze' { Invoke-Analyzer -Root $PSScriptRoot }
            'Pack' { New-ModulePackage -Root $PSScriptRoot -ProjectUri $ProjectUri }
            'Install' { Install-BuiltModule -Module (Publish-StagedModule -Root $PSScriptRoot) }
            'Publish' { Publish-ModulePackage -Root $PSScriptRoot -Repository $Repository -Live:$Live -ApiKey $ApiKey -ProjectUri $ProjectUri }
            'Tour' { Invoke-DotNet -Argument 'run', '--configuration', $Configuration, '--project', 'src/FastTrackFpx.Tour' }
            'Clean' {
                Invoke-DotNet -Argument 'clean', '--configuration', $Configuration
                if (Test-Path -Path out) { Remove-Item -Path out -Recurse }
            }
        }
    }
}
finally {
    Pop-Location
}
