using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.AppDirect.Requests;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>A change of a subscription's status alone.</summary>
public abstract class SubscriptionStatusCmdlet : WriteCmdlet
{
    private protected SubscriptionStatusCmdlet()
    {
    }

    /// <summary>The id of the subscription.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[] SubscriptionId { get; set; } = null!;

    /// <summary>Returns the subscription after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract string Status { get; }

    /// <summary>Adds what the change needs besides the status.</summary>
    private protected virtual RequestBody Complete(RequestBody body) => body;

    private protected sealed override bool HasOutput => PassThru;

    private protected sealed override WritePlan Plan(string set) =>
        Send<AppDirectSubscription>(WriteOperations.PatchBillingV1SubscriptionsBySubscriptionId, Id(SubscriptionId))
            .Sends(Complete(NewBody.Constant("status", Status)));
}

/// <summary>Suspends a subscription.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "AppDirectSubscription", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AppDirectSubscription))]
public sealed class SuspendAppDirectSubscriptionCommand : SubscriptionStatusCmdlet
{
    /// <summary>Why the subscription is suspended.</summary>
    [Parameter]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string Reason { get; set; } = null!;

    private protected override string Status => "SUSPENDED";

    private protected override RequestBody Complete(RequestBody body) => body.Text("suspensionReasonMessage", Reason);
}

/// <summary>Resumes a subscription that was suspended.</summary>
[Cmdlet(VerbsLifecycle.Resume, "AppDirectSubscription", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AppDirectSubscription))]
public sealed class ResumeAppDirectSubscriptionCommand : SubscriptionStatusCmdlet
{
    private protected override string Status => "ACTIVE";
}
