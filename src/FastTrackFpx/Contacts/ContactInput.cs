namespace FastTrackFpx.Contacts;

/// <summary>Resolves what a user wrote for a contact's fields: objects, ids and names become entries of the service's lists.</summary>
internal static class ContactInput
{
    /// <summary>Resolves the fields of a change. What the contact holds now shows whether an id or a name was edited.</summary>
    internal static async Task<ContactChange> ResolveAsync(
        LookupsEndpoint lookups, ContactChange change, FpxContact? before, bool idsPass, InputFaults faults, CancellationToken cancellationToken)
    {
        var resolved = new ContactChange();
        foreach (var field in change.Given)
        {
            change.TryGet(field, out var value);
            try
            {
                resolved.Set(field, await ResolveAsync(lookups, field, value, before, idsPass, cancellationToken).ConfigureAwait(false));
            }
            catch (InputException wrong)
            {
                faults.Add(wrong);
            }
        }

        return resolved;
    }

    /// <summary>The same change with the ids that requests take: contacts may carry a GUID where a request takes the number that the list has.</summary>
    internal static async Task<ContactChange> ForRequestAsync(LookupsEndpoint lookups, ContactChange change, CancellationToken cancellationToken)
    {
        var translated = new ContactChange();
        foreach (var field in change.Given)
        {
            change.TryGet(field, out var value);
            translated.Set(field, value switch
            {
                FpxLookup lookup when !field.HasGuid => await NumberedAsync(field, lookup).ConfigureAwait(false),
                IEnumerable<FpxLookup> several =>
                    new FpxList<FpxLookup>(await Task.WhenAll(several.Select(lookup => NumberedAsync(field, lookup))).ConfigureAwait(false)),
                _ => value,
            });
        }

        return translated;

        async Task<FpxLookup> NumberedAsync(ContactField field, FpxLookup lookup)
        {
            if (lookup.Name is null || !Identifier.TryGuid(lookup.Id, out _)) return lookup;
            var list = await ListOfAsync(lookups, field, cancellationToken).ConfigureAwait(false);
            return list.FirstOrDefault(entry => SameEntry.Is(entry, lookup)) ?? lookup;
        }
    }

    private static async Task<object?> ResolveAsync(
        LookupsEndpoint lookups, ContactField field, object? value, FpxContact? before, bool idsPass, CancellationToken cancellationToken)
    {
        if (value is null || field.Lookup is null) return value;
        var entries = Entries(value).Where(entry => !LookupResolver.IsNone(entry)).ToList();
        if (entries.Count == 0) return field.IsList ? new FpxList<FpxLookup>() : null;
        var list = await ListOfAsync(lookups, field, cancellationToken).ConfigureAwait(false);
        var present = before is null ? null : field.Read(before);
        if (!field.IsList) return Find(list, entries[0], present as FpxLookup, field, idsPass);
        var held = (present as IEnumerable<FpxLookup> ?? []).ToList();
        return new FpxList<FpxLookup>(entries.SelectMany(entry => Split(list, entry))
            .Select(entry => Find(list, entry, held.FirstOrDefault(other => entry.Id is not null && Identifier.Same(other.Id, entry.Id)), field, idsPass)!));
    }

    private static IEnumerable<FpxLookup> Entries(object value) => value switch
    {
        string text => [new FpxLookup(text)],
        FpxLookup lookup => [lookup],
        IEnumerable<string> texts => texts.Select(text => new FpxLookup(text)),
        IEnumerable<FpxLookup> lookups => lookups,
        _ => throw new ArgumentException($"{value.GetType()} is not a value of a contact's field.", nameof(value)),
    };

    /// <summary>Finds an entry. A GUID that the list does not have may be the form in which contacts carry the id of an entry; the service decides.</summary>
    private static FpxLookup? Find(IReadOnlyList<FpxLookup> list, FpxLookup wanted, FpxLookup? present, ContactField field, bool idsPass)
    {
        var id = wanted.Id ?? wanted.Name;
        var isForeign = field.HasGuid && Identifier.TryGuid(id, out _) && !list.Any(entry => Identifier.Same(entry.Id, id));
        return isForeign && !(present is not null && Identifier.Same(present.Id, id)) && (wanted.Id is null || wanted.Name is null)
            ? new FpxLookup { Id = Identifier.Normalize(id) }
            : LookupResolver.Resolve(wanted, present, list, field.ParameterName, idsPass);
    }

    // A name may contain what separates several names in one text.
    private static IEnumerable<FpxLookup> Split(IReadOnlyList<FpxLookup> list, FpxLookup entry) =>
        entry.Id is not null || list.Any(listed => NamePattern.Same(listed.Name, entry.Name))
            ? [entry]
            : FpxListText.Split(entry.Name!).Select(part => new FpxLookup(part));

    private static async Task<IReadOnlyList<FpxLookup>> ListOfAsync(LookupsEndpoint lookups, ContactField field, CancellationToken cancellationToken) =>
        [.. (await field.Lookup!.EntriesAsync(lookups, cancellationToken).ConfigureAwait(false)).Select(entry => entry.Copy())];
}
