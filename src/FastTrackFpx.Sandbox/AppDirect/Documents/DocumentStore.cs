using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace FastTrackFpx.Sandbox.AppDirect.Documents;

/// <summary>Stores documents in SQLite, with an index of what they refer to.</summary>
internal sealed class DocumentStore(SandboxDatabase database)
{
    public const string Tables = """
        CREATE TABLE appdirect_document (
            number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, made_up INTEGER NOT NULL, body TEXT NOT NULL,
            UNIQUE (kind, id));
        CREATE TABLE appdirect_key (
            kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, number INTEGER NOT NULL,
            PRIMARY KEY (kind, name, value, number)) WITHOUT ROWID;
        CREATE INDEX appdirect_key_number ON appdirect_key (number);
        """;

    private const string Columns = "number, kind, id, made_up, body";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Does several things in one transaction, which is rolled back if one of them throws.</summary>
    public void Write(Action work) => database.Write(_ =>
    {
        work();
        return true;
    });

    /// <summary>The document with an id; null if there is none.</summary>
    public Document? Find(string kind, string? id) => id is null ? null : database.Read(db =>
        db.Rows($"SELECT {Columns} FROM appdirect_document WHERE kind = $0 AND id = $1", Row, kind, id)).FirstOrDefault();

    /// <summary>The first document that a query finds; null if it finds none.</summary>
    public Document? First(DocumentQuery query) => List(query, 0, 1).FirstOrDefault();

    public List<Document> List(DocumentQuery query, long skip = 0, long take = -1) => database.Read(db => db.Rows(
        $"SELECT {Columns} FROM appdirect_document WHERE {query.Conditions} ORDER BY {query.Order} LIMIT {take} OFFSET {skip}", Row,
        query.Values));

    public int Count(DocumentQuery query) =>
        (int)database.Read(db => db.Number($"SELECT count(*) FROM appdirect_document WHERE {query.Conditions}", query.Values));

    /// <summary>Every document, by kind.</summary>
    public List<Document> All() => database.Read(db => db.Rows($"SELECT {Columns} FROM appdirect_document ORDER BY kind, number", Row));

    /// <summary>A number that no document has yet, for kinds whose ids are numbers.</summary>
    public long NextNumber() => 1_000_000_000 + database.Read(db =>
        db.Number("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'appdirect_document'"));

    public Document Add(string kind, string id, JsonObject body, bool isMadeUp = false) => database.Write(db =>
    {
        db.Execute(
            "INSERT INTO appdirect_document (kind, id, made_up, body) VALUES ($0, $1, $2, $3)", kind, id, isMadeUp ? 1 : 0,
            body.ToJsonString(Plain));
        long number = db.Number("SELECT last_insert_rowid()");
        Index(db, kind, number, body);
        return new Document(number, kind, id, body) { IsMadeUp = isMadeUp };
    });

    public void Save(Document document) => database.Write(db =>
    {
        db.Execute("DELETE FROM appdirect_key WHERE number = $0", document.Ordinal);
        db.Execute("UPDATE appdirect_document SET body = $1 WHERE number = $0", document.Ordinal, document.Body.ToJsonString(Plain));
        Index(db, document.Kind, document.Ordinal, document.Body);
        return true;
    });

    public void Remove(Document document) => database.Write(db =>
    {
        db.Execute("DELETE FROM appdirect_key WHERE number = $0", document.Ordinal);
        return db.Execute("DELETE FROM appdirect_document WHERE number = $0", document.Ordinal);
    });

    private static void Index(SandboxDatabase db, string kind, long number, JsonObject body)
    {
        foreach ((string name, JsonNode? value) in body)
        {
            bool isList = value is JsonArray && name.EndsWith("Ids", StringComparison.Ordinal);
            if (isList)
            {
                foreach (JsonNode? item in (JsonArray)value!) AddKey(db, kind, name[..^1], item!.ToString(), number);
            }
            else if (value is JsonValue && (name.EndsWith("Id", StringComparison.Ordinal) || name is "email" or "code"))
            {
                AddKey(db, kind, name, value.ToString(), number);
            }
        }
    }

    private static void AddKey(SandboxDatabase db, string kind, string name, string value, long number) =>
        db.Execute("INSERT OR IGNORE INTO appdirect_key VALUES ($0, $1, $2, $3)", kind, name, value, number);

    private static Document Row(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), JsonNode.Parse(row.GetString(4))!.AsObject())
        {
            IsMadeUp = row.GetInt32(3) == 1,
        };
}
