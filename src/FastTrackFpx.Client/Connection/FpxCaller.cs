using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Http;
using FastTrackFpx.Client.Json;
using FastTrackFpx.Client.Paging;

namespace FastTrackFpx.Client.Connection;

/// <summary>How endpoints reach the service: routes below the version, answers as records, calls told to one observer.</summary>
internal sealed class FpxCaller
{
    private const string PageSizeKey = "pageSize";

    private const int DocumentedPageSize = 25;

    internal FpxCaller(FpxSession session, ICallObserver? observer)
    {
        Session = session;
        Observer = observer;
    }

    internal FpxSession Session { get; }

    internal ICallObserver? Observer { get; }

    /// <summary>Reads one document.</summary>
    internal Task<T> GetAsync<T>(string route, Func<JsonRecord, T> read, CancellationToken cancellationToken, IReadOnlyList<KeyValuePair<string, string>>? query = null) =>
        Session.Service.SendAsync(
            new CallRequest("GET", Routes.Path(Session.ApiVersion, route)) { Query = query ?? [], Observer = Observer },
            answer => JsonBody.Read(answer, FpxProfile.Instance, read),
            cancellationToken);

    /// <summary>Reads a list that comes in one piece.</summary>
    internal Task<List<T>> GetListAsync<T>(string route, Func<JsonRecord, T> read, CancellationToken cancellationToken, IReadOnlyList<KeyValuePair<string, string>>? query = null)
        where T : class =>
        GetAsync(route, body => body.IsArray ? body.Items(read) : [.. Page.Read(body, read).Items], cancellationToken, query);

    /// <summary>Reads one page.</summary>
    internal async Task<T> GetPageAsync<T>(
        string route, PageNumber page, Func<JsonRecord, T> read, CancellationToken cancellationToken, IReadOnlyList<KeyValuePair<string, string>>? query = null)
    {
        try
        {
            return await GetAsync(route, read, cancellationToken, Query(page.Size)).ConfigureAwait(false);
        }
        catch (FpxServiceException refused) when (refused.StatusCode == 400 && page.Size > DocumentedPageSize && refused.FieldErrors.ContainsKey("pageSize"))
        {
            Session.Remembered[PageSizeKey] = string.Empty;
            return await GetAsync(route, read, cancellationToken, Query(page.Size)).ConfigureAwait(false);
        }

        List<KeyValuePair<string, string>> Query(int size)
        {
            // No largest size is documented; a service that has one and says so is asked for its documented default.
            if (size > DocumentedPageSize && Session.Remembered.ContainsKey(PageSizeKey)) size = DocumentedPageSize;
            return [.. query ?? [], new("page", Identifier.Of(page.Number)), new("pageSize", Identifier.Of(size))];
        }
    }
}
