using System.CommandLine;
using System.Globalization;
using Monitoring.Domain.Detection;
using Monitoring.Models.Backtest;
using Monitoring.Models.Replay;
using Monitoring.Silo.Stores;

namespace Monitoring.Models.Commands;

/// <summary>The command <c>dispositions</c>: what people decided about alerts, from a data directory, as rows to train on.</summary>
internal sealed class DispositionsCommand
{
    private readonly Option<DirectoryInfo?> _data = new("--data") { Description = "data directory, opened to be read" };
    private readonly Option<string?> _postgres = new("--postgres") { Description = "connection string of a PostgreSQL database" };
    private readonly Option<FileInfo?> _parameters = new("--parameters") { Description = "what is in force: JSON with a section Detection (defaults)" };
    private readonly Option<FileInfo> _out = new("--out") { Description = "NDJSON file to write", Required = true };

    public Command Build()
    {
        var command = new Command("dispositions", "Export alerts closed as confirmed or false, with the features as of then.")
        {
            _data, _postgres, _parameters, _out,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
        var (data, postgres) = (parsed.GetValue(_data), parsed.GetValue(_postgres));
        if (data is null == (postgres is null))
        {
            error.WriteLine("dispositions: say whose, with --data DIR or --postgres CONNECTION");
            return 2;
        }

        try
        {
            using var journal = postgres is null ? JournalHistory.OpenSqlite(data!.FullName) : JournalHistory.OpenPostgres(postgres);
            var parameters = parsed.GetValue(_parameters) is { } file ? CandidateRules.Read(file.FullName) : new DetectionParameters();
            var dispositions = Dispositions.Of(new DatabaseHistory(journal), BankRules.With(parameters));
            using var rows = parsed.GetValue(_out)!.Create();
            dispositions.Write(rows);
            var (all, confirmed) = (dispositions.All.Count(), dispositions.All.Count(static one => one.Confirmed));
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{confirmed} confirmed, {all - confirmed} false"));
            return 0;
        }
        catch (Exception refused) when (refused is StoreException or FormatException or InvalidDataException)
        {
            error.WriteLine("dispositions: " + refused.Message);
            return 2;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            error.WriteLine("dispositions: " + failed.Message);
            return 1;
        }
    }
}
