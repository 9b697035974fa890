using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Monitoring.EndToEnd.Faults;

/// <summary>Over server-sent events.</summary>
internal sealed class SlowStreamReader : ISlowReader
{
    private readonly HttpClient _http = new(SlowReaders.Handler()) { Timeout = Timeout.InfiniteTimeSpan };
    private HttpResponseMessage? _response;

    public static async Task<ISlowReader> OpenAsync(Uri address)
    {
        var reader = new SlowStreamReader();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/graphql"))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { query = SlowReaders.Query, variables = new { after = "0" } }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        reader._response = await reader._http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        reader._response.EnsureSuccessStatusCode();
        return reader;
    }

    public async Task<(List<string> Cursors, string? Ending)> ReadToEndAsync()
    {
        var cursors = new List<string>();
        string? ending = null;
        try
        {
            using var reader = new StreamReader(await _response!.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
                var message = JsonDocument.Parse(line[5..]).RootElement;
                if (message.TryGetProperty("errors", out var errors)) ending = errors[0].GetProperty("extensions").GetProperty("code").GetString();
                else cursors.Add(message.GetProperty("data").GetProperty("alertRaised").GetProperty("cursor").GetString()!);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            ending = null;
        }

        return (cursors, ending);
    }

    public ValueTask DisposeAsync()
    {
        _response?.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
