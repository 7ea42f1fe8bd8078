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
        string draft = path + ".tmp";
        try
        {
            if (Directory.Exists(path)) throw new IOException("It is a folder");
            File.WriteAllBytes(draft, content);
            if (File.Exists(path)) File.Replace(draft, path, destinationBackupFileName: null);
            else File.Move(draft, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(draft)) File.Delete(draft);
            throw new RestException(
                ErrorCode.FileNotWritable, $"The {noun} {path} cannot be written: {failure.Message.TrimEnd('.')}.",
                "Check that the folder exists and that this user may write there.", failure);
        }
    }
}
