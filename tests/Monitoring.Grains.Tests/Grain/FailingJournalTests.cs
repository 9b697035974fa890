using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts.Feed;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Tests.Support;
using Monitoring.Silo.Stores;

namespace Monitoring.Grains.Tests.Grain;

/// <summary>What is used again for the next posting, while commits around it end badly.</summary>
public sealed class FailingJournalTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_posting_counts_once_and_is_answered_for_itself_whatever_becomes_of_commits()
    {
        const int postings = 150;
        FailingJournal? journal = null;
        await using var bank = await Bank.OpenAsync(new StoreOptions { DataDirectory = _folder.Path }, services =>
        {
            var inner = services.Last(static service => service.ServiceType == typeof(IJournal)).ImplementationFactory!;
            services.AddSingleton<IJournal>(provider => journal = new FailingJournal((IJournal)inner(provider)));
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(account => PostAllAsync(bank, $"A{account}")));
        for (var account = 0; account < 4; account++)
        {
            var figures = await bank.Account($"A{account}").GetFiguresAsync();
            Assert.Equal(Enumerable.Range(1, postings).Sum(), figures!.Balance);
        }

        Assert.True(journal!.Failures > postings);

        static async Task PostAllAsync(Bank bank, string account)
        {
            long balance = 0;
            for (var i = 1; i <= postings; i++)
            {
                var outcome = await PostAsync(bank, Postings.Of($"{account}-{i}", account, i));
                balance += i;
                Assert.NotEqual(PostingVerdict.Rejected, outcome.Verdict);
                Assert.Equal(balance, outcome.Balance);
            }
        }
    }

    private static async Task<PostingOutcome> PostAsync(Bank bank, Posting posting)
    {
        while (true)
        {
            try
            {
                return Assert.Single(await bank.Account(posting.Account).PostAsync([posting]));
            }
            catch (JournalUnavailableException)
            {
                // As its sender would: once more, with the same id.
            }
        }
    }
}
