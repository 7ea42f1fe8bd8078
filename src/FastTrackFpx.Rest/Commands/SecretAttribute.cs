using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Security;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Takes a secret as a SecureString. Plain text is refused with a hint, and so is a NUL character, at which the secret would be cut off.</summary>
internal sealed class SecretAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (value is string) throw new ArgumentTransformationMetadataException("The value is plain text, and the parameter takes a SecureString. Use Read-Host -AsSecureString or Get-Secret.");
        if (value is SecureString secret && HasNul(secret)) throw new ArgumentTransformationMetadataException("The secret has a NUL character. Read it again with the right encoding.");
        return inputData;
    }

    private static bool HasNul(SecureString secret)
    {
        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            for (int place = 0; place < secret.Length; place++)
            {
                if (Marshal.ReadInt16(text, place * sizeof(char)) == 0) return true;
            }

            return false;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}
