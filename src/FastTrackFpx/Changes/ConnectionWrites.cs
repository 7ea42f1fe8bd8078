using FastTrackFpx.Connection;

namespace FastTrackFpx.Changes;

/// <summary>Writes on behalf of a cmdlet, noted in the connection's journal.</summary>
internal static class ConnectionWrites
{
    /// <summary>The writes of a cmdlet.</summary>
    /// <param name="connection">The connection, which says whether a journal is kept.</param>
    /// <param name="client">The connection's client, as the cmdlet observes it.</param>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="skipValidation">Whether rules are left to the service.</param>
    public static FpxWrites Writing(this FpxConnection connection, FpxClient client, Cmdlet cmdlet, bool skipValidation = false) =>
        client.Writing(new WriteContext
        {
            Journal = connection.Journal,
            Cmdlet = ((PSCmdlet)cmdlet).MyInvocation.MyCommand?.Name,
            ConnectionName = connection.Name,
            SkipValidation = skipValidation,
        });
}
