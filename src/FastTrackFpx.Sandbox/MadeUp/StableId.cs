using System.Security.Cryptography;
using System.Text;

namespace FastTrackFpx.Sandbox.MadeUp;

/// <summary>GUIDs of lookup values, derived from the name, so that they are the same in every sandbox.</summary>
internal static class StableId
{
    public static string Of(string kind, string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(kind + "\n" + name), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }
}
