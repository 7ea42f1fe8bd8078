namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>A test that needs Windows PowerShell 5.1, which only Windows has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DesktopFactAttribute : FactAttribute
{
    public DesktopFactAttribute()
    {
        if (PowerShellProgram.Desktop is null) Skip = "Windows PowerShell 5.1 is part of Windows, and this is not Windows.";
    }
}
