using System.Globalization;
using Monitoring.Simulation.Platform;

namespace Monitoring.Simulation;

/// <summary>What the command line asks for.</summary>
internal sealed class RunOptions
{
    public const string Sqlite = "sqlite";

    public const string Postgres = "postgres";

    /// <summary>Memory that looks like a disk, where there is one: a simulated crash needs no real sync.</summary>
    private const string MemoryFolder = "/dev/shm";

    public const string Usage =
        """
        usage: --seeds N [--from N] [--minutes M] [--store sqlite|postgres] [--scale N] [--mutation NAME] [--digests] [--verbose]
        """;

    /// <summary>Number of seeds.</summary>
    public long Seeds { get; private set; } = 1;

    /// <summary>The first of them.</summary>
    public ulong From { get; private set; } = 1;

    /// <summary>No seed starts after so long.</summary>
    public TimeSpan Longest { get; private set; } = TimeSpan.FromDays(7);

    /// <summary>Name of the store.</summary>
    public string StoreName { get; private set; } = Sqlite;

    /// <summary>How many times the usual number of bodies a seed has.</summary>
    public int Scale { get; private set; } = 1;

    /// <summary>A fault to put in.</summary>
    public Mutation Mutation { get; private set; }

    /// <summary>Whether each seed's digest is told.</summary>
    public bool Digests { get; private set; }

    /// <summary>Whether every step is told.</summary>
    public bool Verbose { get; private set; }

    /// <summary>Where databases lie.</summary>
    public string Folder { get; } = Directory.Exists(MemoryFolder) ? MemoryFolder : Path.GetTempPath();

    /// <summary>Whether a command line asks for simulations, not for tests.</summary>
    public static bool IsMeant(string[] args) => args.Contains("--seeds");

    /// <exception cref="ArgumentException">It makes no sense.</exception>
    public static RunOptions Parse(string[] args)
    {
        var options = new RunOptions();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--digests":
                    options.Digests = true;
                    break;
                case "--verbose":
                    options.Verbose = true;
                    break;
                default:
                    if (i + 1 == args.Length) throw new ArgumentException(Usage);
                    options.Set(args[i], args[++i]);
                    break;
            }
        }

        return options;
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--seeds":
                Seeds = long.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--from":
                From = ulong.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--minutes":
                Longest = TimeSpan.FromMinutes(double.Parse(value, CultureInfo.InvariantCulture));
                break;
            case "--store" when value is Sqlite or Postgres:
                StoreName = value;
                break;
            case "--scale":
                Scale = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "--mutation":
                Mutation = Enum.Parse<Mutation>(value);
                break;
            default:
                throw new ArgumentException($"{name} {value}: {Usage}");
        }
    }
}
