using System.Runtime.InteropServices;
using System.Security;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>A secret in the clear for as long as one call needs it.</summary>
/// <remarks>
/// .NET Framework takes PFX passwords with several certificates as a string only. So this is a string, but one of our own making
/// that nobody else holds: pinned, so that the garbage collector leaves no copies behind, and overwritten at the end.
/// </remarks>
internal sealed class CertificateSecret : IDisposable
{
    private GCHandle _pin;

    internal CertificateSecret(SecureString? secret)
    {
        WasGiven = secret is { Length: > 0 };
        Text = new string('\0', secret?.Length ?? 0);
        _pin = GCHandle.Alloc(Text, GCHandleType.Pinned);
        if (secret is { Length: > 0 })
            CopyFrom(secret);
    }

    /// <summary>Whether there is a secret; an empty one counts as none.</summary>
    internal bool WasGiven { get; }

    /// <summary>The secret; becomes zeros on <see cref="Dispose"/>, so it must not be kept.</summary>
    internal string Text { get; }

    public void Dispose()
    {
        if (!_pin.IsAllocated)
            return;
        IntPtr target = _pin.AddrOfPinnedObject();
        for (int i = 0; i < Text.Length; i++)
            Marshal.WriteInt16(target, i * sizeof(char), 0);
        _pin.Free();
    }

    private void CopyFrom(SecureString secret)
    {
        IntPtr source = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            IntPtr target = _pin.AddrOfPinnedObject();
            for (int i = 0; i < Text.Length; i++)
                Marshal.WriteInt16(target, i * sizeof(char), Marshal.ReadInt16(source, i * sizeof(char)));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(source);
        }
    }
}
