using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.LongJump;

/// <summary>The filter, order, page and fields of a tenant search, read from the query.</summary>
internal sealed partial class TenantSearch
{
    private const int DefaultPageSize = 20;
    private const int MaxPageSize = 1000;

    private TenantSearch(ServiceRequest request, int firstPage)
    {
        int page = request.QueryInteger("page") ?? firstPage;
        if (page < firstPage) throw PlatformRejection.BadRequest($"The first page is page {firstPage}.");
        PageSize = request.QueryInteger("pageSize") ?? DefaultPageSize;
        if (PageSize is < 1 or > MaxPageSize) throw PlatformRejection.BadRequest($"pageSize must be from 1 to {MaxPageSize}.");
        Skip = (long)Math.Max(0, page - firstPage + request.PageShift) * PageSize;
        WantsTotal = request.Query("getTotalRecordCount") is { } total && total is not ("0" or "false");
        Fields = Unquote(request.Query("fieldList")) is { } list && list != "*"
            ? [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Field)]
            : null;
        Filter = ReadFilter(request.Query("filter"));
        Orders = [.. new[] { ReadOrder(request, ""), ReadOrder(request, "2") }.OfType<(TenantField, bool)>()];
    }

    public long Skip { get; }

    public int PageSize { get; }

    public bool WantsTotal { get; }

    /// <summary>The fields to return; null for all.</summary>
    public ImmutableArray<TenantField>? Fields { get; }

    private Func<PlatformTenant, bool> Filter { get; }

    private ImmutableArray<(TenantField Field, bool IsDescending)> Orders { get; }

    public static TenantSearch Read(ServiceRequest request, Readings readings) => new(request, readings.Is("L17", "1") ? 1 : 0);

    /// <summary>The tenants that match, in order.</summary>
    public List<PlatformTenant> Apply(IEnumerable<PlatformTenant> tenants)
    {
        IOrderedEnumerable<PlatformTenant> ordered = tenants.Where(Filter).OrderBy(_ => 0);
        foreach ((TenantField field, bool isDescending) in Orders)
        {
            IComparer<string?> values = field.Kind is FieldKind.Integer or FieldKind.Number or FieldKind.Flag
                ? Comparer<string?>.Create((x, y) => Number(x).CompareTo(Number(y)))
                : StringComparer.OrdinalIgnoreCase;
            ordered = isDescending
                ? ordered.ThenByDescending(tenant => tenant[field.Name], values)
                : ordered.ThenBy(tenant => tenant[field.Name], values);
        }

        return [.. ordered];
    }

    // The documents show "contains" only; "=" is supported too, and anything else is rejected.
    private static Func<PlatformTenant, bool> ReadFilter(string? text)
    {
        if (text is null) return _ => true;
        Match match = FilterForm().Match(text);
        if (!match.Success)
        {
            throw PlatformRejection.BadRequest($"The filter '{text}' is not supported. Write: field contains 'text', or field = 'text'.");
        }

        TenantField field = Field(match.Groups["field"].Value);
        string value = match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
        return match.Groups["operator"].Value.Trim() == "="
            ? tenant => (tenant[field.Name] ?? "").Equals(value, StringComparison.OrdinalIgnoreCase)
            : tenant => (tenant[field.Name] ?? "").Contains(value, StringComparison.OrdinalIgnoreCase);
    }

    private static (TenantField, bool)? ReadOrder(ServiceRequest request, string suffix)
    {
        if (Unquote(request.Query("sortBy" + suffix)) is not { } name) return null;
        string order = Unquote(request.Query("sortOrder" + suffix)) ?? "asc";
        return order.ToLowerInvariant() switch
        {
            "asc" => (Field(name), false),
            "desc" => (Field(name), true),
            _ => throw PlatformRejection.BadRequest($"sortOrder{suffix} must be asc or desc, not '{order}'."),
        };
    }

    private static TenantField Field(string name) => TenantField.Find(name) is { } field && field.Use.HasFlag(FieldUse.Read)
        ? field
        : throw PlatformRejection.BadRequest($"'{name}' is not a field of a tenant.");

    // The samples quote some values, and the list of inputs does not.
    private static string? Unquote(string? text) => text?.Trim('\'', '"', ' ');

    private static decimal Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number : decimal.MinValue;

    [GeneratedRegex(
        @"^\s*(?<field>\w+)(?<operator>\s*=\s*|\s+contains\s+)'(?<value>(?:[^']|'')*)'\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FilterForm();
}
