using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Detection;

/// <summary>Binary form of an alert, in snapshots, the journal and the alert table. Fields are only ever appended, under a new format number.</summary>
public static class AlertCodec
{
    /// <summary>As it was before models scored alerts; alerts without a model's version are still written so.</summary>
    private const byte FirstFormat = 1;

    /// <summary>With the model's version at the end.</summary>
    private const byte ModelFormat = 2;

    /// <summary>Writes an alert.</summary>
    public static void Encode(ByteWriter writer, AlertRecord alert)
    {
        writer.Byte(alert.ModelVersion is null ? FirstFormat : ModelFormat);
        writer.Fixed128(alert.Id.Value);
        writer.Text(alert.Account);
        writer.Byte((byte)alert.Rule);
        writer.Byte((byte)alert.Severity);
        writer.Byte((byte)alert.State);
        writer.Byte((byte)(alert.Outcome ?? 0));
        writer.Text(alert.Branch);
        Instant(writer, alert.RaisedAt);
        Instant(writer, alert.EventAt);
        Instant(writer, alert.DueAt);
        writer.Signed(alert.Level);
        writer.Text(alert.Assignee);
        writer.Byte(alert.Score is null ? (byte)0 : (byte)1);
        if (alert.Score is { } score) writer.Fixed64(BitConverter.DoubleToInt64Bits(score));
        EncodeReasons(writer, alert.Reasons);
        EncodeEvidence(writer, alert);
        writer.Text(alert.CloseProposedBy);
        writer.Byte((byte)(alert.ProposedOutcome ?? 0));
        writer.Byte(alert.CloseProposedAt is null ? (byte)0 : (byte)1);
        if (alert.CloseProposedAt is { } proposed) Instant(writer, proposed);
        writer.Byte(alert.SilentUntil is null ? (byte)0 : (byte)1);
        if (alert.SilentUntil is { } silent) Instant(writer, silent);
        writer.Signed(alert.ParametersVersion);
        writer.Byte(alert.ListOnly ? (byte)1 : (byte)0);
        writer.Signed(alert.Version);
        if (alert.ModelVersion is not null) writer.Text(alert.ModelVersion);
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are damaged or of a later version of the program.</exception>
    public static AlertRecord Decode(ref ByteReader reader)
    {
        var format = reader.Byte();
        if (format is not (FirstFormat or ModelFormat)) throw new FormatException($"Alert format {format} is not known; {ModelFormat} is the latest this program knows.");
        var id = new AlertId(reader.Fixed128());
        var account = reader.RequiredText();
        var (rule, severity, state) = ((AlertRule)reader.Byte(), (Severity)reader.Byte(), (AlertState)reader.Byte());
        var outcome = Optional<AlertOutcome>(reader.Byte());
        var branch = reader.RequiredText();
        var (raised, at, due) = (reader.Instant(), reader.Instant(), reader.Instant());
        var level = reader.Int32();
        var assignee = reader.Text();
        double? score = reader.Byte() == 1 ? BitConverter.Int64BitsToDouble(reader.Fixed64()) : null;
        var reasons = DecodeReasons(ref reader);
        var (count, evidence) = DecodeEvidence(ref reader);
        var proposedBy = reader.Text();
        var proposedOutcome = Optional<AlertOutcome>(reader.Byte());
        DateTimeOffset? proposedAt = reader.Byte() == 1 ? reader.Instant() : null;
        DateTimeOffset? silentUntil = reader.Byte() == 1 ? reader.Instant() : null;
        return new AlertRecord
        {
            Id = id,
            Account = account,
            Rule = rule,
            Severity = severity,
            State = state,
            Outcome = outcome,
            Branch = branch,
            RaisedAt = raised,
            EventAt = at,
            DueAt = due,
            Level = level,
            Assignee = assignee,
            Score = score,
            Reasons = reasons,
            Evidence = evidence,
            EvidenceCount = count,
            CloseProposedBy = proposedBy,
            ProposedOutcome = proposedOutcome,
            CloseProposedAt = proposedAt,
            SilentUntil = silentUntil,
            ParametersVersion = reader.Int32(),
            ListOnly = reader.Byte() == 1,
            Version = reader.Int32(),
            ModelVersion = format == ModelFormat ? reader.RequiredText() : null,
        };
    }

    internal static void Instant(ByteWriter writer, DateTimeOffset instant)
    {
        writer.Signed(instant.UtcTicks);
        writer.Signed(instant.TotalOffsetMinutes);
    }

    private static void EncodeReasons(ByteWriter writer, IReadOnlyList<AlertReason> reasons)
    {
        writer.Unsigned((ulong)reasons.Count);
        foreach (var reason in reasons)
        {
            writer.Text(reason.Code);
            writer.Unsigned((ulong)reason.Arguments.Count);
            foreach (var (name, value) in reason.Arguments)
            {
                writer.Text(name);
                writer.Text(value);
            }
        }
    }

    private static AlertReason[] DecodeReasons(ref ByteReader reader)
    {
        var reasons = new AlertReason[reader.Count()];
        for (var i = 0; i < reasons.Length; i++)
        {
            var code = reader.RequiredText();
            var count = reader.Count();
            var arguments = new OrderedDictionary<string, string>(count, StringComparer.Ordinal);
            for (var j = 0; j < count; j++)
            {
                var name = reader.RequiredText();
                if (!arguments.TryAdd(name, reader.RequiredText())) throw new FormatException($"Reason {code} has {name} twice.");
            }

            reasons[i] = new AlertReason(code, arguments);
        }

        return reasons;
    }

    private static void EncodeEvidence(ByteWriter writer, AlertRecord alert)
    {
        writer.Signed(alert.EvidenceCount);
        writer.Unsigned((ulong)alert.Evidence.Count);
        foreach (var item in alert.Evidence)
        {
            writer.Signed(item.Sequence);
            writer.Signed(item.Amount);
            writer.Byte(item.Reversed ? (byte)1 : (byte)0);
        }
    }

    private static (long Count, EvidenceItem[] Evidence) DecodeEvidence(ref ByteReader reader)
    {
        var count = reader.Signed();
        var evidence = new EvidenceItem[reader.Count()];
        for (var i = 0; i < evidence.Length; i++)
        {
            evidence[i] = new EvidenceItem(reader.Signed(), reader.Signed(), reader.Byte() == 1);
        }

        return (count, evidence);
    }

    private static T? Optional<T>(byte value)
        where T : struct, Enum => value == 0 ? null : (T)Enum.ToObject(typeof(T), value);
}
