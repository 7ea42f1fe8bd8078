using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.LongJump.Tenants;

/// <summary>Changes of tenants in words, with values for the user and without them for logs.</summary>
internal static class TenantText
{
    private static readonly string[] Secret = ["password"];

    internal static ChangeDescription New(IReadOnlyDictionary<string, string> values) => new(
        $"create tenant {values.TryGetOr("company")}: {string.Join("; ", values.Where(value => value.Key != "company").Select(value => $"{Label(value.Key)} {Shown(value.Key, value.Value)}"))}",
        $"create a tenant with {Labels(values.Keys)}");

    internal static ChangeDescription Set(string id, string? company, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) => new(
        $"change tenant {company} ({id}): {Differences(before, after)}", $"change {Labels(after.Keys)} of tenant {id}");

    internal static ChangeDescription Remove(string id, string? company) => new(
        $"remove tenant {company} ({id}) and all of its data", $"remove tenant {id} and all of its data");

    internal static string Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) => string.Join("; ", after.Select(value =>
        Secret.Contains(value.Key) ? $"{Label(value.Key)} is set" : $"{Label(value.Key)} {(before.TryGetValue(value.Key, out string? old) ? Shown(value.Key, old) : "(unknown)")} -> {Shown(value.Key, value.Value)}"));

    internal static string Labels(IEnumerable<string> names) => string.Join(", ", names.Select(Label));

    private static string Label(string name) => TenantField.Find(name)?.Property.Name ?? (name == "password" ? "Password" : name);

    private static string Shown(string name, string value) => Secret.Contains(name) ? "***" : value.Length == 0 ? "(empty)" : $"'{value}'";

    private static string TryGetOr(this IReadOnlyDictionary<string, string> values, string name) => values.TryGetValue(name, out string? value) ? value : string.Empty;
}
