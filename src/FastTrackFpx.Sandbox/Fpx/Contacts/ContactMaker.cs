using System.Globalization;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Contacts;

/// <summary>Makes up the people of a tenant: a handful for most, some dozens for one in sixteen.</summary>
internal sealed class ContactMaker(int seed, int? perTenant = null)
{
    private const int LargeTenants = 16;

    public IEnumerable<ContactRecord> Contacts(TenantRecord tenant)
    {
        var dice = new Dice(seed, "contacts", tenant.Ordinal);
        int count = perTenant ?? (tenant.Ordinal % LargeTenants == 11 ? dice.Between(28, 70) : dice.Between(1, 8));
        for (int i = 0; i < count; i++) yield return Contact(tenant, i);
    }

    /// <summary>The id of a contact that a request adds.</summary>
    public string NewId(long number) => new Dice(seed, "added contact", number).GuidText();

    private ContactRecord Contact(TenantRecord tenant, int index)
    {
        var dice = new Dice(seed, "contact", tenant.Ordinal, index);
        Place place = WorldPlaces.All[tenant.Place];
        Person person = Person.From(place, ref dice);
        Person manager = Person.From(place, ref dice);
        bool engaged = dice.Chance(65);
        DateTimeOffset created = MadeUpTime.At(ref dice, -700, -90);
        DateTimeOffset modified = dice.Chance(50) ? MadeUpTime.At(ref dice, -89, -1) : created;
        return new ContactRecord
        {
            ContactId = dice.GuidText(),
            Name = person.Name,
            Email = string.Create(CultureInfo.InvariantCulture, $"{person.MailName}{(index < 8 ? null : index)}@{tenant.Domain}"),
            Phone = dice.Chance(80) ? Person.Phone(place, ref dice) : null,
            ManagerName = dice.Chance(60) ? manager.Name : null,
            ManagerEmail = dice.Chance(55) ? $"{manager.MailName}@{tenant.Domain}" : null,
            Title = place.Titles[dice.Below(place.Titles.Length)],
            IsEngaged = engaged,
            IsFastTrackContact = dice.Chance(30),
            Evidence = engaged && dice.Chance(40) ? $"Took part in the call of {MadeUpTime.Day(ref dice, -80, -1):yyyy-MM-dd}." : null,
            SurveyEligible = dice.Chance(70),
            ApprovedSurvey = dice.Chance(25) ? "Adoption Survey 2026" : null,
            Note = dice.Chance(35) ? place.Remarks[dice.Below(place.Remarks.Length)] : null,
            TimeZone = LookupCatalog.TimeZones.Named(place.TimeZone).Id,
            CountryRegion = LookupCatalog.Countries.Named(place.Country).Id,
            AdminType = LookupCatalog.AdminTypes.Entries[dice.Below(LookupCatalog.AdminTypes.Entries.Length)].Id,
            SurveyLanguage = LookupCatalog.SurveyLanguages.Named(place.Language).Id,
            ContactType = dice.Chance(75) ? 1
                : LookupCatalog.ContactTypes.Entries[dice.Below(LookupCatalog.ContactTypes.Entries.Length)].Id,
            SkillTypes = Some(ref dice, [.. LookupCatalog.SkillTypes.Entries.Select(entry => entry.Id)], 3),
            Services = Some(ref dice, tenant.Workloads, 4),
            Created = MadeUpTime.Text(created),
            CreatedBy = dice.Chance(90) ? "A. Kessler (FastTrack)" : null,
            Modified = MadeUpTime.Text(modified),
            ModifiedBy = dice.Chance(90) ? "M. Adeyemi (FastTrack)" : null,
        };
    }

    private static int[] Some(ref Dice dice, int[] from, int most)
    {
        if (from.Length == 0) return [];
        var chosen = new SortedSet<int>();
        for (int i = dice.Below(most + 1); i > 0; i--) chosen.Add(from[dice.Below(from.Length)]);
        return [.. chosen];
    }
}
