using FastTrackFpx.Module;

namespace FastTrackFpx.Client.Tests.Bench;

internal static class ClientWriting
{
    /// <summary>All writes of a client, as the module assembles them.</summary>
    internal static FpxWrites Writing(this FpxClient client, WriteContext context) => AllWrites.Of(client, context);
}
