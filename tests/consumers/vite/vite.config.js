// As the package's README says; two pages.
export default {
  base: './',
  optimizeDeps: { exclude: ['playgrad'] },
  build: { rollupOptions: { input: ['index.html', 'figure.html'] } },
};
