using System.Formats.Asn1;

namespace FastTrackFpx.Client.Tests.Connection;

/// <summary>A PFX written element by element, without encryption: it may hold what .NET would refuse to write.</summary>
internal static class PlainPfx
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string KeyBag = "1.2.840.113549.1.12.10.1.1";
    private const string CertificateBag = "1.2.840.113549.1.12.10.1.3";
    private const string X509Type = "1.2.840.113549.1.9.22.1";
    private const string LocalKeyId = "1.2.840.113549.1.9.21";
    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>A PFX that says of the key that it is the certificate's, be it true or not. The certificate may be left out.</summary>
    internal static byte[] Of(X509Certificate2? certificate, byte[] pkcs8)
    {
        byte[] bags = Write(w =>
        {
            using (w.PushSequence())
            {
                Bag(w, KeyBag, () => w.WriteEncodedValue(pkcs8));
                if (certificate is not null)
                    Bag(w, CertificateBag, () => Typed(w, X509Type, certificate.RawData));
            }
        });
        byte[] safe = Write(w =>
        {
            using (w.PushSequence())
                Typed(w, Data, bags);
        });
        return Write(w =>
        {
            using (w.PushSequence())
            {
                w.WriteInteger(3);
                Typed(w, Data, safe);
            }
        });
    }

    private static void Bag(AsnWriter w, string type, Action content)
    {
        using (w.PushSequence())
        {
            w.WriteObjectIdentifier(type);
            using (w.PushSequence(Content))
                content();
            using (w.PushSetOf())
            using (w.PushSequence())
            {
                w.WriteObjectIdentifier(LocalKeyId);
                using (w.PushSetOf())
                    w.WriteOctetString([1]);
            }
        }
    }

    private static void Typed(AsnWriter w, string type, byte[] content)
    {
        using (w.PushSequence())
        {
            w.WriteObjectIdentifier(type);
            using (w.PushSequence(Content))
                w.WriteOctetString(content);
        }
    }

    private static byte[] Write(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
