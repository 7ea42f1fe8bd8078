using System;

namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>A test that takes a real PowerShell 7, and says so where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PowerShellFactAttribute : FactAttribute
{
    public PowerShellFactAttribute()
    {
        if (PowerShellProgram.Core is null) Skip = "No PowerShell 7 on the PATH or in POWERSHELL_HOME.";
    }
}

/// <summary>A test that takes a real PowerShell with Pester 5, and says what is missing where it is.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PesterFactAttribute : FactAttribute
{
    public PesterFactAttribute(bool desktop = false)
    {
        PowerShellProgram? program = desktop ? PowerShellProgram.Desktop : PowerShellProgram.Core;
        if (program is null) Skip = desktop ? "No Windows PowerShell 5.1: this is not Windows." : "No PowerShell 7 on the PATH or in POWERSHELL_HOME.";
        else if (program.Pester is null) Skip = $"{program} has no Pester 5. Install-Module Pester -Scope CurrentUser brings it.";
    }
}
