namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>How much is measured.</summary>
/// <param name="Tenants">Tenants of the comparison with scripts.</param>
/// <param name="LargeTenants">Tenants of the large comparison.</param>
/// <param name="Rounds">Rounds of the module and the floor.</param>
/// <param name="SlowRounds">Rounds of scripts, which take many times as long.</param>
/// <param name="Streamed">Contacts that go through one pipeline.</param>
/// <param name="Writes">Contacts that are made.</param>
internal sealed record Settings(int Tenants, int LargeTenants, int Rounds, int SlowRounds, int Streamed, int Writes);
