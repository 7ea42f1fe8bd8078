using System.Security;
using System.Text;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>A certificate's or key's content with the words that messages name it by.</summary>
internal sealed class CertificateFile : IDisposable
{
    /// <summary>Far above any certificate with its chain; what is larger is something else, has no end, or is made to be slow to read.</summary>
    private const int MaxLength = 256 * 1024;

    private static readonly Encoding[] MarkedEncodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    internal CertificateFile(string source, byte[] content)
    {
        Source = source;
        Content = content;
    }

    /// <summary>Where the content comes from, as a sentence begins with it.</summary>
    internal string Source { get; }

    internal byte[] Content { get; }

    /// <summary>Reads a whole file, telling apart why it cannot be read.</summary>
    internal static CertificateFile Read(string kind, string path)
    {
        string source = CertificateFault.File(kind, path);
        try
        {
            if (Directory.Exists(path))
                throw CertificateFault.FileNotReadable(source, "it is a folder", "Name the file inside it.");
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new CertificateFile(source, ReadAll(file, source));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CertificateFault.FileNotFound(source, failure);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or SecurityException)
        {
            throw CertificateFault.FileNotReadable(source, "this account may not", "Grant this account read access to it.", failure);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw CertificateFault.FileNotReadable(source, "this is no path that a file can have", "Check the path.", failure);
        }
        catch (IOException failure)
        {
            throw CertificateFault.FileNotReadable(
                source, "the system reports an error while reading it", "Check the drive, and whether another program holds the file open.", failure);
        }
    }

    /// <summary>The content as characters, whichever encoding its byte order mark tells; UTF-8 without one. The caller clears them.</summary>
    internal char[] ToText()
    {
        Encoding encoding = MarkedEncodings.FirstOrDefault(e => Content.AsSpan().StartsWith(e.GetPreamble())) ?? new UTF8Encoding(false);
        int mark = encoding.GetPreamble().Length;
        return encoding.GetChars(Content, mark, Content.Length - mark);
    }

    /// <summary>Overwrites the content: it may hold a key in the clear.</summary>
    public void Dispose() => Array.Clear(Content, 0, Content.Length);

    private static byte[] ReadAll(FileStream file, string source)
    {
        byte[] buffer = new byte[MaxLength + 1];
        try
        {
            int length = 0;
            for (int read = -1; read != 0 && length < buffer.Length; length += read)
                read = file.Read(buffer, length, buffer.Length - length);
            if (length == 0)
                throw CertificateFault.Unreadable(source, "it is empty");
            if (length > MaxLength)
                throw CertificateFault.Unreadable(source, "it is larger than any certificate", "Name the certificate file.");
            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            Array.Clear(buffer, 0, buffer.Length);
        }
    }
}
