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
    public const string InProgress = "In Progress";
    public const string Blocked = "Blocked";

    public static ImmutableArray<FirstLevel> All { get; } =
    [
        .. CatalogFile.Content.Statuses.Select(first => new FirstLevel(
            new Status(StableId.Of("L1", first.Name), first.Name, first.Description), [.. first.Below.Select(second => Second(first.Name,
                second))])),
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

    private static SecondLevel Second(string first, CatalogFile.SecondStatus second) => new(
        new Status(StableId.Of("L2", $"{first}/{second.Name}"), second.Name, second.Description),
        second.Fields,
        [.. second.Below.Select(third => new Status(StableId.Of("L3", $"{first}/{second.Name}/{third}"), third,
            $"{second.Name}: {third}."))]);
}
