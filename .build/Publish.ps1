function Publish-ModulePackage {
    <#
    .SYNOPSIS
        Packs, checks the package as a user would get it, and says what would be sent. With -Live it is sent.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root,

        [Parameter(Mandatory)]
        [string] $Repository,

        [switch] $Live,

        [securestring] $ApiKey,

        [uri] $ProjectUri
    )

    if ($Live -and -not $ApiKey) {
        throw ('Publish -Live needs -ApiKey, the key that the gallery shows on the page of your account. ' +
            'Try: ./build.ps1 Publish -Live -ApiKey (Read-Host -AsSecureString)')
    }
    if ($Live -and -not (Get-Command -Name Publish-PSResource -ErrorAction SilentlyContinue)) {
        throw 'Publish -Live needs Publish-PSResource. Run: Install-Module Microsoft.PowerShell.PSResourceGet -Scope CurrentUser'
    }

    $package = New-ModulePackage -Root $Root -ProjectUri $ProjectUri | Where-Object -Property Name -Like -Value '*.nupkg'
    $manifest = Test-UnpackedPackage -Path $package.Path
    $problems = @(Get-ReleaseProblem -Root $Root -Version $manifest.Version)
    if (-not $ProjectUri) { $problems += 'No -ProjectUri: the gallery would show no source, and Get-Help -Online would have nowhere to go.' }
    foreach ($problem in $problems) { Write-Warning -Message $problem }

    if (-not $Live) {
        'Would send {0} ({1} bytes, SHA-256 {2}) to {3}. Nothing was sent; -Live sends it.' -f $package.Name, $package.Bytes, $package.Sha256, $Repository
        return
    }
    if ($problems.Count -gt 0) { throw 'Not sent: see the warnings.' }
    $plain = (New-Object -TypeName System.Net.NetworkCredential -ArgumentList '', $ApiKey).Password
    Publish-PSResource -NupkgPath $package.Path -Repository $Repository -ApiKey $plain
    'Sent {0} to {1}.' -f $package.Name, $Repository
}

function Test-UnpackedPackage {
    <#
    .SYNOPSIS
        Unpacks the package, imports the module from there in a fresh process, and gives its manifest.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Path
    )

    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $folder = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
    $module = Join-Path -Path $folder -ChildPath 'FastTrackFpx'
    try {
        [System.IO.Compression.ZipFile]::ExtractToDirectory($Path, $module)
        $manifest = Join-Path -Path $module -ChildPath 'FastTrackFpx.psd1'
        $count = Invoke-PowerShell -Argument '-NonInteractive', '-Command', "Import-Module -Name '$manifest'; (Get-Command -Module FastTrackFpx).Count"
        if ($LASTEXITCODE -ne 0 -or [int]$count -lt 1) { throw "The package does not import: $count" }
        Test-ModuleManifest -Path $manifest
    }
    finally {
        if (Test-Path -Path $folder) { Remove-Item -Path $folder -Recurse -Force }
    }
}

function Get-ReleaseProblem {
    <#
    .SYNOPSIS
        What keeps a version from being released.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root,

        [Parameter(Mandatory)]
        [version] $Version
    )

    $changes = [System.IO.File]::ReadAllText((Join-Path -Path $Root -ChildPath 'docs/CHANGELOG.md'))
    if ($changes -notmatch ('(?m)^## \[?{0}\b' -f [regex]::Escape([string]$Version))) { "docs/CHANGELOG.md has no section for $Version." }
    if (-not (Get-Command -Name git -CommandType Application -ErrorAction SilentlyContinue)) {
        return 'git is not on the PATH: whether everything is committed is not known.'
    }
    if (git -C $Root status --porcelain) { 'There are changes that are not committed.' }
}
