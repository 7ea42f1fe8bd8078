using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace FastTrackFpx.Client.Connection;

/// <summary>Masks people and secrets in what is shown. Works on broken JSON too: a cut-off body holds names as well as a whole one.</summary>
internal static class PersonalData
{
    private const string Mask = "***";

    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "phone", "managerName", "managerEmail", "title", "evidence", "approvedSurvey", "note", "notes", "text", "author", "createdBy",
        "modifiedBy", "owner", "partnerName", "tenantName", "tenantDomain", "customerName", "domainName", "password", "secret", "token",
        "accessToken", "access_token", "refresh_token", "client_secret", "authorization", "certificate",
    };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex Mail = new(@"[^\s""'<>()\[\]{},;:=&?/\\]{1,64}(@|%40)[A-Za-z0-9.\-]{1,255}", RegexOptions.CultureInvariant, Patience);

    private static readonly Regex PersonalQuery =
        new(@"(?<=[?&](searchTerm|email|name|phone|owner|token|access_token)=)[^&#]*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    /// <summary>A body with values of personal fields, and mail addresses anywhere, replaced.</summary>
    /// <param name="body">JSON, whole or not, or anything else.</param>
    /// <param name="namesArePersonal">Whether the field <c>name</c> names people or customers here, rather than entries of a list.</param>
    internal static string MaskBody(string body, bool namesArePersonal)
    {
        var masked = new StringBuilder(body.Length);
        string? field = null;
        // The depth of a list or object that belongs to a personal field, in which every text is personal.
        int depth = 0;
        int personalDepth = -1;
        for (int i = 0; i < body.Length;)
        {
            char c = body[i];
            if (c == '"')
            {
                int end = EndOfText(body, i);
                string text = body.Substring(i, end - i);
                if (IsName(body, end))
                {
                    field = text.Trim('"');
                    masked.Append(text);
                }
                else
                {
                    bool isPersonal = personalDepth >= 0 || IsPersonal(field, namesArePersonal);
                    masked.Append(isPersonal ? $"\"{Mask}\"" : MaskMail(text));
                    field = depth > 0 && personalDepth >= 0 ? field : null;
                }

                i = end;
                continue;
            }

            if (c is '[' or '{')
            {
                depth++;
                if (personalDepth < 0 && c == '[' && IsPersonal(field, namesArePersonal)) personalDepth = depth;
                if (c == '{') field = null;
            }
            else if (c is ']' or '}')
            {
                if (depth == personalDepth) personalDepth = -1;
                depth--;
                field = null;
            }
            else if (c is >= '0' and <= '9' && IsPersonal(field, namesArePersonal))
            {
                masked.Append(Mask);
                while (i < body.Length && (char.IsLetterOrDigit(body[i]) || body[i] is '.' or '-' or '+')) i++;
                field = null;
                continue;
            }

            masked.Append(c);
            i++;
        }

        return body.Length > 0 && (body[0] is '{' or '[' || body.TrimStart().StartsWith("{", StringComparison.Ordinal) || body.TrimStart().StartsWith("[", StringComparison.Ordinal))
            ? masked.ToString()
            : MaskMail(body);
    }

    /// <summary>Path and query with search terms and mail addresses replaced.</summary>
    internal static string MaskPath(string pathAndQuery) => MaskMail(Replace(PersonalQuery, pathAndQuery));

    private static string MaskMail(string text) =>
        text.IndexOf('@') < 0 && text.IndexOf("%40", StringComparison.Ordinal) < 0 ? text : Replace(Mail, text);

    private static string Replace(Regex pattern, string text)
    {
        try
        {
            return pattern.Replace(text, Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            // Rather nothing than something that should not be shown.
            return Mask;
        }
    }

    private static bool IsPersonal(string? field, bool namesArePersonal) => field is not null
        && (Fields.Contains(field) || (namesArePersonal && string.Equals(field, "name", StringComparison.OrdinalIgnoreCase)));

    private static int EndOfText(string body, int start)
    {
        for (int i = start + 1; i < body.Length; i++)
        {
            if (body[i] == '\\') i++;
            else if (body[i] == '"') return i + 1;
        }

        return body.Length;
    }

    private static bool IsName(string body, int end)
    {
        while (end < body.Length && char.IsWhiteSpace(body[end])) end++;
        return end < body.Length && body[end] == ':';
    }
}
