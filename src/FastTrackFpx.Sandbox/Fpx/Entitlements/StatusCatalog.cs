using System.Collections.Immutable;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Entitlements;

/// <summary>A status of level one, two or three.</summary>
internal sealed record Status(string Id, string Name, string Description);

/// <summary>A status of level two, the services it is for, and the statuses of level three below it.</summary>
internal sealed record SecondLevel(Status Status, ImmutableArray<ServiceField> Fields, ImmutableArray<Status> Below)
{
    public bool IsFor(Service service) => Fields.IsEmpty || Fields.Contains(service.Field);
}

/// <summary>A status of level one with the statuses of level two below it.</summary>
internal sealed record FirstLevel(Status Status, ImmutableArray<SecondLevel> Below);

/// <summary>The statuses of seats and their valid combinations. Ids are the same in every sandbox.</summary>
internal static class StatusCatalog
{
    public const string NotStarted = "Not Started";
    public const string InProgress = "In Progress";
    public const string Completed = "Completed";
    public const string Blocked = "Blocked";
    public const string NotUsing = "Not Using";

    public static ImmutableArray<FirstLevel> All { get; } =
    [
        First(NotStarted, "No work has begun for these seats.",
            Second(NotStarted, "Awaiting Customer", "The customer has to act first.", [], "No Response", "Decision Pending", "Staffing"),
            Second(NotStarted, "Scheduled", "A start date is agreed.", []),
            Second(NotStarted, "Unassessed", "Readiness has not been looked at.", [])),
        First(InProgress, "Work is under way.",
            Second(InProgress, "Assess", "Requirements and readiness are looked at.", []),
            Second(InProgress, "Remediate", "Something has to be put right first.", [],
                "Network", "Directory Synchronization", "Client Version", "Certificates"),
            Second(InProgress, "Migrate Data", "Content is being moved.", [ServiceField.Productivity], "Mail", "Files", "Archives"),
            Second(InProgress, "Enroll Devices", "Devices are being brought under management.",
                [ServiceField.Devices, ServiceField.Security],
                "Windows", "Mobile", "Shared Devices"),
            Second(InProgress, "Pilot", "A first group is using it.", [])),
        First(Completed, "These seats are in use.",
            Second(Completed, "With Partner", "The partner has done the work.", []),
            Second(Completed, "With FastTrack", "FastTrack has done the work.", []),
            Second(Completed, "By Customer", "The customer has done the work.", [])),
        First(Blocked, "Work has stopped for a reason that has to go away first.",
            Second(Blocked, "Product", "The product stands in the way.", [], "Missing Feature", "Defect", "Regional Availability"),
            Second(Blocked, "Customer", "The customer's side stands in the way.", [], "Budget", "Staffing", "Change Freeze",
                "Works Council"),
            Second(Blocked, "Compliance", "A rule has to be met first.",
                [ServiceField.Compliance, ServiceField.Security, ServiceField.Identity],
                "Data Residency", "Privacy Assessment")),
        First(NotUsing, "The customer will not use these seats.",
            Second(NotUsing, "Other Product", "Another product does this.", [], "Contract Runs", "Integrated Elsewhere"),
            Second(NotUsing, "No Need", "Nobody needs it there.", []),
            Second(NotUsing, "Spare Licenses", "More was bought than there are people.", [])),
    ];

    private static readonly Dictionary<string, FirstLevel> ById = All.ToDictionary(first => first.Status.Id);

    private static readonly Dictionary<string, string> Names = All
        .SelectMany(first => first.Below.SelectMany(second => second.Below.Append(second.Status)).Append(first.Status))
        .ToDictionary(status => status.Id, status => status.Name);

    public static FirstLevel? Find(string l1) => ById.GetValueOrDefault(l1);

    /// <summary>The second level below a first one, for a service; null if there is no such combination.</summary>
    public static SecondLevel? Find(Service service, string l1, string l2) =>
        Find(l1)?.Below.FirstOrDefault(second => second.Status.Id == l2 && second.IsFor(service));

    public static string NameOf(string id) => Names[id];

    public static FirstLevel Named(string name) => All.First(first => first.Status.Name == name);

    private static FirstLevel First(string name, string description, params SecondLevel[] below) =>
        new(new Status(StableId.Of("L1", name), name, description), [.. below]);

    private static SecondLevel Second(string first, string name, string description, ServiceField[] fields, params string[] below) => new(
        new Status(StableId.Of("L2", $"{first}/{name}"), name, description),
        [.. fields],
        [.. below.Select(third => new Status(StableId.Of("L3", $"{first}/{name}/{third}"), third, $"{name}: {third}."))]);
}
