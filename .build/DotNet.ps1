function Invoke-DotNet {
    <#
    .SYNOPSIS
        Runs dotnet and fails when it does.
    #>
    param(
        [Parameter(Mandatory)]
        [string[]] $Argument
    )

    if (-not (Get-Command -Name dotnet -CommandType Application -ErrorAction SilentlyContinue)) {
        throw 'The .NET SDK 10 or later is needed and dotnet is not on the PATH. Get it from https://dot.net and try again.'
    }
    Write-Verbose -Message ('dotnet ' + ($Argument -join ' '))
    & dotnet $Argument
    if ($LASTEXITCODE -ne 0) {
        throw ('dotnet {0} ended with exit code {1}.' -f $Argument[0], $LASTEXITCODE)
    }
}
