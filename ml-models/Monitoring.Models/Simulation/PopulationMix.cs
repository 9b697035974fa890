namespace Monitoring.Models.Simulation;

/// <summary>Shares of the populations, as weights: an account's population has chance weight / sum of weights.</summary>
public sealed record PopulationMix
{
    /// <summary>Weight of <see cref="Population.Worker"/>.</summary>
    public int Workers { get; init; } = 400;

    /// <summary>Weight of <see cref="Population.Student"/>.</summary>
    public int Students { get; init; } = 70;

    /// <summary>Weight of <see cref="Population.Pensioner"/>.</summary>
    public int Pensioners { get; init; } = 150;

    /// <summary>Weight of <see cref="Population.Shop"/>.</summary>
    public int Shops { get; init; } = 90;

    /// <summary>Weight of <see cref="Population.Wholesaler"/>.</summary>
    public int Wholesalers { get; init; } = 20;

    /// <summary>Weight of <see cref="Population.Farmer"/>.</summary>
    public int Farmers { get; init; } = 110;

    /// <summary>Weight of <see cref="Population.Company"/>.</summary>
    public int Companies { get; init; } = 40;

    /// <summary>Weight of <see cref="Population.QuietCompany"/>.</summary>
    public int QuietCompanies { get; init; } = 25;

    /// <summary>Weight of <see cref="Population.Dormant"/>.</summary>
    public int Dormant { get; init; } = 55;

    /// <summary>Weight of <see cref="Population.Newcomer"/>.</summary>
    public int Newcomers { get; init; } = 25;

    /// <summary>Weight of <see cref="Population.Loan"/>.</summary>
    public int Loans { get; init; } = 15;

    /// <summary>The weights in the order of <see cref="Population"/>.</summary>
    internal int[] Weights() =>
        [Workers, Students, Pensioners, Shops, Wholesalers, Farmers, Companies, QuietCompanies, Dormant, Newcomers, Loans];
}
