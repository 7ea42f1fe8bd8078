using System.Collections;
using System.Management.Automation;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Refuses text that would arrive changed: a NUL character, which cuts a text off, and half of a surrogate pair, which becomes another character.</summary>
internal sealed class WellFormedTextAttribute : ValidateArgumentsAttribute
{
    /// <summary>Throws if text holds a character that cannot be sent.</summary>
    public static void Require(string text)
    {
        int place = SoundText.IndexOfBrokenCharacter(text);
        if (place < 0) return;
        string what = text[place] == '\0' ? "a NUL character" : "half of a surrogate pair";
        throw new ValidationMetadataException($"The text has {what} at position {place + 1}. Remove it, or read the text again with the right encoding.");
    }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        object? value = ParameterText.Unwrap(arguments);
        if (value is string text) Require(text);
        else if (value is IEnumerable list) foreach (object? item in list) if (ParameterText.Unwrap(item) is string part) Require(part);
    }
}
