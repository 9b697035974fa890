using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Monitoring.Domain.Ledger;

/// <summary>
/// Asks the processor to fetch memory that is needed soon. An account that was not looked at lately is not in its caches, and fetching all of
/// it at once takes about as long as fetching one part. A hint only: nothing is read, and where there is no such hint nothing is done.
/// </summary>
internal static class CacheLines
{
    private const int LineBytes = 64;

    /// <summary>All of a value that lies in an object.</summary>
    public static void Prefetch<T>(ref T value) => Prefetch(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>());

    /// <summary>Some items of an array.</summary>
    public static void Prefetch<T>(T[]? array, int first, int count)
    {
        if (array is null || count == 0) return;
        Prefetch(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), first)), count * Unsafe.SizeOf<T>());
    }

    private static unsafe void Prefetch(ref byte first, int bytes)
    {
        if (!Sse.IsSupported) return;
        // The collector may move the object meanwhile; then another line is fetched, which harms nothing.
        var from = (byte*)Unsafe.AsPointer(ref first);
        for (var at = 0; at < bytes; at += LineBytes)
        {
            Sse.Prefetch0(from + at);
        }
    }
}
