namespace FastTrackFpx.Changes;

/// <summary>Writes through a client on behalf of a cmdlet.</summary>
internal sealed class FpxWrites(FpxClient client, WriteContext context) : ServiceWrites(client.Rest, client.Pending, context)
{
    internal FpxClient Fpx { get; } = client;

    private protected override bool IsOwn(JournalEntry entry) => entry.IsFpx();
}
