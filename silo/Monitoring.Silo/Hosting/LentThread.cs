namespace Monitoring.Silo.Hosting;

/// <summary>
/// Whether the present thread, while it brings work to grains, may run what the work sets off, when the grain has nothing else to do. A grain's
/// turn after a posting or a commit takes microseconds, which is less than it takes to hand it to another thread, and what it works on is in
/// this processor's cache. To be lent only where no lock is held and nobody waits for the caller.
/// </summary>
internal static class LentThread
{
    [ThreadStatic]
    private static bool t_isLent;

    /// <summary>Whether it is lent.</summary>
    public static bool IsLent => t_isLent;

    /// <summary>Lends the present thread until the loan is given back, on the same thread.</summary>
    /// <param name="hasContext">Whether the caller has a context, as that of a request, which must not go on with what the grain does.</param>
    public static Loan Lend(bool hasContext) => new(hasContext);

    /// <summary>A loan.</summary>
    public readonly ref struct Loan : IDisposable
    {
        private readonly AsyncFlowControl _flow;
        private readonly bool _wasLent;

        internal Loan(bool hasContext)
        {
            (_wasLent, t_isLent) = (t_isLent, true);
            if (hasContext && !ExecutionContext.IsFlowSuppressed()) _flow = ExecutionContext.SuppressFlow();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            t_isLent = _wasLent;
            if (_flow != default) _flow.Undo();
        }
    }
}
