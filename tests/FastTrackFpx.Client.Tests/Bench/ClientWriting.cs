using FastTrackFpx.Module;

namespace FastTrackFpx.Client.Tests.Bench;

internal static class ClientWriting
{
    internal static FpxWrites Writing(this FpxClient client, WriteContext context) => AllWrites.Of(client, context);
}
