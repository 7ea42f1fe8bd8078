using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.Hosting;

namespace FastTrackFpx.Sandbox.AppDirect.Marketplace;

/// <summary>What the operations share.</summary>
internal sealed record MarketplaceContext(ServiceContext Context, DocumentStore Store)
{
    public Readings Readings => Context.Readings;

    public int Seed => Context.Origin.Seed;

    public TimeProvider Time => Context.Time;
}
