using System.Globalization;

namespace Monitoring.Models.Simulation;

/// <summary>The branch tree and its staff. Index 0 is the head office.</summary>
internal sealed class BranchBook
{
    public const int TellersPerBranch = 6;

    private readonly List<SimulatedBranch> _branches = [new() { Id = "HQ", Name = "县联社" }];
    private readonly string[] _staff;

    public BranchBook(int branches, int subBranches)
    {
        for (int b = 0; b < branches; b++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"B{b + 1:D3}");
            _branches.Add(new SimulatedBranch { Id = id, Parent = "HQ", Name = Names.OfBranch(b) });
            for (int s = 0; s < subBranches; s++)
            {
                string sub = string.Create(CultureInfo.InvariantCulture, $"{id}-{s + 1:D2}");
                _branches.Add(new SimulatedBranch { Id = sub, Parent = id, Name = Names.OfSubBranch(b, s) });
            }
        }

        _staff = new string[_branches.Count * TellersPerBranch];
        for (int i = 0; i < _staff.Length; i++)
        {
            _staff[i] = string.Create(CultureInfo.InvariantCulture, $"T{i + 1:D4}");
        }
    }

    public int Count => _branches.Count;

    public IReadOnlyList<SimulatedBranch> All => _branches;

    public int StaffCount => _staff.Length;

    public string Id(int branch) => _branches[branch].Id;

    public string Staff(int number) => _staff[number];

    /// <summary>Staff number of one of a branch's tellers.</summary>
    public static int Teller(int branch, int place) => (branch * TellersPerBranch) + (place % TellersPerBranch);

    /// <summary>A branch with customers of its own: any but the head office.</summary>
    public int WithCustomers(ulong bits) => 1 + (int)Math.BigMul(RandomStream.Mix(bits), (ulong)(Count - 1), out _);
}
