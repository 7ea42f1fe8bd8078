namespace FastTrackFpx.Sandbox.Fpx.Lookups;

/// <summary>The time zones of contacts, by the names that Windows shows.</summary>
internal static class TimeZones
{
    public static Lookup All { get; } = new("TimeZone",
    [
        new(2, "(UTC-10:00) Hawaii"),
        new(3, "(UTC-09:00) Alaska"),
        new(4, "(UTC-08:00) Pacific Time (US & Canada)"),
        new(6, "(UTC-07:00) Mountain Time (US & Canada)"),
        new(8, "(UTC-06:00) Central Time (US & Canada)"),
        new(9, "(UTC-06:00) Guadalajara, Mexico City, Monterrey"),
        new(11, "(UTC-05:00) Eastern Time (US & Canada)"),
        new(12, "(UTC-05:00) Bogota, Lima, Quito, Rio Branco"),
        new(14, "(UTC-04:00) Atlantic Time (Canada)"),
        new(16, "(UTC-03:00) Brasilia"),
        new(18, "(UTC-03:00) City of Buenos Aires"),
        new(21, "(UTC+00:00) Dublin, Edinburgh, Lisbon, London"),
        new(22, "(UTC) Coordinated Universal Time"),
        new(24, "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"),
        new(25, "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"),
        new(26, "(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb"),
        new(28, "(UTC+02:00) Athens, Bucharest"),
        new(29, "(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius"),
        new(30, "(UTC+02:00) Jerusalem"),
        new(31, "(UTC+02:00) Harare, Pretoria"),
        new(33, "(UTC+03:00) Istanbul"),
        new(34, "(UTC+03:00) Kuwait, Riyadh"),
        new(36, "(UTC+04:00) Abu Dhabi, Muscat"),
        new(38, "(UTC+05:00) Islamabad, Karachi"),
        new(40, "(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"),
        new(42, "(UTC+07:00) Bangkok, Hanoi, Jakarta"),
        new(44, "(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"),
        new(45, "(UTC+08:00) Kuala Lumpur, Singapore"),
        new(46, "(UTC+08:00) Taipei"),
        new(48, "(UTC+09:00) Osaka, Sapporo, Tokyo"),
        new(49, "(UTC+09:00) Seoul"),
        new(51, "(UTC+10:00) Canberra, Melbourne, Sydney"),
        new(53, "(UTC+12:00) Auckland, Wellington"),
    ]);
}
