using FastTrackFpx.Connection;

namespace FastTrackFpx.Parameters;

/// <summary>Takes a connection, or the name of one of this runspace's connections.</summary>
/// <remarks>
/// What is neither becomes a connection that cannot be used, so that the cmdlet reports it under an error id of ours instead of PowerShell's
/// general one for arguments.
/// </remarks>
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null!,
            FpxConnection connection => connection,
            string name => ConnectionRegistry.Find(name) ?? FpxConnection.Unusable(name, ConnectionFaults.Unknown(name)),
            _ when IsCopy(inputData) => FpxConnection.Unusable("copy", ConnectionFaults.Deserialized()),
            _ => FpxConnection.Unusable("none", ConnectionFaults.NotAConnection(value.GetType().Name)),
        };
    }

    private static bool IsCopy(object value) =>
        value is PSObject wrapped && wrapped.TypeNames.Any(name => name.EndsWith("FastTrackFpx.FpxConnection", System.StringComparison.OrdinalIgnoreCase));
}
