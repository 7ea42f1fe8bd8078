#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# What goes to a gallery and to Azure Automation, made of the module that was built.

BeforeDiscovery {
    # Windows PowerShell has no PSResourceGet of its own. On Windows, the user's modules have a fixed folder: only a build server's may be written to.
    $canInstall = $PSVersionTable.PSEdition -eq 'Core' -and (-not $IsWindows -or $env:CI)
}

BeforeAll {
    $build = Join-Path -Path $PSScriptRoot -ChildPath '../../.build'
    . (Join-Path -Path $build -ChildPath 'Package.ps1')
    . (Join-Path -Path $build -ChildPath 'ChildPowerShell.ps1')
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $script:first = @(Write-ModulePackage -Module $env:FPX_MODULE -Destination (Join-Path -Path $TestDrive -ChildPath 'first'))
    $script:nupkg = ($script:first | Where-Object { $_.Name -like '*.nupkg' }).Path
    $script:zip = ($script:first | Where-Object { $_.Name -eq 'FastTrackFpx.zip' }).Path
}

Describe 'A package' {
    It 'is the same bytes when it is made again' {
        # From another folder and with other dates.
        $copy = Join-Path -Path $TestDrive -ChildPath 'copy/FastTrackFpx'
        $null = New-Item -Path (Split-Path -Path $copy) -ItemType Directory
        Copy-Item -Path $env:FPX_MODULE -Destination $copy -Recurse
        Get-ChildItem -Path $copy -Recurse -File | ForEach-Object { $_.LastWriteTimeUtc = [datetime]'2001-02-03' }
        $again = @(Write-ModulePackage -Module $copy -Destination (Join-Path -Path $TestDrive -ChildPath 'again'))
        $again.Count | Should -Be 2
        $again.Sha256 | Should -Be $script:first.Sha256
    }

    It 'is small enough for Azure Automation' {
        foreach ($package in $script:first) { $package.Bytes | Should -BeLessThan 20MB }
    }

    It 'holds the notices of those whose work it carries' {
        $archive = [System.IO.Compression.ZipFile]::OpenRead($script:nupkg)
        try { $names = $archive.Entries.FullName } finally { $archive.Dispose() }
        $names | Should -Contain 'THIRD-PARTY-NOTICES.txt'
        $names | Should -Contain 'LICENSE'
        $names | Should -Contain 'FastTrackFpx.nuspec'
        $names | Should -Contain '[Content_Types].xml'
        $notices = Get-Content -LiteralPath (Join-Path -Path $env:FPX_MODULE -ChildPath 'THIRD-PARTY-NOTICES.txt')
        foreach ($library in $names | Where-Object { $_ -match '^lib/[^/]+/([^/]+)\.dll$' } | ForEach-Object { $Matches[1] } | Sort-Object -Unique) {
            if ($library -notlike 'FastTrackFpx.*') { $notices | Should -Contain $library }
        }
    }

    It 'names its cmdlets for the search of the gallery' {
        $archive = [System.IO.Compression.ZipFile]::OpenRead($script:nupkg)
        try {
            $reader = New-Object -TypeName System.IO.StreamReader -ArgumentList $archive.GetEntry('FastTrackFpx.nuspec').Open()
            $nuspec = [xml]$reader.ReadToEnd()
        }
        finally { $archive.Dispose() }
        $nuspec.package.metadata.id | Should -Be 'FastTrackFpx'
        $nuspec.package.metadata.tags | Should -Match 'PSCmdlet_Get-FpxTenant'
        $nuspec.package.metadata.tags | Should -Match 'PSEdition_Desktop'
    }

    It 'for Azure Automation has the folder that is called like the module' {
        $archive = [System.IO.Compression.ZipFile]::OpenRead($script:zip)
        try { $names = $archive.Entries.FullName } finally { $archive.Dispose() }
        $names | Where-Object { $_ -notlike 'FastTrackFpx/*' } | Should -BeNullOrEmpty
        $names | Should -Contain 'FastTrackFpx/FastTrackFpx.psd1'
    }

    It 'installs from a gallery and imports by its name in a new process' -Skip:(-not $canInstall) {
        # A folder is a gallery to PSResourceGet. Its list of galleries and the user's modules are in a folder of the test.
        $gallery = Join-Path -Path $TestDrive -ChildPath 'gallery'
        $userHome = Join-Path -Path $TestDrive -ChildPath 'home'
        # .NET takes a data folder that does not exist to be the current one.
        $null = New-Item -Path $gallery, "$userHome/.local/share", "$userHome/.config" -ItemType Directory
        $before = $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath
        $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath = $userHome, $null, $null
        try {
            $text = Invoke-PowerShell -Argument '-NonInteractive', '-Command', @"
`$ErrorActionPreference = 'Stop'
Register-PSResourceRepository -Name FpxTest -Uri '$gallery' -Trusted
Publish-PSResource -NupkgPath '$script:nupkg' -Repository FpxTest
Install-PSResource -Name FastTrackFpx -Repository FpxTest -Scope CurrentUser
Unregister-PSResourceRepository -Name FpxTest
"@
            $text | Should -BeNullOrEmpty
            $text = Invoke-PowerShell -Argument '-NonInteractive', '-Command', @"
`$ErrorActionPreference = 'Stop'
Connect-FpxService -Environment Sandbox
@(Get-FpxTenant -First 3).Count
(Get-Module -Name FastTrackFpx).Path
"@
        }
        finally { $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath = $before }
        $text[0] | Should -Be '3'
        if (-not $IsWindows) { $text[1] | Should -BeLike "$TestDrive*" }
    }

    It 'knows where its source is, for the gallery and for Get-Help -Online' {
        $module = Join-Path -Path $TestDrive -ChildPath 'addressed/FastTrackFpx'
        $null = New-Item -Path (Split-Path -Path $module) -ItemType Directory
        Copy-Item -Path $env:FPX_MODULE -Destination $module -Recurse
        { Set-ModuleAddress -Module $module -ProjectUri 'http://example.org' } | Should -Throw -ExpectedMessage '*https*'
        Set-ModuleAddress -Module $module -ProjectUri 'https://example.org/earlier'
        Set-ModuleAddress -Module $module -ProjectUri 'https://example.org/us/FastTrackFpx/'
        $text = Invoke-PowerShell -Argument '-NonInteractive', '-Command', @"
`$ErrorActionPreference = 'Stop'
Import-Module -Name '$module/FastTrackFpx.psd1'
(Get-Module -Name FastTrackFpx).ProjectUri.AbsoluteUri
(Get-Module -Name FastTrackFpx).LicenseUri.AbsoluteUri
foreach (`$name in 'Get-FpxTenant', 'Get-AppDirectCompany') { (Get-Help -Name `$name).relatedLinks.navigationLink[0].uri -replace '^.*/' }
(Get-Command -Module FastTrackFpx).Count
"@
        $text[0, 1] | Should -Be 'https://example.org/us/FastTrackFpx', 'https://example.org/us/FastTrackFpx/blob/v0.1.0/LICENSE'
        $text[2, 3] | Should -Be 'Get-FpxTenant.md', 'Get-AppDirectCompany.md'
        $pages = @(Get-ChildItem -Path "$module/en-US/*-Help.xml" | ForEach-Object { ([xml](Get-Content -LiteralPath $_.FullName -Raw -Encoding UTF8)).GetElementsByTagName('command:command') })
        "$($pages.Count)" | Should -Be $text[4]
        foreach ($page in $pages) { @($page.relatedLinks.navigationLink)[0].uri -replace '^.*/' | Should -Be "$("$($page.details.name)".Trim()).md" }
    }

    It 'unpacked elsewhere imports, reads from the sandbox and has help' {
        $elsewhere = Join-Path -Path $TestDrive -ChildPath 'elsewhere/FastTrackFpx'
        [System.IO.Compression.ZipFile]::ExtractToDirectory($script:nupkg, $elsewhere)
        $text = Invoke-PowerShell -Argument '-NonInteractive', '-Command', @"
`$ErrorActionPreference = 'Stop'
Import-Module -Name '$elsewhere/FastTrackFpx.psd1'
Connect-FpxService -Environment Sandbox
@(Get-FpxTenant -First 3).Count
(Get-Help Get-FpxTenant).Synopsis
"@
        @($text)[0] | Should -Be '3'
        @($text)[1] | Should -Be 'Gets customer tenants.'
    }
}
