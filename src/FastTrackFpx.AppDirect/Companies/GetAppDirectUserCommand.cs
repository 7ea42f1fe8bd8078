namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectUserCommand
{
    /// <summary>Reads the one user with the value of -ExternalId, in place of searching for it.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter Exact { get; set; }

    private protected override string? Choose()
    {
        if (!Exact) return null;
        UserId = ["externalId:" + (ExternalId ?? throw new InputException(ErrorCode.InvalidInput, "-Exact requires -ExternalId.", nameof(Exact), "Add -ExternalId."))];
        return "Id";
    }
}
