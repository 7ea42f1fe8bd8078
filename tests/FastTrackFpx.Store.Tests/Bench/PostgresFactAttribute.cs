namespace FastTrackFpx.Store.Tests.Bench;

/// <summary>A test that needs PostgreSQL's server.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.Programs is null) Skip = "PostgreSQL is not installed: neither the path nor /usr/lib/postgresql has initdb and postgres.";
    }
}
