namespace FastTrackFpx;

public sealed partial class AppDirectOpportunityValidation
{
    /// <summary>True if nothing keeps the opportunity from being finalized.</summary>
    public bool Valid => BlockingErrors is not { Length: > 0 } && PendingValidations is not { Length: > 0 };

    /// <summary>What keeps it, in words; null if nothing does.</summary>
    public string? Problem => Valid ? null : string.Join(
        " ", (BlockingErrors ?? []).Select(static error => error.Message ?? error.Code).OfType<string>().DefaultIfEmpty("Validations are pending."));
}
