function Get-PowerShellCommand {
    <#
    .SYNOPSIS
        Returns the program that starts another PowerShell like this one, and the arguments that come before any others.
    .DESCRIPTION
        PowerShell as a .NET tool runs in dotnet: the path of this process is not enough to start it again.
    #>
    [CmdletBinding()]
    param()

    $program = (Get-Process -Id $PID).Path
    $library = Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
    $isHosted = [System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet'
    [pscustomobject]@{ Program = $program; Argument = @(if ($isHosted) { $library }) + '-NoProfile' }
}

function Invoke-PowerShell {
    <#
    .SYNOPSIS
        Runs another PowerShell like this one to its end, with the lines of -InputLine as its standard input. What it writes comes back.
    #>
    param(
        [Parameter(Mandatory)]
        [string[]] $Argument,

        [string[]] $InputLine
    )

    $command = Get-PowerShellCommand
    $all = $command.Argument + $Argument
    if ($PSBoundParameters.ContainsKey('InputLine')) { $InputLine | & $command.Program @all }
    else { & $command.Program @all }
}

function Start-PowerShell {
    <#
    .SYNOPSIS
        Starts another PowerShell like this one with redirected outputs, and returns its process.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The caller ends the process.')]
    param(
        [Parameter(Mandatory)]
        [string[]] $Argument
    )

    $command = Get-PowerShellCommand
    $start = New-Object -TypeName System.Diagnostics.ProcessStartInfo -ArgumentList $command.Program
    foreach ($one in $command.Argument + $Argument) { $start.ArgumentList.Add($one) }
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    [System.Diagnostics.Process]::Start($start)
}
