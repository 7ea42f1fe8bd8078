namespace FastTrackFpx;

/// <summary>A note on a tenant. From <c>GET tenants/{tenantId}/notes</c>; made by <c>POST tenants/{tenantId}/notes</c>. Notes have no id.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxNote
{
    /// <summary>The tenant the note is about.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The tenant's name, if the response has it.</summary>
    public string? TenantName { get; set; }
    /// <summary>The referral (RFA) the note was asked for by, if any.</summary>
    public long? ReferralId { get; set; }
    /// <summary>When the note was written.</summary>
    public DateTimeOffset? Created { get; set; }
    /// <summary>Who wrote the note.</summary>
    public string? Author { get; set; }
    /// <summary>The note's category.</summary>
    public FpxLookup? NoteCategory { get; set; }
    /// <summary>The text, up to 1,048,576 characters.</summary>
    public string? Text { get; set; }

    /// <summary>The text.</summary>
    public override string ToString() => Text ?? string.Empty;
}
