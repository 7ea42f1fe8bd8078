namespace FastTrackFpx.Sandbox.Fpx.Contacts;

/// <summary>A person at a tenant. Null means that a value was never set.</summary>
internal sealed record ContactRecord
{
    public required string ContactId { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? ManagerName { get; init; }

    public string? ManagerEmail { get; init; }

    public string? Title { get; init; }

    public bool? IsEngaged { get; init; }

    public bool? IsFastTrackContact { get; init; }

    public string? Evidence { get; init; }

    public bool? SurveyEligible { get; init; }

    public string? ApprovedSurvey { get; init; }

    public string? Note { get; init; }

    public int? TimeZone { get; init; }

    public int? CountryRegion { get; init; }

    public int? AdminType { get; init; }

    public int? SurveyLanguage { get; init; }

    public int? ContactType { get; init; }

    public int[] SkillTypes { get; init; } = [];

    public int[] Services { get; init; } = [];

    public required string Created { get; init; }

    public string? CreatedBy { get; init; }

    public required string Modified { get; init; }

    public string? ModifiedBy { get; init; }
}
