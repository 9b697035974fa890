import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds the GraphQL server: the real one by default, the mock with MONITORING_SERVER=http://localhost:5410. */
const server = process.env['MONITORING_SERVER'] ?? 'http://localhost:5080';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // Ant Design is one chunk that changes only with its version; ECharts is a chunk of its own, loaded with the first chart.
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      output: {
        manualChunks: (id) => {
          if (/node_modules\/(echarts|zrender)\//.test(id)) return 'charts';
          if (/node_modules\//.test(id)) return 'vendor';
          return undefined;
        },
      },
    },
  },
  server: {
    port: 5400,
    proxy: { '/graphql': { target: server, ws: true } },
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    // Loaded as the tests load it, else there would be two copies of "graphql".
    server: { deps: { inline: ['graphql-ws'] } },
  },
});
