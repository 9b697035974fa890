using Monitoring.Benchmarks.Store;

return args is ["store", .. var rest] ? await StoreBenchmark.RunAsync(rest) : 1;
