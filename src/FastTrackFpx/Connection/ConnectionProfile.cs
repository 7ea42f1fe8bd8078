using System.Text.Json.Serialization;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Connection;

/// <summary>Settings of a connection under a name, saved in a file of this user: parameters of <c>Connect-FpxService</c> as text, and no secret.</summary>
internal static class ConnectionProfile
{
    private const string Extension = ".json";
    private const string ParameterName = "Profile";

    internal static string Folder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "FastTrackFpx", "profiles");

    internal static IReadOnlyList<string> Names()
    {
        try
        {
            return Directory.GetFiles(Folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).ToArray();
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    internal static IReadOnlyDictionary<string, string> Read(string name)
    {
        string path = PathOf(name);
        if (!File.Exists(path))
        {
            string known = string.Join(", ", Names().OrderBy(other => other, StringComparer.OrdinalIgnoreCase).Select(other => $"'{other}'"));
            throw new InputException(
                ErrorCode.UnknownName,
                $"-{ParameterName}: '{name}' is not a saved profile.{(known.Length > 0 ? $" The profiles are {known}." : " No profile is saved.")}",
                ParameterName,
                "Save one with Connect-FpxService -Profile name -SaveProfile and the other parameters.");
        }

        try
        {
            PrivatePath.Require(path);
            var settings = JsonSerializer.Deserialize(File.ReadAllBytes(path), ProfileJson.Default.DictionaryStringString);
            return new Dictionary<string, string>(settings ?? [], StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw new InputException(ErrorCode.InvalidInput, $"-{ParameterName}: the profile '{path}' cannot be read: {unreadable.Message}",
                ParameterName, "Save it again with -SaveProfile, or delete the file.");
        }
    }

    internal static void Write(string name, IEnumerable<KeyValuePair<string, string>> settings)
    {
        string path = PathOf(name);
        try
        {
            PrivatePath.CreateFolder(Folder);
            using FileStream file = PrivateFile.Open(path);
            file.SetLength(0);
            JsonSerializer.Serialize(file, settings.ToDictionary(setting => setting.Key, setting => setting.Value), ProfileJson.Default.DictionaryStringString);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new InputException(ErrorCode.InvalidInput, $"-{ParameterName}: the profile '{path}' cannot be written: {unwritable.Message}",
                ParameterName, "Check that you may write to the folder.");
        }
    }

    private static string PathOf(string name)
    {
        bool isPlain = name.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.')
            && !name.StartsWith(".", StringComparison.Ordinal);
        return isPlain
            ? Path.Combine(Folder, name + Extension)
            : throw new InputException(ErrorCode.InvalidInput, $"-{ParameterName}: '{name}' is not a name for a profile.",
                ParameterName, "Use letters, digits, blanks, '-', '_' and '.'.");
    }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ProfileJson : JsonSerializerContext;

/// <summary>Offers the saved profiles.</summary>
public sealed class ProfileCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values => ConnectionProfile.Names().Select(name => (name, name));
}
