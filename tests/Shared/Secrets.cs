namespace FastTrackFpx.Tests.Shared;

internal static class Secrets
{
    internal static SecureString Secure(this string text)
    {
        var secret = new SecureString();
        foreach (char letter in text) secret.AppendChar(letter);
        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>A text that looks like a token, for as much as a client reads of one.</summary>
    internal static string Jwt(DateTimeOffset end, string user = "ada")
    {
        string payload = $$"""{"sub":"{{user}}","exp":{{end.ToUnixTimeSeconds()}}}""";
        return $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
    }
}
