namespace FastTrackFpx;

/// <summary>A service that is known by name.</summary>
public enum FpxEnvironment
{
    /// <summary>Microsoft's production service.</summary>
    Prod,

    /// <summary>Microsoft's user acceptance test service.</summary>
    Uat,

    /// <summary>A sandbox that runs on this machine.</summary>
    Sandbox,
}
