using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.AppDirect.Requests;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class SendAppDirectUsageCommand
{
    private readonly UsageRows _rows = new();
    private int _unreadable;

    /// <summary>Rows of usage, such as those of a CSV file. All rows are one request.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject InputObject { get; set; } = null!;

    private protected override bool Collect(CmdletRun run)
    {
        if (ParameterSetName != nameof(InputObject)) return false;
        if (_rows.Add(InputObject) is { } fault)
        {
            _unreadable++;
            run.Fail(fault, InputObject, $"Row {_rows.Count}");
        }

        return true;
    }

    private static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private protected override WritePlan? Collected()
    {
        if (_rows.Count == 0) return null;
        if (_unreadable > 0)
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"{_unreadable} of {_rows.Count} rows cannot be read, so nothing was sent.", nameof(InputObject),
                "Correct the rows and send all of them again.");
        }

        string words = $"{Of(_rows.Count, "row")}, {Of(_rows.Accounts.Count, "account")}";
        return Send<AppDirectMeteredUsageRequestAccepted>(WriteOperations.PostIntegrationV2BillingUsage)
            .Sends(V2Body.Rows("usages", nameof(Usage), _rows.Accounts, words));
    }
}
