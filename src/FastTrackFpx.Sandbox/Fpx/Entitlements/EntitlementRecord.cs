namespace FastTrackFpx.Sandbox.Fpx.Entitlements;

/// <summary>A number of seats of a tenant's service in one status.</summary>
/// <param name="IntentId">Its GUID.</param>
/// <param name="ServiceId">The service.</param>
/// <param name="L1">Id of the status of level one.</param>
/// <param name="L2">Id of the status of level two; null for none.</param>
/// <param name="L3">Id of the status of level three; null for none.</param>
/// <param name="Seats">How many seats.</param>
/// <param name="TargetDate">When it should be done, as responses write it; null for none.</param>
/// <param name="Owner">Who is responsible; null for nobody.</param>
/// <param name="NextActionDate">When the next action is due; null for none.</param>
/// <param name="Notes">Free text; null for none.</param>
internal sealed record EntitlementRecord(
    string IntentId, int ServiceId, string L1, string? L2, string? L3, int Seats, string? TargetDate, string? Owner,
    string? NextActionDate, string? Notes);

/// <summary>All the seats that a tenant has for a service.</summary>
internal sealed record SeatTotal(string Id, int ServiceId, int Seats);
