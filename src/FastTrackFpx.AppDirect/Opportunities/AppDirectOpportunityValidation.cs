namespace FastTrackFpx;

public sealed partial class AppDirectOpportunityValidation
{
    /// <summary>True if nothing keeps the opportunity from being finalized.</summary>
    public bool Valid => BlockingErrors is not { Length: > 0 } && PendingValidations is not { Length: > 0 };
}
