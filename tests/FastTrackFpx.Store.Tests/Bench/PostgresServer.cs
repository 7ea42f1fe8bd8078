namespace FastTrackFpx.Tests.Shared;

/// <summary>The server as the fixture of a test class.</summary>
public sealed partial class PostgresServer : IAsyncLifetime;
