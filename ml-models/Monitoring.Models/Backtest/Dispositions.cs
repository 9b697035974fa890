using System.Text.Json;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Models.Replay;
using Monitoring.Models.Training;

namespace Monitoring.Models.Backtest;

/// <summary>
/// Turns what people decided about alerts into rows to train on: each alert closed as confirmed or as false gives the account's features as
/// of the posting at which it was raised, found by replaying the account's journal.
/// </summary>
public sealed class Dispositions : IReplayObserver
{
    private readonly Dictionary<AlertId, float[]> _vectors = [];
    private readonly Dictionary<string, float[]> _latest = new(StringComparer.Ordinal);
    private readonly Dictionary<AlertId, Disposition> _closed = [];

    /// <summary>The dispositions for which features are known, in the order in which they were made.</summary>
    public IEnumerable<Disposition> All => _closed.Values;

    /// <summary>Replays a journal.</summary>
    /// <param name="history">The journal; its own hearer is set.</param>
    /// <param name="rules">What is in force: the limits that sizes are measured by.</param>
    public static Dispositions Of(DatabaseHistory history, LedgerRules rules)
    {
        var dispositions = new Dispositions();
        history.Live = dispositions.Hear;
        var bank = new ReplayBank(rules, history.Reversals, dispositions);
        foreach (var item in history.Items()) bank.Take(item);
        return dispositions;
    }

    /// <summary>Writes them as NDJSON, one a line.</summary>
    public void Write(Stream stream)
    {
        foreach (var one in All)
        {
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteString("alert", one.Alert.ToString());
                json.WriteString("account", one.Account);
                json.WriteString("rule", one.Rule.ToString());
                json.WriteString("outcome", one.Confirmed ? "CONFIRMED" : "FALSE_POSITIVE");
                json.WriteString("eventAt", one.EventAt);
                json.WriteNumber("schemaVersion", FeatureSchema.Version);
                json.WriteString("schemaHash", FeatureSchema.Hash);
                json.WriteStartArray("features");
                foreach (var feature in one.Features) json.WriteNumberValue(feature);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            stream.Write("\n"u8);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote, as rows to train on.</summary>
    /// <exception cref="InvalidDataException">A line has another form, or was made for other features.</exception>
    public static LabelledRows Read(string path)
    {
        var rows = new LabelledRows(FeatureSchema.Length);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            try
            {
                using var document = JsonDocument.Parse(line);
                var one = document.RootElement;
                var schema = one.GetProperty("schemaHash").GetString();
                if (schema != FeatureSchema.Hash) throw new FormatException("it was made for other features");
                var features = one.GetProperty("features").EnumerateArray().Select(static value => value.GetSingle()).ToArray();
                var isConfirmed = one.GetProperty("outcome").GetString() == "CONFIRMED";
                var at = one.GetProperty("eventAt").GetDateTimeOffset().UtcTicks;
                rows.Add(features, new RowTruth(isConfirmed, 1, one.GetProperty("account").GetString()!, at));
            }
            catch (Exception broken) when (
                broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                throw new InvalidDataException($"{Path.GetFileName(path)}, line {number}: {broken.Message}", broken);
            }
        }

        return rows;
    }

    /// <inheritdoc/>
    public void Posted(ReplayAccount account, Decision decision, Posting posting, string? caseId)
    {
        if (!posting.IsCustomerInitiated) return;
        if (!_latest.TryGetValue(account.Id, out var vector)) _latest.Add(account.Id, vector = new float[FeatureSchema.Length]);
        if (!Features.Fill(account.State, decision.Parameters.Large, vector)) _latest.Remove(account.Id);
    }

    /// <inheritdoc/>
    public void Decided(ReplayAccount account, Decision decision)
    {
    }

    /// <summary>The journal has an alert right after the posting that raised it, so the features are as of then.</summary>
    private void Hear(AlertChanged changed)
    {
        var alert = changed.Alert;
        // Of the sender's own figures and of accounts that do nothing, not of what an account does: its features tell nothing of them.
        if (alert.Rule is AlertRule.BalanceBreak or AlertRule.ZeroOrEmpty) return;
        if (changed.Kind == AlertChangeKind.Raised && _latest.TryGetValue(alert.Account, out var latest)) _vectors[alert.Id] = [.. latest];
        if (changed.Kind != AlertChangeKind.Closed || alert.Outcome is not (AlertOutcome.Confirmed or AlertOutcome.FalsePositive)) return;
        if (!_vectors.TryGetValue(alert.Id, out var vector)) return;
        var isConfirmed = alert.Outcome == AlertOutcome.Confirmed;
        _closed[alert.Id] = new Disposition(alert.Id, alert.Account, alert.Rule, isConfirmed, alert.EventAt, vector);
    }
}

/// <summary>An alert that people decided about, with the features as of its raising.</summary>
/// <param name="Alert">Its id.</param>
/// <param name="Account">Its account.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Confirmed">Whether it was confirmed, or called false.</param>
/// <param name="EventAt">Event time.</param>
/// <param name="Features">The account's features then.</param>
public sealed record Disposition(
    AlertId Alert, string Account, AlertRule Rule, bool Confirmed, DateTimeOffset EventAt, IReadOnlyList<float> Features);
