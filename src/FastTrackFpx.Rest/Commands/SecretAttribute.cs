using System.Management.Automation;
using System.Security;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Takes a secret as a SecureString. Plain text is refused with a hint, and so is a NUL character, at which the secret would be cut off.</summary>
internal sealed class SecretAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (value is string) throw new ArgumentTransformationMetadataException("The value is plain text, and the parameter takes a SecureString. Use Read-Host -AsSecureString or Get-Secret.");
        if (value is SecureString secret && BearerToken.Use(secret, static text => text.IndexOf('\0') >= 0)) throw new ArgumentTransformationMetadataException("The secret has a NUL character. Read it again with the right encoding.");
        return inputData;
    }
}
