using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;

namespace Monitoring.EndToEnd.Faults;

/// <summary>
/// One source of postings, as a core banking system should be: it keeps a body until it is acknowledged, and sends it again whatever happens.
/// </summary>
internal sealed class LoadSender(HttpClient http, Auditor auditor, SendGate gate, SendCounts counts)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ChannelReader<Batch> bodies, CancellationToken cancellationToken)
    {
        await foreach (var batch in bodies.ReadAllAsync(cancellationToken))
        {
            using (await gate.EnterAsync(cancellationToken)) await DeliverAsync(batch, cancellationToken);
        }
    }

    private async Task DeliverAsync(Batch batch, CancellationToken cancellationToken)
    {
        for (var pause = Pause; !await TrySendAsync(batch, cancellationToken); pause = pause * 2 < PauseMax ? pause * 2 : PauseMax)
        {
            await Task.Delay(pause, cancellationToken);
        }

        auditor.Acknowledge(batch);
    }

    private async Task<bool> TrySendAsync(Batch batch, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(batch.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        try
        {
            using var response = await http.PostAsync("/feed/postings", content, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Check(batch, text);
                return true;
            }

            Assert.True(
                response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, $"The feed answered {(int)response.StatusCode}: {text}");
            Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero, "The feed did not say when to come again.");
            counts.TurnedAway(response.StatusCode);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            counts.Broken();
        }

        return false;
    }

    private void Check(Batch batch, string text)
    {
        var answer = JsonDocument.Parse(text).RootElement;
        var (accepted, duplicates) = (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32());
        Assert.True(accepted + duplicates == batch.Postings.Count && answer.GetProperty("rejected").GetInt32() == 0, $"{batch.Postings.Count} lines: {text}");
        counts.Duplicates(duplicates);
    }
}
