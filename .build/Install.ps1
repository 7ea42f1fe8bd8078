function Install-BuiltModule {
    <#
    .SYNOPSIS
        Copies a built module to where this PowerShell finds the modules of the current user, in place of one of the same version.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [string] $Module
    )

    $version = (Test-ModuleManifest -Path (Join-Path -Path $Module -ChildPath 'FastTrackFpx.psd1')).Version
    $target = Join-Path -Path (Get-UserModulePath) -ChildPath "FastTrackFpx/$version"
    if (Test-Path -LiteralPath $target) {
        try { Remove-Item -LiteralPath $target -Recurse -Force }
        catch { throw "$target cannot be replaced: $_ Close every PowerShell that has FastTrackFpx loaded, and try again." }
    }
    $null = New-Item -Path $target -ItemType Directory -Force
    Copy-Item -Path (Join-Path -Path $Module -ChildPath '*') -Destination $target -Recurse
    'FastTrackFpx {0} is installed in {1}.' -f $version, $target
}

function Get-UserModulePath {
    <#
    .SYNOPSIS
        Returns the folder of the current user's modules. It need not exist yet.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if ($PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows) {
        return [System.Management.Automation.Platform]::SelectProductNameForDirectory('USER_MODULES')
    }
    $product = if ($PSVersionTable.PSEdition -eq 'Core') { 'PowerShell' } else { 'WindowsPowerShell' }
    Join-Path -Path ([Environment]::GetFolderPath('MyDocuments')) -ChildPath "$product/Modules"
}
