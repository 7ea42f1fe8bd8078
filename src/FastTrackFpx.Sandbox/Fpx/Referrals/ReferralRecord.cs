using System.Collections.Immutable;

namespace FastTrackFpx.Sandbox.Fpx.Referrals;

/// <summary>The acceptance of a referral.</summary>
internal enum Acceptance
{
    /// <summary>Offered, without a status.</summary>
    None = 0,
    Pending = 1,
    Accepted = 2,
    Declined = 3,
}

/// <summary>A workload of a referral.</summary>
internal sealed record ReferralWorkload(int ServiceId, bool Claimed);

/// <summary>A customer that is offered to the partner.</summary>
internal sealed record ReferralRecord
{
    /// <summary>The whole number that other operations take as rfaId.</summary>
    public required int Id { get; init; }

    public required string PartnerReferralId { get; init; }

    public string? Number { get; init; }

    public required string Created { get; init; }

    public string? TenantId { get; init; }

    public string? TenantName { get; init; }

    public string? TenantDomain { get; init; }

    public required ImmutableArray<ReferralWorkload> Workloads { get; init; }

    public required bool Claimed { get; init; }

    public required int Source { get; init; }

    public Acceptance Acceptance { get; init; }

    public int? DeclineReason { get; init; }

    public int? Status { get; init; }

    public int? EstimatedValue { get; init; }

    public bool? ValueAddedServicesSold { get; init; }
}
