namespace Monitoring.Models.Simulation;

/// <summary>Sorts of parties outside the bank.</summary>
internal enum PartyRole
{
    Merchant,
    Employer,
    Landlord,
    Utility,
    School,
    Treasury,
    SocialInsurance,
    Supplier,
    Buyer,
    GrainBuyer,
    Relative,
    Stranger,
}
