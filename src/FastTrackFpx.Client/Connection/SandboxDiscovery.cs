using System;

namespace FastTrackFpx.Client.Connection;

/// <summary>A sandbox that is running on this machine, as its discovery file describes it.</summary>
public sealed class SandboxDiscovery
{
    /// <summary>Its address.</summary>
    public Uri BaseUri { get; set; } = null!;

    /// <summary>The PEM file of its own authority.</summary>
    public string AuthorityPath { get; set; } = null!;

    /// <summary>The PFX file of the client certificate it made for practice; no password.</summary>
    public string ClientCertificatePath { get; set; } = null!;

    /// <summary>Reads the discovery file of the sandbox with that state folder, or of the one started last.</summary>
    /// <exception cref="FpxException"><see cref="FpxErrorCode.SandboxNotFound"/> when there is none or it no longer runs.</exception>
    public static SandboxDiscovery Find(string? stateFolder = null) => throw new NotImplementedException();
}
