namespace FastTrackFpx.Store;

/// <summary>A cmdlet that uses a database of <c>Sync-FpxData</c>.</summary>
public abstract class StoreCmdlet : RestCmdlet
{
    private protected const string ByPath = "Path";
    private protected const string ByConnectionString = "ConnectionString";

    /// <summary>The SQLite file. <c>Sync-FpxData</c> creates it if it does not exist; its folder must exist.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByPath), WellFormedText]
    public string Path { get; set; } = null!;

    /// <summary>
    /// The PostgreSQL database, as Npgsql's connection string. A password is better kept in the environment variable PGPASSWORD or in a password file.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByConnectionString), WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string ConnectionString { get; set; } = null!;

    private protected StoreLibrary Library { get; private set; } = null!;

    private protected StoreTarget Database { get; private set; } = null!;

    private protected override object? ErrorTarget => Database?.Path;

    // A database or a connection string that cannot be used fails everything.
    private protected override bool EndsEverything(RestException exception) =>
        exception is InputException || exception.ErrorCode.StartsWith("Database", StringComparison.Ordinal) || base.EndsEverything(exception);

    private protected sealed override void Prepare()
    {
        Library = StoreLibrary.Load(MyInvocation.MyCommand.Name);
        Database = new StoreTarget(
            ParameterSetName == ByPath ? FullPath(Path, nameof(Path)) : null, ParameterSetName == ByConnectionString ? ConnectionString : null);
        Check();
    }

    /// <summary>Chooses connections and checks parameters; pipeline thread.</summary>
    private protected abstract void Check();
}
