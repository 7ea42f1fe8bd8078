namespace FastTrackFpx.Tests.Shared;

/// <summary>Values of an object by name.</summary>
internal static class JsonAccess
{
    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    internal static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    internal static decimal Amount(this JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    internal static bool Flag(this JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    internal static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) => element.GetProperty(name).EnumerateArray();
}
