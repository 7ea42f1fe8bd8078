# What the tasks use beside the .NET SDK, in exactly these versions.
$script:BuildModules = @(
    @{ Name = 'PSScriptAnalyzer'; Version = '1.25.0'; For = 'Analyze' }
    @{ Name = 'Microsoft.PowerShell.PlatyPS'; Version = '1.0.3'; For = 'Docs' }
)

function Install-BuildRequirement {
    <#
    .SYNOPSIS
        Gets the modules and tools that the tasks use, as far as they are not there, and gives one row for each.
    #>
    [CmdletBinding()]
    param()

    foreach ($module in $script:BuildModules) {
        $state = 'present'
        if (-not (Test-BuildModule -Name $module.Name -Version $module.Version)) { $state = Install-BuildModule -Name $module.Name -Version $module.Version }
        [pscustomobject]@{ Name = $module.Name; Version = $module.Version; For = $module.For; State = $state }
    }

    $state = 'restored'
    try { $null = Invoke-DotNet -Argument 'tool', 'restore' }
    catch {
        $state = 'missing'
        Write-Warning -Message "The tools of .config/dotnet-tools.json could not be restored: $_ The build tries again."
    }
    [pscustomobject]@{ Name = 'dotnet tools'; Version = ''; For = 'Test (a PowerShell for the tests)'; State = $state }
}

function Test-BuildModule {
    <#
    .SYNOPSIS
        Returns whether a module is installed in that version.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Name,

        [Parameter(Mandatory)]
        [version] $Version
    )

    $null -ne (Get-Module -ListAvailable -Name $Name | Where-Object -Property Version -EQ -Value $Version | Select-Object -First 1)
}

function Install-BuildModule {
    <#
    .SYNOPSIS
        Gets a module from the gallery for the current user and says how that went.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Name,

        [Parameter(Mandatory)]
        [string] $Version
    )

    try {
        if (Get-Command -Name Install-PSResource -ErrorAction SilentlyContinue) {
            Install-PSResource -Name $Name -Version $Version -Repository PSGallery -Scope CurrentUser -TrustRepository
        }
        elseif (Get-Command -Name Install-Module -ErrorAction SilentlyContinue) {
            Install-Module -Name $Name -RequiredVersion $Version -Repository PSGallery -Scope CurrentUser -Force
        }
        else {
            Write-Warning -Message ("$Name $Version is missing, and this PowerShell has neither Install-PSResource nor Install-Module. " +
                'Unpack its nupkg into a folder of PSModulePath.')
            return 'missing'
        }
        'installed'
    }
    catch {
        Write-Warning -Message "$Name $Version could not be had from the PowerShell Gallery: $_"
        'missing'
    }
}

function Assert-BuildModule {
    <#
    .SYNOPSIS
        Imports a module that a task cannot do without, or says how to get it.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Name
    )

    $wanted = $script:BuildModules | Where-Object { $_.Name -eq $Name }
    if (-not (Test-BuildModule -Name $Name -Version $wanted.Version)) {
        throw "$($wanted.For) needs $Name $($wanted.Version). Run: ./build.ps1 Bootstrap"
    }
    Import-Module -Name $Name -RequiredVersion $wanted.Version
}
