namespace FastTrackFpx.Rest.Files;

/// <summary>A file that is replaced as a whole: a reader of the old one never sees half of the new one.</summary>
internal static class WholeFile
{
    /// <param name="path">The file.</param>
    /// <param name="content">What it is to hold.</param>
    /// <param name="noun">What it is, in the error.</param>
    /// <exception cref="RestException"><see cref="ErrorCode.FileNotWritable"/>. The old file is unchanged.</exception>
    internal static void Write(string path, byte[] content, string noun)
    {
        Require(path, noun);
        string draft = path + ".tmp";
        try
        {
            File.WriteAllBytes(draft, content);
            if (File.Exists(path)) File.Replace(draft, path, destinationBackupFileName: null);
            else File.Move(draft, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(draft)) File.Delete(draft);
            throw Unwritable(path, noun, failure.Message.TrimEnd('.'), failure);
        }
    }

    /// <summary>Throws the same error for what can be known before there is a content.</summary>
    internal static void Require(string path, string noun)
    {
        if (Directory.Exists(path)) throw Unwritable(path, noun, "it is a folder");
        if (!Directory.Exists(Path.GetDirectoryName(path))) throw Unwritable(path, noun, "its folder does not exist");
    }

    private static RestException Unwritable(string path, string noun, string reason, Exception? cause = null) => new(
        ErrorCode.FileNotWritable, $"The {noun} {path} cannot be written: {reason}.",
        "Check that the folder exists and that this user may write there.", cause);
}
