using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>
/// Sends files to a server. What it has no room for just now is sent again after the time it names: what was accepted counts once.
/// </summary>
internal sealed class RemoteImport(HttpClient client, Uri server, string? token, TimeProvider time) : IImportSink
{
    /// <summary>Environment variable with the bearer token for a server that wants one; a command line would show it to others.</summary>
    public const string TokenVariable = "MONITORING_TOKEN";

    /// <summary>Times a file is sent before giving up: some minutes of a server that cannot write.</summary>
    private const int TriesMax = 20;

    private static readonly TimeSpan RetryAfterDefault = TimeSpan.FromSeconds(5);

    public string Name => server.ToString();

    public async Task<ImportOutcome> TakeAsync(FeedFile file, Action<long> progress, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            using var response = await SendAsync(file, progress, cancellationToken);
            var outcome = await ReadAsync(response, cancellationToken);
            if (outcome.Status is not (FeedStatus.Busy or FeedStatus.Unavailable) || tries == TriesMax) return outcome;
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? RetryAfterDefault, time, cancellationToken);
        }
    }

    public async Task CloseDayAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{FeedPaths.Days}/{date:yyyy-MM-dd}/close");
        using var request = NewRequest(path, null);
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HttpResponseMessage> SendAsync(FeedFile file, Action<long> progress, CancellationToken cancellationToken)
    {
        await using var body = file.Open();
        using var content = new StreamContent(new ProgressStream(body, progress));
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.Of(file.Format));
        if (file.IsGzip) content.Headers.ContentEncoding.Add("gzip");
        using var request = NewRequest(file.Kind == FeedKind.Postings ? FeedPaths.Postings : FeedPaths.Reference, content);
        return await client.SendAsync(request, cancellationToken);
    }

    private HttpRequestMessage NewRequest(string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = content };
        if (!string.IsNullOrEmpty(token)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static async Task<ImportOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var status = response.StatusCode switch
        {
            HttpStatusCode.OK => FeedStatus.Completed,
            HttpStatusCode.RequestEntityTooLarge => FeedStatus.LineTooLong,
            HttpStatusCode.BadRequest => FeedStatus.Unreadable,
            HttpStatusCode.TooManyRequests => FeedStatus.Busy,
            HttpStatusCode.ServiceUnavailable => FeedStatus.Unavailable,
            _ => FeedStatus.Failed,
        };
        var answer = TryParse(text);
        var message = status == FeedStatus.Completed ? null
            : answer?.Detail ?? $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.";
        var rejections = answer?.Rejections?.Select(
            line => new FeedRejection(line.Line, line.PostingId ?? line.Id, line.Field, line.Code, line.Message));
        return new ImportOutcome(
            status, message, answer?.Accepted ?? 0, answer?.Duplicates ?? 0, answer?.Rejected ?? 0, rejections?.ToArray() ?? [],
                answer?.LastBusinessDate);
    }

    private static Answer? TryParse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Answer>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            // Not our server's answer, as a proxy's page; the status says enough.
            return null;
        }
    }

    private sealed record Answer(
        long Accepted, long Duplicates, long Rejected, Rejection[]? Rejections, DateOnly? LastBusinessDate, string? Detail);

    private sealed record Rejection(long Line, string? PostingId, string? Id, string? Field, string Code, string Message);
}
