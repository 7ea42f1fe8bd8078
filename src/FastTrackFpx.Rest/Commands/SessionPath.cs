using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Paths as a session writes them: relative to its location, with its drives.</summary>
internal static class SessionPath
{
    /// <summary>The full path in the file system. Pipeline thread only.</summary>
    public static string Full(PSCmdlet cmdlet, string path, string parameterName)
    {
        try
        {
            string full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem") return full;
            throw Refused($"'{ParameterText.Shown(path)}' is not in the file system");
        }
        catch (Exception exception) when (exception is SessionStateException or NotSupportedException or ArgumentException or IOException)
        {
            throw Refused($"'{ParameterText.Shown(path)}' is not a path: {exception.Message.TrimEnd('.')}");
        }

        InputException Refused(string what) => new(ErrorCode.InvalidInput, $"-{parameterName}: {what}.", parameterName, "Use the path of a file, such as ./name or C:\\folder\\name.");
    }
}
